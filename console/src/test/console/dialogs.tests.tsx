import { render, type VNode } from "preact";
import type { Surroundings } from "../../main/console/core/session";
import { Around } from "../../main/console/core/session";
import type { ClientGateway, Gateway, NodeEip } from "../../main/console/core/types";
import { Bind } from "../../main/console/pages/clients/address";
import { Upgrade } from "../../main/console/pages/clients/upgrade";
import { ReplaceAddress } from "../../main/console/pages/gateways/change";
import type { Option } from "../../main/console/parts/controls";
import { equal, isTrue, test } from "./harness";

const GATEWAY = {
  id: "g",
  name: "office",
  eip: { id: "old", ip_address: "203.0.113.7" },
  current_connection_number: 0,
} as ClientGateway;
const AROUND = { project: { id: "p", name: "main" } } as Surroundings;
const ADDRESSES: readonly Option[] = [["new", "203.0.113.8"]];

const ignored = () => {};

/** Waits until what was clicked has become something. */
async function settled(into: Element): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 20));
  while (into.querySelector("[aria-disabled=true]"));
}

/** What a dialog shows, and what was asked of a service that refuses what contains a word. */
async function tried(refused: string, times: number, dialog: VNode): Promise<{ said: string; asked: string[] }> {
  const into = document.createElement("div");
  document.body.append(into);
  const asked: string[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (path, init) => {
    asked.push(`${init?.method} ${String(path).split("/").pop()} ${init?.body ?? ""}`);
    const status = asked.at(-1)!.includes(refused) ? 503 : 200;
    return new Response(status === 503 ? '{"error_code":"VPN.0030","error_msg":"not now"}' : "{}", { status });
  };
  try {
    render(<Around.Provider value={AROUND}>{dialog}</Around.Provider>, into);
    for (let i = 0; i < times; i++) {
      await settled(into);
      into.querySelector<HTMLElement>(".actions button:last-child")!.click();
    }
    await settled(into);
    return { said: into.textContent!, asked };
  } finally {
    globalThis.fetch = before;
    render(null, into);
    into.remove();
  }
}

test("an address is taken away once, and that it is gone is said when the other is not bound", async () => {
  const { said, asked } = await tried("PUT", 2, <Bind of={GATEWAY} options={ADDRESSES} onClose={ignored} />);
  const put = 'PUT g {"p2c_vpn_gateway":{"eip_id":"new"}}';
  equal(asked, ["POST disassociate-instance ", put, put]);
  isTrue(said.includes("The old address was taken away, and the new one was not bound."), said);
  isTrue(said.includes("Another address for office"), said);
});

test("no address is taken away for one that is not there any more", async () => {
  const { asked } = await tried("PUT", 1, <Bind of={GATEWAY} options={[]} onClose={ignored} />);
  equal(asked, ['PUT g {"p2c_vpn_gateway":{"eip_id":""}}']);
});

test("an address is replaced under sessions once the gateway's name was typed", async () => {
  const used = { ...GATEWAY, current_connection_number: 3 };
  const { said, asked } = await tried("PUT", 1, <Bind of={used} options={ADDRESSES} onClose={ignored} />);
  equal(asked, []);
  isTrue(said.includes("Type office to go on"), said);
});

test("an upgrade is begun once, and that it waits is said when it is not finished", async () => {
  const upgrade = <Upgrade of={GATEWAY} action="start" begun={undefined} onClose={ignored} />;
  const { said, asked } = await tried("finish", 2, upgrade);
  const [start, finish] = ["start", "finish"].map((action) => `POST upgrade {"action":"${action}"}`);
  equal(asked, [start, finish, finish]);
  isTrue(said.includes("The upgrade is begun and waits: finish it or leave it as it is."), said);
});

test("a node's address is replaced once another one was chosen", async () => {
  const [of, eip] = [{ id: "g", name: "hub" } as Gateway, { id: "old", ip_address: "203.0.113.7" } as NodeEip];
  const { said, asked } = await tried("PUT", 1, <ReplaceAddress of={of} eip={eip} number={2} onClose={ignored} />);
  equal(asked.filter((one) => one.startsWith("PUT")), []);
  isTrue(said.includes("The address was not replaced. One value is not right:New address must be chosen"), said);
});

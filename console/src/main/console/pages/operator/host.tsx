import { useState } from "preact/hooks";
import { call } from "../../core/api";
import { refresh, useLive } from "../../core/live";
import type { Tone } from "../../core/words";
import { many, sentence } from "../../core/words";
import { Age } from "../../parts/age";
import { Confirm } from "../../parts/confirm";
import { Copied } from "../../parts/copy";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { RowButton } from "../../parts/rowbutton";
import { Status } from "../../parts/status";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import { toast } from "../../parts/toasts";
import { HostState, useHosts } from "./hosts";
import type { Host, HostNode } from "./types";

const TONES: Readonly<Record<string, Tone>> = { serving: "good", draining: "busy", drained: "warn" };

/** The nodes on a host, which traffic can be led away from, and what is done if the host will not come back. */
export function HostPage({ params }: { params: Readonly<Record<string, string>> }) {
  const id = params["id"]!;
  const host = useHosts().value?.hosts.find((one) => one.id === id);
  const live = useLive<{ nodes: readonly HostNode[]; client_nodes: number }>(
    `/admin/v1/hosts/${id}/vpn-gateway-nodes`,
    "hosts",
  );
  const [asked, setAsked] = useState<HostNode>();
  const [warning, setWarning] = useState("");
  return (
    <>
      <Head title={host?.name ?? "Host"} crumbs={[{ title: "Hosts", to: "/console/operator" }]}>
        {host && <Actions of={host} />}
      </Head>
      {warning !== "" && (
        <p class="note" role="alert">
          {sentence(warning)}.
        </p>
      )}
      <Loaded of={live} what="the nodes">
        {({ nodes, client_nodes }) => (
          <>
            {nodes.length === 0 ? (
              <Empty title="No node here">Nodes of VPN gateways are placed on hosts when a gateway is created.</Empty>
            ) : (
              <Table
                name="Nodes of VPN gateways"
                rows={nodes}
                id={(node) => node.id}
                columns={COLUMNS}
                words={(node) => [node.vgw_id, node.id, node.eip, node.availability_zone, node.state]}
                actions={(node) => <RowButton word={wordOf(node)} of={nameOf(node)} onClick={() => setAsked(node)} />}
              />
            )}
            {client_nodes > 0 && (
              <p class="quiet">{many(client_nodes, "node")} of client gateways here cannot be drained.</p>
            )}
          </>
        )}
      </Loaded>
      {asked && (
        <Drain
          of={asked}
          apart={!live.value?.nodes.some((one) => one.vgw_id === asked.vgw_id && one.id !== asked.id)}
          told={setWarning}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function wordOf(node: HostNode): string {
  return node.drained ? "Let serve" : "Drain";
}

function nameOf(node: HostNode): string {
  return `node ${node.index} of ${node.vgw_id.slice(0, 8)}`;
}

/**
 * @param apart whether the gateway's other node is on another host
 * @param told what is lost by the drain, if anything is known of that
 */
function Drain(props: { of: HostNode; apart: boolean; told: (warning: string) => void; onClose: () => void }) {
  const { of, told, onClose } = props;
  const act = async () => {
    const { warning = "" } = await call<{ warning?: string }>(
      "PUT",
      `/admin/v1/vpn-gateways/${of.vgw_id}/nodes/${of.index}`,
      { node: { drained: !of.drained } },
    );
    told(warning);
    refresh("hosts");
  };
  return (
    <Confirm title={`${wordOf(of)} ${nameOf(of)}?`} yes={wordOf(of)} act={act} onClose={onClose}>
      {of.drained ? (
        <p>Traffic comes by it again.</p>
      ) : (
        <p>
          Its traffic comes by the gateway's other node, until you let it serve again. Devices with BGP are told; those
          with static routes or policies cannot be, and what they send is lost once the host is taken away, until they use
          their other tunnel. Tunnels stay up.
          {props.apart && " The other node is on another host: what is on this one is cut off from customers meanwhile."}
        </p>
      )}
    </Confirm>
  );
}

function Actions({ of }: { of: Host }) {
  const [asked, setAsked] = useState(false);
  const lose = async () => {
    await call("POST", `/admin/v1/hosts/${of.id}/lost`, { confirm: of.name });
    refresh("hosts");
    toast(`Host ${of.name} counts as lost`);
  };
  return (
    <>
      <HostState of={of} />
      <button type="button" disabled={of.state === "lost"} onClick={() => setAsked(true)}>
        Count as lost
      </button>
      {asked && (
        <Confirm
          title={`Count ${of.name} as lost?`}
          yes="Count as lost"
          typed={of.name}
          act={lose}
          onClose={() => setAsked(false)}
        >
          <p>
            For a host that never comes back: what lay on it counts as gone, and what is still wanted there is down. Nothing
            new is placed on it, and its agent is refused until it enrols anew. Should the machine come back, end its
            daemons before that happens.
          </p>
        </Confirm>
      )}
    </>
  );
}

const COLUMNS: readonly Column<HostNode>[] = [
  { key: "node", title: "Node", cell: (node) => sentence(nameOf(node)), by: (node) => node.vgw_id + node.index },
  {
    key: "state",
    title: "State",
    cell: (node) => <Status of={node.state} tone={TONES[node.state] ?? "idle"} word={sentence(node.state)} />,
    by: (node) => node.state,
    narrow: "corner",
  },
  {
    key: "gateway",
    title: "VPN gateway",
    cell: (node) => <Copied text={node.vgw_id} label={`id of the gateway of ${nameOf(node)}`} />,
    by: (node) => node.vgw_id,
    narrow: "wide",
  },
  { key: "address", title: "Address", cell: (node) => node.eip ?? "none", by: (node) => node.eip ?? "" },
  { key: "zone", title: "Zone", cell: (node) => node.availability_zone, by: (node) => node.availability_zone },
  { key: "drain", title: "Drain", cell: (node) => <Progress of={node} />, by: (node) => node.drain?.asked_at ?? "" },
];

/** How far a drain is: since when, and whether anything still passes. */
function Progress({ of: { drain } }: { of: HostNode }) {
  if (!drain) return <span class="quiet">–</span>;
  return (
    <>
      {drain.asked_at ? <>asked for <Age at={drain.asked_at} /></> : "being ended"}
      {drain.passing !== undefined && (
        <span class="below">{drain.passing ? "traffic still passes" : "nothing passes"}</span>
      )}
    </>
  );
}

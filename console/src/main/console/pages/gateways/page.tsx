import { useState } from "preact/hooks";
import { go } from "../../core/router";
import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { Gateway } from "../../core/types";
import { Empty } from "../../parts/empty";
import { Head } from "../../parts/head";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import { Tabs } from "../../parts/tabs";
import { ConnectionTable } from "../connections/table";
import { useConnections } from "../data";
import { GatewayBandwidth } from "./bandwidth";
import { ChangeGateway } from "./change";
import { DeleteGateway } from "./delete";
import { GatewayRoutes } from "./routes";
import { GatewaySummary } from "./summary";

const LIST = "/console/vpn-gateways";
const TABS = [
  { key: "summary", title: "Summary" },
  { key: "connections", title: "Connections" },
  { key: "routes", title: "Routing table" },
  { key: "bandwidth", title: "Bandwidth" },
];

export function GatewayPage({ params }: { params: Readonly<Record<string, string>> }) {
  const id = params["id"]!;
  const live = useLive<{ vpn_gateway: Gateway }>(`/v5/${useProject()}/vpn-gateways/${id}`, "vpn-gateways");
  const gateway = live.value?.vpn_gateway;
  return (
    <>
      <Head
        title={gateway?.name ?? "VPN gateway"}
        crumbs={[{ title: "VPN gateways", to: LIST }]}
      >
        {gateway && <Actions of={gateway} />}
      </Head>
      <Loaded of={live} what="the gateway">
        {({ vpn_gateway }) => (
          <>
            <Tabs of={TABS} now={params["tab"] ?? "summary"} base={`${LIST}/${id}`} label="Parts of the gateway" />
            <Part of={vpn_gateway} tab={params["tab"] ?? "summary"} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Actions({ of }: { of: Gateway }) {
  const [asked, setAsked] = useState<"delete" | "change">();
  const close = () => setAsked(undefined);
  return (
    <>
      <Status of={of.status} told />
      <button type="button" onClick={() => setAsked("change")}>
        Change
      </button>
      <button type="button" disabled={of.status === "PENDING_DELETE"} onClick={() => setAsked("delete")}>
        Delete
      </button>
      {asked === "delete" && <DeleteGateway of={of} onClose={close} done={() => go(LIST)} />}
      {asked === "change" && <ChangeGateway of={of} onClose={close} />}
    </>
  );
}

function Part({ of, tab }: { of: Gateway; tab: string }) {
  switch (tab) {
    case "connections":
      return <Connections of={of} />;
    case "routes":
      return <GatewayRoutes of={of} />;
    case "bandwidth":
      return <GatewayBandwidth of={of} />;
    default:
      return <GatewaySummary of={of} />;
  }
}

function Connections({ of }: { of: Gateway }) {
  const live = useConnections();
  return (
    <Loaded of={live} what="connections">
      {({ vpn_connections }) => {
        const mine = vpn_connections.filter((c) => c.vgw_id === of.id);
        if (mine.length > 0) return <ConnectionTable rows={mine} without="gateway" />;
        return (
          <Empty
            title="No connection uses this gateway"
            action={
              <a class="button primary" href={`/console/vpn-connections/new?gateway=${of.id}`}>
                Create connection
              </a>
            }
          >
            A connection leads from one of its addresses to a customer gateway.
          </Empty>
        );
      }}
    </Loaded>
  );
}

import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { BgpPeer, Connection, GatewayRoute } from "../../core/types";
import { Empty } from "../../parts/empty";
import { Facts } from "../../parts/facts";
import { Loaded } from "../../parts/loaded";
import { Status } from "../../parts/status";
import { useConnections, useNames } from "../data";
import { RouteTable } from "../gateways/routes";

/** The BGP session of a connection, and the routes of its gateway that lead into it. */
export function RoutesPart({ of }: { of: Connection }) {
  const path = `/v5/${useProject()}/vpn-gateways/${of.vgw_id}/routing-table?limit=100000`;
  const live = useLive<{ routing_table: readonly GatewayRoute[] }>(path, "vpn-connections");
  const connections = useNames(useConnections().value?.vpn_connections);
  return (
    <>
      {of.style.toLowerCase() === "bgp" && <Session of={of.bgp_peer} />}
      <section class="part">
        <h2>Routes into the tunnel</h2>
        <Loaded of={live} what="the routing table">
          {({ routing_table }) => {
            const mine = routing_table.filter((route) => route.nexthop_resource?.id === of.id);
            if (mine.length > 0) return <RouteTable routes={mine} connections={connections} />;
            return <Empty title="No route leads into the tunnel">Routes come when the connection is active.</Empty>;
          }}
        </Loaded>
      </section>
    </>
  );
}

function Session({ of }: { of: BgpPeer | undefined }) {
  const up = of?.state.toLowerCase() === "established";
  return (
    <section class="card">
      <h2>BGP session</h2>
      {of === undefined ? (
        <p class="quiet">Nothing was heard of it yet.</p>
      ) : (
        <Facts
          of={[
            ["State", <Status of={of.state} tone={up ? "good" : "busy"} word={of.state} />],
            ["For", of.state_duration],
            ["Peer", <code>{of.peer_ip_address}</code>],
            ["Its AS number", of.peer_asn],
            ["Routes received", of.num_received_routes],
            ["Messages", `${of.num_message_sent} sent, ${of.num_message_received} received`],
          ]}
        />
      )}
    </section>
  );
}

import { useLive } from "../../core/live";
import { useProject } from "../../core/session";
import type { Gateway, GatewayRoute } from "../../core/types";
import { Empty } from "../../parts/empty";
import { Loaded } from "../../parts/loaded";
import type { Column } from "../../parts/table";
import { Table } from "../../parts/table";
import type { Names } from "../data";
import { useConnections, useNames } from "../data";
import type { Connection } from "../../core/types";

/** Where packets go that reach the gateway's nodes. */
export function GatewayRoutes({ of }: { of: Gateway }) {
  const path = `/v5/${useProject()}/vpn-gateways/${of.id}/routing-table`;
  const live = useLive<{ routing_table: readonly GatewayRoute[]; total_count: number }>(path, "vpn-connections");
  const connections = useNames(useConnections().value?.vpn_connections);
  return (
    <Loaded of={live} what="the routing table">
      {({ routing_table: routes, total_count }) =>
        routes.length === 0 ? (
          <Empty title="No routes">Routes come with the gateway's nodes and with connections that are up.</Empty>
        ) : (
          <>
            {total_count > routes.length && (
              <p class="note">
                The first {routes.length} of {total_count} routes.
              </p>
            )}
            <RouteTable routes={routes} connections={connections} />
          </>
        )
      }
    </Loaded>
  );
}

export function RouteTable(props: { routes: readonly GatewayRoute[]; connections: Names<Connection> }) {
  const { routes, connections } = props;
  return (
    <Table
      name="Routes"
      rows={routes}
      id={idOf}
      columns={columnsOf(connections)}
      words={(r) => [r.destination, r.nexthop, r.outbound_interface_ip, r.origin, r.as_path, through(r, connections)]}
    />
  );
}

function idOf(route: GatewayRoute): string {
  return `${route.destination} ${route.outbound_interface_ip} ${route.nexthop}`;
}

function through({ nexthop_resource: to }: GatewayRoute, connections: Names<Connection>): string {
  if (!to) return "the cloud";
  return to.type === "vpn_connection" ? connections.of(to.id) : "the other node";
}

function columnsOf(connections: Names<Connection>): readonly Column<GatewayRoute>[] {
  return [
    { key: "destination", title: "Destination", cell: (r) => <code>{r.destination}</code>, by: (r) => r.destination },
    {
      key: "through",
      title: "Through",
      cell: (r) =>
        r.nexthop_resource?.type === "vpn_connection" ? (
          <a href={`/console/vpn-connections/${r.nexthop_resource.id}`}>{through(r, connections)}</a>
        ) : (
          through(r, connections)
        ),
      by: (r) => through(r, connections),
      narrow: "corner",
    },
    { key: "nexthop", title: "Next hop", cell: (r) => <code>{r.nexthop}</code>, by: (r) => r.nexthop },
    {
      key: "leaves",
      title: "Leaves by",
      cell: (r) => <code>{r.outbound_interface_ip}</code>,
      by: (r) => r.outbound_interface_ip,
    },
    { key: "origin", title: "Origin", cell: (r) => r.origin, by: (r) => r.origin },
    { key: "path", title: "AS path", cell: (r) => r.as_path || <span class="quiet">–</span>, by: (r) => r.as_path },
    { key: "med", title: "MED", cell: (r) => r.med, by: (r) => r.med, numeric: true },
  ];
}

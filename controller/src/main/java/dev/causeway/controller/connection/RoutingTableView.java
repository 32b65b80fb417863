package dev.causeway.controller.connection;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ResourceId;
import java.util.List;
import java.util.Optional;

/// A page of a gateway's routing table, as the API shows it. This answer alone has no `request_id`.
record RoutingTableView(List<Route> routingTable, long totalCount, PageInfo pageInfo) {

    /// A route.
    ///
    /// @param nexthopResource left out for the cloud, and if it is not wanted
    record Route(
            Prefix destination,
            Ipv4 nexthop,
            Ipv4 outboundInterfaceIp,
            String origin,
            String asPath,
            long med,
            Optional<NexthopResource> nexthopResource) {}

    /// What packets are given to.
    record NexthopResource(ResourceId id, String type) {}

    /// @param withResources whether it is wanted to what packets are given
    static Route of(GatewayId gateway, RoutingTable.Entry entry, boolean withResources) {
        return new Route(
                entry.place().destination(),
                entry.place().nexthop(),
                entry.place().outbound(),
                entry.origin(),
                entry.asPath(),
                entry.med(),
                entry.towards().filter(_ -> withResources).map(towards -> resource(gateway, towards)));
    }

    private static NexthopResource resource(GatewayId gateway, RoutingTable.Towards towards) {
        return switch (towards) {
            case RoutingTable.Towards.Tunnel tunnel -> new NexthopResource(tunnel.connection(), "vpn_connection");
            case RoutingTable.Towards.Sibling _ -> new NexthopResource(gateway, "vpn_gateway");
        };
    }
}

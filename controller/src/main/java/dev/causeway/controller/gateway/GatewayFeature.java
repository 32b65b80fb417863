package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.NodePlaces;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Busy;
import dev.causeway.model.NotReady;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Gateways and customer gateways, wired.
public final class GatewayFeature implements Feature {

    private final Gateways gateways;
    private final CustomerGateways customerGateways;
    private final GatewayUsers users;
    private final NodeDocuments documents;
    private final List<Route> routes;

    private GatewayFeature(
            Database database,
            Gateways gateways,
            CustomerGateways customerGateways,
            GatewayUsers users,
            NodeDrains drains,
            Inventory inventory) {
        this.gateways = gateways;
        this.customerGateways = customerGateways;
        this.users = users;
        this.documents = new NodeDocuments(gateways, users, new NodePlaces(inventory.eips(), inventory.subnets()));
        this.routes = Stream.of(
                        new GatewayEndpoints(database, gateways, inventory.zones()).routes(),
                        new NodeEndpoints(database, drains).routes(),
                        new CustomerGatewayEndpoints(database, customerGateways).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// Wires the feature. From now on, silence of the hosts counts.
    public static GatewayFeature open(
            Database database, Documents documents, Hosts hosts, Reports reports, Inventory inventory, Clock clock) {
        database.explain("vpn_gateway_subnet", () -> new NotReady("the subnet is in use by a VPN gateway"))
                .explain(
                        "gateway_node_name_on_hosts",
                        () -> new Busy("the identifier that was drawn is taken; try again"))
                .explain("vpn_gateway_access_subnet", () -> new NotReady("the subnet is in use by a VPN gateway"));
        var placement = new GatewayPlacement(
                inventory.vpcs(),
                inventory.subnets(),
                inventory.addresses(),
                inventory.eips(),
                inventory.zones(),
                documents,
                hosts);
        inventory.add(new GatewayEips(documents));
        var users = new GatewayUsers();
        var states = new GatewayStates(clock, clock.instant());
        var gateways = new Gateways(
                database, documents, inventory.addresses(), inventory.eips(), users, placement, states, clock);
        return new GatewayFeature(
                database,
                gateways,
                new CustomerGateways(database, users, clock),
                users,
                new NodeDrains(documents, clock),
                inventory);
    }

    public Gateways gateways() {
        return gateways;
    }

    public CustomerGateways customerGateways() {
        return customerGateways;
    }

    /// Lets gateways be used by more things.
    public void add(GatewayUser user) {
        users.add(user);
    }

    /// Has nodes probe what this names.
    public void monitoredBy(NodeMonitors monitors) {
        documents.add(monitors);
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<DocumentSource> documents() {
        return List.of(documents);
    }

    @Override
    public List<ReportObserver> observers() {
        return List.of(gateways);
    }

    @Override
    public List<ResourceType> resources() {
        return List.of(VpnGateway.TYPE, CustomerGateway.TYPE);
    }
}

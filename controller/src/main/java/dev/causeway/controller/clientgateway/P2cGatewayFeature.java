package dev.causeway.controller.clientgateway;

import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.NodePlaces;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.web.Route;
import dev.causeway.model.NotReady;
import dev.causeway.model.P2cCode;
import java.time.Clock;
import java.util.List;

/// P2C gateways, wired.
public final class P2cGatewayFeature implements Feature {

    private final P2cGateways gateways;
    private final OnGateways servers;
    private final P2cNodeDocuments documents;
    private final List<Route> routes;

    private P2cGatewayFeature(
            P2cGateways gateways, OnGateways servers, P2cNodeDocuments documents, List<Route> routes) {
        this.gateways = gateways;
        this.servers = servers;
        this.documents = documents;
        this.routes = routes;
    }

    /// Wires the feature. From now on, silence of the hosts counts.
    public static P2cGatewayFeature open(
            Database database,
            ClientTokens tokens,
            Documents documents,
            Hosts hosts,
            Inventory inventory,
            Clock clock) {
        database.explain("p2c_gateway_subnet", () -> new NotReady("the subnet is in use by a P2C VPN gateway"))
                .explain("p2c_order_open_for_gateway", P2cCode.ORDER_IN_PROGRESS::failure);
        var servers = new OnGateways();
        var states = new GatewayStates(clock, clock.instant());
        var gateways = new P2cGateways(documents, inventory.addresses(), inventory.eips(), servers, states, clock);
        var changes =
                new P2cGatewayChanges(gateways, documents, servers, placement(documents, hosts, inventory), clock);
        inventory.add(new P2cEips(gateways, changes));
        List<List<Route>> routes = List.of(
                new P2cGatewayEndpoints(database, tokens, changes, new P2cGatewayQuestions(states), inventory.zones())
                        .routes(),
                new P2cOrderEndpoints(database, new P2cOrders(gateways, changes, clock)).routes(),
                new P2cJobEndpoints(database, new P2cUpgrades(gateways, servers, clock), clock).routes());
        return new P2cGatewayFeature(
                gateways,
                servers,
                new P2cNodeDocuments(gateways, servers, new NodePlaces(inventory.eips(), inventory.subnets())),
                routes.stream().flatMap(List::stream).toList());
    }

    private static P2cPlacement placement(Documents documents, Hosts hosts, Inventory inventory) {
        return new P2cPlacement(
                inventory.vpcs(),
                inventory.subnets(),
                inventory.addresses(),
                inventory.eips(),
                inventory.zones(),
                documents,
                hosts);
    }

    public P2cGateways gateways() {
        return gateways;
    }

    /// Lets gateways have servers.
    public void add(GatewayServer server) {
        servers.add(server);
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
        return List.of(P2cGateway.TYPE);
    }
}

package dev.causeway.controller.connection;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Connections, wired.
public final class ConnectionFeature implements Feature {

    private final Connections connections;
    private final ReportedConnections reported;
    private final List<Route> routes;

    private ConnectionFeature(
            Database database, Connections connections, ReportedConnections reported, Gateways gateways) {
        this.connections = connections;
        this.reported = reported;
        this.routes = Stream.concat(
                        new ConnectionEndpoints(database, connections).routes().stream(),
                        Stream.of(new RoutingTableEndpoint(database, gateways, connections).route()))
                .toList();
    }

    /// Wires the feature. From now on, silence of the hosts counts.
    public static ConnectionFeature open(
            Database database,
            Documents documents,
            Reports reports,
            Inventory inventory,
            GatewayFeature gateways,
            Vault vault,
            Clock clock) {
        ConnectionConstraints.explain(database);
        var psks = new Psks(vault);
        var reported = new ReportedConnections(reports);
        var connections = new Connections(
                database,
                documents,
                gateways.gateways(),
                gateways.customerGateways(),
                reported,
                psks,
                clock,
                clock.instant());
        gateways.add(new ConnectionsOnGateways(psks));
        inventory.add(new ConnectionRoutes(gateways.gateways()));
        return new ConnectionFeature(database, connections, reported, gateways.gateways());
    }

    /// Has connections watched over by this from their creation on, where that is asked for.
    public void checkedBy(HealthChecks checks) {
        connections.add(checks);
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<ReportObserver> observers() {
        return List.of(reported);
    }

    @Override
    public List<ResourceType> resources() {
        return List.of(VpnConnection.TYPE);
    }
}

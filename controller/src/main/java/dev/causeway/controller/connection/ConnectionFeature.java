package dev.causeway.controller.connection;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.util.List;

/// Connections, wired.
public final class ConnectionFeature {

    private final Connections connections;
    private final ConnectionContents contents;

    private ConnectionFeature(Connections connections, ConnectionContents contents) {
        this.connections = connections;
        this.contents = contents;
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
        var networks = new NetworkRules(inventory.subnets(), inventory.documents());
        var plan = new ConnectionPlan(gateways.customerGateways(), inventory.eips(), networks);
        var connections =
                new Connections(database, documents, gateways.gateways(), reports, plan, psks, clock, clock.instant());
        var contents = new ConnectionContents(
                gateways.gateways(), inventory.eips(), inventory.subnets(), inventory.documents(), psks);
        return new ConnectionFeature(connections, contents);
    }

    public Connections connections() {
        return connections;
    }

    /// What goes into documents.
    public ConnectionContents contents() {
        return contents;
    }

    public List<Route> routes() {
        return new ConnectionEndpoints(connections).routes();
    }
}

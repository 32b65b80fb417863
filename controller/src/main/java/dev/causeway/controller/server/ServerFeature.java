package dev.causeway.controller.server;

import dev.causeway.controller.clientgateway.P2cGatewayFeature;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.scm.ScmFeature;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Route;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.util.List;

/// VPN servers, wired.
public final class ServerFeature implements Feature {

    private final VpnServers servers;
    private final ServerDependents dependents;
    private final List<Route> routes;

    private ServerFeature(VpnServers servers, ServerDependents dependents, List<Route> routes) {
        this.servers = servers;
        this.dependents = dependents;
        this.routes = routes;
    }

    /// Wires the feature. From now on, silence of the hosts counts.
    public static ServerFeature open(
            Database database,
            ClientTokens tokens,
            Documents documents,
            Inventory inventory,
            P2cGatewayFeature gateways,
            ScmFeature certificates,
            Vault vault,
            Clock clock) {
        database.explain("vpn_server_one_for_each_gateway", P2cCode.TOO_MANY_SERVERS::failure)
                .explain(
                        "claimed_prefix_clients",
                        prefix -> P2cCode.CLIENT_CIDR_ON_ROUTE
                                .of(Prefix.parse(prefix))
                                .at("vpn_server.client_cidr"));
        var dependents = new ServerDependents();
        var keys = new ServerKeys(certificates.certificates(), certificates.signing(), vault, clock);
        var servers =
                new VpnServers(database, documents, gateways.gateways(), inventory.eips(), keys, dependents, clock);
        inventory.add(servers);
        gateways.add(servers);
        return new ServerFeature(servers, dependents, new ServerEndpoints(database, tokens, servers, clock).routes());
    }

    public VpnServers servers() {
        return servers;
    }

    /// Lets servers have more things.
    public void add(ServerDependent dependent) {
        dependents.add(dependent);
    }

    /// Lets servers have authorities whose clients they let in.
    public void add(ClientAuthorities authorities) {
        dependents.add(authorities);
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<ReportObserver> observers() {
        return List.of(servers);
    }
}

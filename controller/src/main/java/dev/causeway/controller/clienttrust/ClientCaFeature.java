package dev.causeway.controller.clienttrust;

import dev.causeway.controller.access.AccessFeature;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.server.ServerFeature;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Client CAs, wired.
public final class ClientCaFeature implements Feature {

    private final List<Route> routes;

    private ClientCaFeature(List<Route> routes) {
        this.routes = routes;
    }

    public static ClientCaFeature open(
            Database database, ClientTokens tokens, ServerFeature servers, AccessFeature access, Clock clock) {
        var found = new CertificateServers(servers.servers());
        var authorities = new ClientCas(database, found, access.accessDocuments(), clock);
        var lists = new ClientCrls(database, found, access.accessDocuments(), clock);
        var ofServers = new AuthoritiesOfServers();
        servers.add(authorities);
        servers.add(ofServers);
        access.add(ofServers);
        return new ClientCaFeature(Stream.of(
                        new ClientCaEndpoints(database, tokens, authorities, clock).routes(),
                        new ClientCrlEndpoints(database, lists, clock).routes())
                .flatMap(List::stream)
                .toList());
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}

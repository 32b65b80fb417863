package dev.causeway.controller.access;

import dev.causeway.controller.clientgateway.P2cGatewayFeature;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.server.ServerFeature;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.password.Passwords;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Who may connect to servers, wired.
public final class AccessFeature implements Feature {

    private final AccessDocuments documents;
    private final LiveSessions sessions;
    private final List<Route> routes;

    private AccessFeature(AccessDocuments documents, LiveSessions sessions, List<Route> routes) {
        this.documents = documents;
        this.sessions = sessions;
        this.routes = routes;
    }

    public static AccessFeature open(
            Database database,
            Documents documents,
            P2cGatewayFeature gateways,
            ServerFeature servers,
            ClientTokens tokens,
            Passwords passwords,
            Clock clock) {
        explain(database);
        var ofServers = new AccessDocuments(documents, gateways.gateways()::purge);
        var below = new BelowServers(database, servers.servers(), clock);
        var sessions = new LiveSessions(database, gateways.gateways(), ofServers);
        servers.add(new AccessOfServers(below, ofServers));
        List<Route> routes = Stream.of(
                        new UserEndpoints(
                                        database,
                                        tokens,
                                        below,
                                        new ClientUsers(below, ofServers),
                                        new UserPasswords(passwords))
                                .routes(),
                        new GroupEndpoints(database, tokens, new UserGroups(below, ofServers)).routes(),
                        new PolicyEndpoints(
                                        database,
                                        tokens,
                                        below,
                                        new AccessPolicies(below, ofServers),
                                        gateways.gateways())
                                .routes(),
                        new SessionEndpoints(database, sessions).routes())
                .flatMap(List::stream)
                .toList();
        return new AccessFeature(ofServers, sessions, routes);
    }

    private static void explain(Database database) {
        database.explain("client_user_name", () -> P2cCode.USER_NAME_TAKEN.at("name"))
                .explain(
                        "client_user_static_ip",
                        () -> InvalidInput.at("static_ip", "another user of the server has this address"))
                .explain("user_group_name", () -> P2cCode.GROUP_NAME_TAKEN.at("name"));
    }

    /// For whoever changes what else the documents say.
    public AccessDocuments accessDocuments() {
        return documents;
    }

    /// Lets servers have authorities whose clients they let in.
    public void add(CertificateAccess authorities) {
        documents.let(authorities);
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
        return List.of(sessions);
    }
}

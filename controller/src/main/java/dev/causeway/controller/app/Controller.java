package dev.causeway.controller.app;

import dev.causeway.controller.access.AccessFeature;
import dev.causeway.controller.certificates.GivenCertificate;
import dev.causeway.controller.certificates.ServerCertificate;
import dev.causeway.controller.clientgateway.P2cGatewayFeature;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.clienttrust.ClientCaFeature;
import dev.causeway.controller.connection.ConnectionFeature;
import dev.causeway.controller.console.Console;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.dispatch.Dispatch;
import dev.causeway.controller.events.EventsFeature;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.fleet.AgentAuthority;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.lts.LogFeature;
import dev.causeway.controller.monitor.MonitorFeature;
import dev.causeway.controller.quota.QuotaFeature;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.scm.ScmFeature;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.server.ServerFeature;
import dev.causeway.controller.tag.TagFeature;
import dev.causeway.controller.web.HttpServer;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.OpenApi;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.Routes;
import dev.causeway.model.password.Passwords;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The controller, wired. A new feature is made here and added to the list of them.
final class Controller implements AutoCloseable {

    private static final int CALLS_AT_ONCE = 64;
    private static final int HASHES_AT_ONCE = 2;

    private final Storage storage;
    private final Dispatch dispatch;
    private final ClientTokens clientTokens;
    private final EventsFeature events;
    private final List<Route> routes;
    private final HttpServer server;

    private Controller(Storage storage, Features features, List<Route> routes, HttpServer server) {
        this.storage = storage;
        this.dispatch = features.dispatch();
        this.clientTokens = features.clientTokens();
        this.events = features.events();
        this.routes = routes;
        this.server = server;
    }

    static Controller start(Config config) {
        Storage storage = Storage.open(config);
        try {
            return start(config, storage);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private static Controller start(Config config, Storage storage) {
        var files = new CredentialFiles(config.data(), config.api().endpoint());
        Features features = features(config, storage, files.metricsToken(), Clock.systemUTC());
        handOut(config, features, files);
        List<Route> routes = routes(storage, features);
        return new Controller(storage, features, routes, serve(config, routes, features, files));
    }

    /// @param all what the service consists of; a new feature is one more of them
    private record Features(
            Identity identity,
            Console console,
            List<Feature> all,
            ClientTokens clientTokens,
            EventsFeature events,
            Dispatch dispatch) {}

    private static Features features(Config config, Storage storage, String metricsToken, Clock clock) {
        Database database = storage.database();
        Vault vault = vault(config, database);
        var passwords = new Passwords(HASHES_AT_ONCE);
        var identity = new Identity(database, vault, passwords, identitySettings(config), clock);
        var console = Console.open(
                identity, new Console.Settings(config.region(), config.api().endpoint()));
        var documents = new Documents();
        var hosts = new Hosts(documents);
        var reports = new Reports();
        var inventory = Inventory.open(database, documents, config.zones(), config.internet(), clock);
        var gateways = GatewayFeature.open(database, documents, hosts, reports, inventory, clock);
        var clientTokens = ClientTokens.start(database, vault, clock);
        var clientGateways = P2cGatewayFeature.open(database, clientTokens, documents, hosts, inventory, clock);
        var connections = ConnectionFeature.open(database, documents, reports, inventory, gateways, vault, clock);
        var monitors = MonitorFeature.open(database, documents, gateways, connections, metricsToken, clock);
        var scm = ScmFeature.open(database, vault, clock);
        var servers =
                ServerFeature.open(database, clientTokens, documents, inventory, clientGateways, scm, vault, clock);
        var access = AccessFeature.open(database, documents, clientGateways, servers, clientTokens, passwords, clock);
        var clientCas = ClientCaFeature.open(database, clientTokens, servers, access, clock);
        var logs = LogFeature.open(database, clientGateways.gateways(), clock);
        var events = EventsFeature.open(database, console.authenticator(), identity.authorizer(), clock);
        List<Feature> all = new ArrayList<>(List.of(
                identity,
                inventory,
                gateways,
                connections,
                monitors,
                scm,
                clientGateways,
                servers,
                access,
                clientCas,
                logs,
                events,
                QuotaFeature.open(database)));
        all.add(new TagFeature(database, all));
        var dispatch = Dispatch.start(
                new Dispatch.Base(storage.forAgents(), vault, documents, hosts, reports, clock),
                dispatchSettings(config),
                all);
        return new Features(identity, console, all, clientTokens, events, dispatch);
    }

    private static Vault vault(Config config, Database database) {
        return AgentAuthority.exists(database)
                ? Vault.openExisting(config.masterKey())
                : Vault.open(config.masterKey());
    }

    private static Identity.Settings identitySettings(Config config) {
        Path caFile = config.data().toAbsolutePath().resolve("ca.pem");
        return new Identity.Settings(config.region(), config.api().endpoint(), Optional.of(caFile.toString()));
    }

    private static Dispatch.Settings dispatchSettings(Config config) {
        return new Dispatch.Settings(
                PublicApi.LOOPBACK,
                config.agentPort(),
                config.agentNames(),
                config.zones().names());
    }

    /// Writes down what users, the operator and the first agent need.
    private static void handOut(Config config, Features features, CredentialFiles files) {
        features.identity().bootstrap(config.tenant(), files::write);
        files.publish();
        files.renew();
        features.dispatch().tokenForFirstHost().ifPresent(files::writeToken);
    }

    private static HttpServer serve(Config config, List<Route> routes, Features features, CredentialFiles files) {
        return HttpServer.start(
                new HttpServer.Settings(
                        config.api().address(),
                        config.api().port(),
                        tls(config, features.dispatch(), files),
                        false,
                        CALLS_AT_ONCE),
                new Routes(routes),
                features.console().authenticator(),
                features.identity().authorizer());
    }

    private static List<Route> routes(Storage storage, Features features) {
        Console console = features.console();
        List<Route> routes = new ArrayList<>();
        routes.add(health(storage.forHealth()));
        features.all().forEach(feature -> routes.addAll(feature.routes()));
        routes.addAll(features.dispatch().operatorRoutes());
        routes.addAll(console.routes(Operations.read().completed(routes)));
        routes.add(description(List.copyOf(routes)));
        routes.replaceAll(route -> route.template().equals("/") ? console.leadingBrowsers(route) : route);
        return Operations.read().completed(routes);
    }

    private static SSLContext tls(Config config, Dispatch dispatch, CredentialFiles files) {
        Path certificate = config.api()
                .certificate()
                .map(PublicApi.CertificateFiles::certificate)
                .orElseGet(() -> config.data().resolve("certificate.pem"));
        SSLContext tls = config.api()
                .certificate()
                .map(own -> GivenCertificate.in(own.key(), own.certificate()))
                .orElseGet(() -> ServerCertificate.in(
                        config.data().resolve("key.pem"),
                        certificate,
                        config.api().names()));
        files.writeAuthorities(certificate, dispatch.authorityPem());
        return tls;
    }

    /// What is served to users and operators.
    List<Route> routes() {
        return routes;
    }

    int port() {
        return server.port();
    }

    int agentPort() {
        return dispatch.port();
    }

    /// Stops to take calls first, then agents, then the database.
    @Override
    public void close() {
        server.close();
        dispatch.close();
        clientTokens.close();
        events.close();
        storage.close();
    }

    private static Route description(List<Route> served) {
        byte[] text = Json.write(OpenApi.of(served));
        return Route.open(Method.GET, "/openapi.json", "openapi", _ -> Reply.octets("application/json", text))
                .ready();
    }

    private static Route health(Database database) {
        return Route.open(Method.GET, "/healthz", "health", _ -> {
                    database.read(tx ->
                            tx.createQuery("SELECT 1").mapTo(Integer.class).one());
                    return Reply.ok(Map.of("status", "ok"));
                })
                .health();
    }
}

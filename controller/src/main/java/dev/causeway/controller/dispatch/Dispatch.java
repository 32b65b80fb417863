package dev.causeway.controller.dispatch;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.fleet.AgentAuthority;
import dev.causeway.controller.fleet.DocumentWatch;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Enrolments;
import dev.causeway.controller.fleet.HostEndpoints;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.reports.Attention;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Authorizer;
import dev.causeway.controller.web.HttpServer;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.Routes;
import dev.causeway.model.HostId;
import dev.causeway.model.document.InternetDocument;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The agent API, wired and listening.
public final class Dispatch implements AutoCloseable {

    /// Each agent holds one call that waits, and now and then a few that do not.
    private static final int CALLS_AT_ONCE = 2_048;

    private final Base base;
    private final Authority authority;
    private final Enrolments enrolments;
    private final DocumentWatch watch;
    private final HttpServer server;
    private final HostEndpoints operator;
    private final LostHosts lost;
    private final Attention attention;
    private final HostId firstHost;

    private Dispatch(
            Base base,
            Authority authority,
            Enrolments enrolments,
            DocumentWatch watch,
            HttpServer server,
            HostEndpoints operator,
            LostHosts lost,
            HostId firstHost) {
        this.base = base;
        this.lost = lost;
        this.attention = Attention.start(base.database(), base.clock());
        this.authority = authority;
        this.enrolments = enrolments;
        this.watch = watch;
        this.server = server;
        this.operator = operator;
        this.firstHost = firstHost;
    }

    /// What the agent API stands on.
    public record Base(
            Database database, Vault vault, Documents documents, Hosts hosts, Reports reports, Clock clock) {}

    /// Where the agent API is found.
    ///
    /// @param names host names and addresses at which agents call it
    /// @param zones the availability zones that the first host serves
    public record Settings(String address, int port, List<String> names, List<String> zones) {

        public Settings {
            names = List.copyOf(names);
            zones = List.copyOf(zones);
        }
    }

    /// Makes the first host, if there is none, and begins to listen for agents.
    ///
    /// @param all the features of the service
    public static Dispatch start(Base base, Settings settings, List<Feature> all) {
        Database database = base.database();
        var features = Features.of(all);
        Authority authority = AgentAuthority.open(database, base.vault(), base.clock());
        var enrolments = new Enrolments(database, base.hosts(), authority, base.clock());
        HostId first = database.write(tx -> {
            HostId host = base.hosts().ensureFirst(tx, settings.zones());
            // The internet segment is configuration and may have changed since the last start.
            base.documents().touch(tx, InternetDocument.KEY);
            return host;
        });
        var watch = DocumentWatch.start(database, base.documents());
        var endpoints = new AgentEndpoints(
                database, base.documents(), watch, enrolments, base.reports(), features, base.clock());
        HttpServer server = HttpServer.start(
                new HttpServer.Settings(
                        settings.address(),
                        settings.port(),
                        AgentAuthority.listenerTls(authority, settings.names()),
                        true,
                        CALLS_AT_ONCE),
                new Routes(endpoints.routes()),
                endpoints::identify,
                Authorizer.byAccess());
        var lost = LostHosts.start(
                base, new ReportIntake(database, base.documents(), base.reports(), features, base.clock()));
        var operator = new HostEndpoints(database, base.hosts(), enrolments, settings.zones(), base.clock());
        return new Dispatch(base, authority, enrolments, watch, server, operator, lost, first);
    }

    /// The port of the agent API.
    public int port() {
        return server.port();
    }

    /// What agents verify the controller by.
    public String authorityPem() {
        return authority.certificatePem();
    }

    /// A one-time token for the first host, if its agent has never enrolled. For one that counts as lost the operator
    /// asks for a token.
    public Optional<String> tokenForFirstHost() {
        boolean lost = base.database().read(tx -> base.hosts().lost(tx).contains(firstHost));
        return lost || enrolments.enrolled(firstHost)
                ? Optional.empty()
                : Optional.of(enrolments.issueToken(firstHost));
    }

    /// What the operator does with hosts: served by the public listener.
    public List<Route> operatorRoutes() {
        return Stream.concat(operator.routes().stream(), Stream.of(lost.route()))
                .toList();
    }

    @Override
    public void close() {
        attention.close();
        lost.close();
        watch.close();
        server.close();
    }
}

package dev.causeway.controller.dispatch;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.fleet.AgentAuthority;
import dev.causeway.controller.fleet.DocumentWatch;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Enrolments;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Authorizer;
import dev.causeway.controller.web.HttpServer;
import dev.causeway.controller.web.Routes;
import dev.causeway.model.HostId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The agent's side of a controller, with features that are not there.
final class TestController implements AutoCloseable {

    static final int CALLS_AT_ONCE = 40;

    final FakeFeature feature = new FakeFeature();
    private final Features features = Features.of(List.of(feature));
    final Authority authority;
    final Enrolments enrolments;
    final HostId host;

    private final Documents documents = new Documents();
    private final Hosts hosts = new Hosts(documents);
    private final Reports reports = new Reports();
    private final Database database;
    private final DocumentWatch watch;
    private final HttpServer server;

    private TestController(Path folder, Database.Address address) {
        database = Database.open(address, 8);
        authority = AgentAuthority.open(database, Vault.open(folder.resolve("master.key")), Clock.systemUTC());
        enrolments = new Enrolments(database, hosts, authority, Clock.systemUTC());
        host = database.write(tx -> hosts.ensureFirst(tx, List.of("az1")));
        watch = DocumentWatch.start(database, documents);
        var endpoints =
                new AgentEndpoints(database, documents, watch, enrolments, reports, features, Clock.systemUTC());
        server = HttpServer.start(
                new HttpServer.Settings(
                        "127.0.0.1",
                        0,
                        AgentAuthority.listenerTls(authority, List.of("127.0.0.1")),
                        true,
                        CALLS_AT_ONCE),
                new Routes(endpoints.routes()),
                endpoints::identify,
                Authorizer.byAccess());
    }

    static TestController start(Path folder) {
        return new TestController(folder, TestDatabase.address());
    }

    String url() {
        return "https://127.0.0.1:" + server.port();
    }

    DocumentKey place(DocumentKind kind, String id) {
        var key = new DocumentKey(kind, id);
        database.change(tx -> documents.place(tx, host, key));
        return key;
    }

    DocumentKey placeVpcOnAnotherHost() {
        var key = new DocumentKey(DocumentKind.VPC, VpcId.random().toString());
        HostId other = anotherHost();
        database.change(tx -> documents.place(tx, other, key));
        return key;
    }

    TestAgent enrolAnotherHost() throws Exception {
        return TestAgent.enrol(this, enrolments.issueToken(anotherHost()));
    }

    private HostId anotherHost() {
        return database.write(tx -> {
            HostId added = hosts.add(tx, "other", List.of("az1"));
            hosts.found(tx, added);
            return added;
        });
    }

    void withdraw(DocumentKey key) {
        database.change(tx -> documents.withdraw(tx, key));
    }

    List<Documents.Placement> placements(DocumentKey key) {
        return database.read(tx -> documents.placements(tx, key));
    }

    Optional<Reports.Thing> thing(DocumentKey key) {
        return database.read(tx -> reports.thing(tx, host, key));
    }

    List<String> concerns() {
        return database.read(tx -> tx.createQuery("SELECT unnest(concerns) FROM host_report WHERE host_id = :host")
                .bind("host", host.value())
                .mapTo(String.class)
                .list());
    }

    Document build(DocumentKey key) {
        return database.read(tx -> features.build(tx, key, 1, true)).orElseThrow();
    }

    @Override
    public void close() {
        watch.close();
        server.close();
        database.close();
    }
}

package dev.causeway.scenarios.link;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.dispatch.Dispatch;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.AgentAuthority;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Enrolments;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ResourceId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.VpcDocument;
import dev.causeway.scenarios.host.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;

/// A controller as agents know it, whose features hold nothing but empty VPCs. It can die and come back.
final class LinkedController implements AutoCloseable {

    final BlockingQueue<HostReport> reported = new LinkedBlockingQueue<>();

    private final Path folder;
    private final Database.Address address;
    private final int port = Ports.free();
    private final Documents documents = new Documents();
    private final Hosts hosts = new Hosts(documents);
    private final Reports reports = new Reports();
    private NodeId node = NodeId.random();
    private Database database;
    private Dispatch dispatch;

    LinkedController(Path folder, Database.Address address) {
        this.folder = folder;
        this.address = address;
    }

    void start() {
        database = Database.open(address, 8);
        dispatch = Dispatch.start(
                new Dispatch.Base(database, vault(), documents, hosts, reports, Clock.systemUTC()),
                new Dispatch.Settings("127.0.0.1", port, List.of("127.0.0.1"), List.of("az1")),
                List.of(new Nothing()));
    }

    private Vault vault() {
        return Vault.open(folder.resolve("master.key"));
    }

    @Override
    public void close() {
        dispatch.close();
        database.close();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /// Puts what an operator carries to the host where the agent finds it.
    void handOut(Path authority, Path token) throws IOException {
        Files.writeString(authority, dispatch.authorityPem());
        Files.writeString(token, dispatch.tokenForFirstHost().orElse("burnt"));
    }

    /// Adds a host, and puts there what an operator carries to it.
    void addHost(Path authority, Path token) throws IOException {
        HostId host = database.write(tx -> hosts.add(tx, "another", List.of("az1")));
        var signs = AgentAuthority.open(database, vault(), Clock.systemUTC());
        Files.writeString(authority, dispatch.authorityPem());
        Files.writeString(token, new Enrolments(database, hosts, signs, Clock.systemUTC()).issueToken(host));
    }

    boolean liesNowhere(DocumentKey key) {
        return database.read(tx -> documents.placements(tx, key)).isEmpty();
    }

    DocumentKey placeVpc() {
        var key = new DocumentKey(DocumentKind.VPC, VpcId.random().toString());
        database.change(tx -> documents.place(tx, host(tx), key));
        return key;
    }

    void placeNode(String id) {
        node = NodeId.parse(id);
        database.change(tx -> documents.place(tx, host(tx), new DocumentKey(DocumentKind.NODE, id)));
    }

    void touch(DocumentKey key) {
        database.change(tx -> documents.touch(tx, key));
    }

    /// What an older backup of the database makes of a document that is newer.
    void lose(DocumentKey key) {
        database.change(tx -> {
            tx.execute("DELETE FROM document WHERE id = ?", key.id());
            documents.touch(tx, InternetDocument.KEY);
        });
    }

    /// What it makes of a document that has changed since, when it is changed once more: the same generation as before.
    void changeAgain(DocumentKey key) {
        database.change(tx -> {
            tx.execute("UPDATE document SET generation = generation - 1 WHERE id = ?", key.id());
            documents.touch(tx, key);
        });
    }

    void withdraw(DocumentKey key) {
        database.change(tx -> documents.withdraw(tx, key));
    }

    List<LogLine> log(ConnectionId connection) {
        return database.list(Reports.log(new LogSource.Connection(connection), 10_000))
                .reversed();
    }

    private HostId host(Handle tx) {
        return documents.placements(tx, InternetDocument.KEY).getFirst().host();
    }

    /// @param kind of the documents, all of them empty
    private record Empty(DocumentKind kind) implements DocumentSource {

        @Override
        public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
            return switch (kind) {
                case INTERNET ->
                    Optional.of(new InternetDocument(
                            generation, wanted, Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")));
                case VPC ->
                    Optional.of(new VpcDocument(VpcId.parse(id), generation, wanted, List.of(), List.of(), List.of()));
                case NODE, ACCESS -> Optional.empty();
            };
        }

        @Override
        public void gone(Handle tx, String id) {
            // Nobody holds anything of it.
        }
    }

    private final class Nothing implements Feature, ReportObserver {

        @Override
        public List<Route> routes() {
            return List.of();
        }

        @Override
        public List<DocumentSource> documents() {
            return List.of(new Empty(DocumentKind.INTERNET), new Empty(DocumentKind.VPC));
        }

        @Override
        public List<ReportObserver> observers() {
            return List.of(this);
        }

        /// All connections lie on the node that was placed last.
        @Override
        public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
            var document = new DocumentKey(DocumentKind.NODE, node.toString());
            return things.stream().collect(toMap(id -> id, _ -> new Measure(document, 1)));
        }

        @Override
        public void observe(Handle tx, HostReport report) {
            reported.add(report);
        }
    }
}

package dev.causeway.scenarios.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.EmbeddedServer;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {

    private static final Duration SELDOM = Duration.ofHours(1);

    /// More than anything takes on a slow machine.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// The controller looks for changes every ten seconds anyway.
    private static final Duration BEFORE_A_SWEEP = Duration.ofSeconds(5);

    private static Path data;
    private static EmbeddedServer server;

    @TempDir
    Path folder;

    private LinkedController controller;

    @BeforeAll
    static void startDatabase() throws IOException {
        data = Files.createTempDirectory("causeway-link");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = EmbeddedServer.start(data);
    }

    @AfterAll
    static void stopDatabase() {
        server.close();
        Program.run("rm", "-rf", data.toString());
    }

    @BeforeEach
    void start() throws Exception {
        controller = new LinkedController(folder, server.address(newDatabase()));
        controller.start();
        controller.handOut(folder.resolve("ca.pem"), folder.resolve("token"));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void enrolsAndFollowsItsDocuments() {
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(InternetDocument.KEY).isPresent());
            DocumentKey vpc = controller.placeVpc();
            await().atMost(BEFORE_A_SWEEP).until(() -> host.document(vpc).isPresent());
            controller.touch(vpc);
            await().atMost(BEFORE_A_SWEEP)
                    .until(() -> host.document(vpc).orElseThrow().generation() == 2);
        }
    }

    @Test
    void twoHostsFollowOneDocumentThatHasOneGeneration(@TempDir Path elsewhere) throws IOException {
        DocumentKey vpc = controller.placeVpc();
        controller.touch(vpc);
        controller.addHost(elsewhere.resolve("ca.pem"), elsewhere.resolve("token"));
        try (var one = host(SELDOM).start();
                var two = new TestHost(controller.url(), elsewhere, SELDOM).start()) {
            await().until(() -> haveBoth(one, two, vpc, 2));
            controller.touch(vpc);
            await().until(() -> haveBoth(one, two, vpc, 3));
            assertThat(one.document(vpc).orElseThrow())
                    .isEqualTo(two.document(vpc).orElseThrow());
            controller.withdraw(vpc);
            await().until(() -> one.document(vpc).isEmpty() && two.document(vpc).isEmpty());
            await().until(() -> controller.liesNowhere(vpc));
        }
    }

    private static boolean haveBoth(TestHost one, TestHost two, DocumentKey key, long generation) {
        return Stream.of(one, two)
                .allMatch(host -> host.document(key)
                        .filter(document -> document.generation() == generation)
                        .isPresent());
    }

    @Test
    void enrolsWhenTheControllerComesLate() {
        controller.close();
        try (var host = host(SELDOM).start()) {
            await().during(Duration.ofMillis(700)).until(() -> host.deliveries() == 0);
            controller.start();
            await().until(() -> host.document(InternetDocument.KEY).isPresent());
        }
    }

    @Test
    void enrolsWithTheTokenThatReplacesABurntOne() throws IOException {
        String good = Files.readString(folder.resolve("token"));
        Files.writeString(folder.resolve("token"), "burnt");
        try (var host = host(SELDOM).start()) {
            await().during(Duration.ofMillis(700)).until(() -> host.deliveries() == 0);
            Files.writeString(folder.resolve("token"), good);
            await().until(() -> host.document(InternetDocument.KEY).isPresent());
        }
    }

    @Test
    void aRestartedHostHasItsDocumentsWithoutTheController() {
        DocumentKey vpc = controller.placeVpc();
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(vpc).isPresent() && saved(vpc));
        }
        controller.close();
        try (var host = host(SELDOM).start()) {
            assertThat(host.document(vpc)).isPresent();
            controller.start();
            controller.touch(vpc);
            await().until(() -> host.document(vpc).orElseThrow().generation() == 2);
        }
    }

    @Test
    void followsAControllerThatWasAway() {
        DocumentKey vpc = controller.placeVpc();
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(vpc).isPresent());
            controller.close();
            controller.start();
            controller.touch(vpc);
            await().until(() -> host.document(vpc).orElseThrow().generation() == 2);
        }
    }

    @Test
    void whatIsGoneIsErasedFromTheDisk() {
        DocumentKey vpc = controller.placeVpc();
        try (var host = host(SELDOM).start()) {
            await().until(() -> saved(vpc));
            controller.withdraw(vpc);
            await().until(() -> !saved(vpc));
            await().until(() -> host.document(vpc).isEmpty());
        }
    }

    @Test
    void whatARestoredDatabaseLacksStaysAndIsToldOf() throws IOException {
        DocumentKey vpc = controller.placeVpc();
        DocumentKey other = controller.placeVpc();
        try (var host = host(SELDOM).start()) {
            await().until(() -> saved(vpc) && saved(other));
            long before = host.document(InternetDocument.KEY).orElseThrow().generation();
            controller.lose(vpc);
            await().until(() ->
                    host.document(InternetDocument.KEY).orElseThrow().generation() > before);
            host.reportSoon();
            var _ = awaitReport(report -> report.concerns().orElse(List.of()).stream()
                    .anyMatch(concern -> concern.startsWith(vpc.toString())));
            assertThat(host.document(vpc).orElseThrow().wanted()).isTrue();
        }
        try (var host = host(Duration.ofMillis(100)).start()) {
            await().until(() -> host.document(other).isPresent());
            assertThat(host.document(vpc).orElseThrow().wanted()).isTrue();
            Files.createFile(folder.resolve("agent/discard-unlisted"));
            controller.touch(other);
            await().until(() -> !saved(vpc));
            assertThat(saved(other)).isTrue();
        }
    }

    @Test
    void anEqualGenerationOfARestoredDatabaseIsFetched() {
        DocumentKey vpc = controller.placeVpc();
        controller.touch(vpc);
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(vpc).isPresent());
            var before = host.document(vpc).orElseThrow();
            controller.changeAgain(vpc);
            await().until(() -> !host.document(vpc).orElseThrow().equals(before));
            assertThat(host.document(vpc).orElseThrow().generation()).isEqualTo(before.generation());
        }
    }

    @Test
    void keyAndDocumentsAreForTheOwnerAlone() throws IOException {
        DocumentKey vpc = controller.placeVpc();
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(vpc).isPresent());
        }
        try (Stream<Path> all = Files.walk(folder.resolve("agent"))) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aChangeIsReportedThoughTheNextReportIsNotDue() {
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(InternetDocument.KEY).isPresent());
            var _ = awaitReport(report -> report.things().stream().anyMatch(LinkTest::isApplied));
            ConnectionId connection = host.talk();
            controller.placeNode(host.node.toString());
            host.reportSoon();
            var _ = awaitReport(report -> report.tunnels().stream()
                    .anyMatch(tunnel -> tunnel.connection().equals(connection)));
        }
    }

    @Test
    void reportsNowAndThenThoughNothingChanges() {
        try (var _ = host(Duration.ofMillis(200)).start()) {
            for (int i = 0; i < 5; i++) {
                var _ = awaitReport(_ -> true);
            }
        }
    }

    @Test
    void eachLineOfALogArrivesOnceWhateverIsRestarted() {
        ConnectionId connection;
        try (var host = host(Duration.ofMillis(100)).start()) {
            controller.placeNode(host.node.toString());
            connection = host.talk();
            host.say(connection, 10);
            host.say(connection, 20);
            await().until(() -> controller.log(connection).size() == 2);
            controller.close();
            host.say(connection, 30);
            controller.start();
            var _ = awaitReport(report -> positions(report).contains(30L));
            assertThat(controller.log(connection)).hasSize(3);
            assertThat(awaitReport(_ -> true).log()).isEmpty();
        }
        try (var host = host(Duration.ofMillis(100))) {
            controller.placeNode(host.node.toString());
            host.tunnels.add(again(connection, host));
            host.say(connection, 20);
            host.say(connection, 30);
            host.say(connection, 40);
            host.start();
            assertThat(positions(awaitReport(report -> !report.log().isEmpty())))
                    .containsExactly(40L);
            assertThat(controller.log(connection)).hasSize(4);
        }
    }

    private static List<Long> positions(HostReport report) {
        return report.log().stream().map(LogLine::position).toList();
    }

    private static TunnelReport again(ConnectionId connection, TestHost host) {
        return new TunnelReport(
                connection, host.node, 1, TunnelReport.State.UP, "", TestHost.NOW, TunnelReport.Counters.NONE);
    }

    private TestHost host(Duration reportEvery) {
        return new TestHost(controller.url(), folder, reportEvery);
    }

    private boolean saved(DocumentKey key) {
        return Files.exists(folder.resolve("agent/documents/vpc-" + key.id() + ".json"));
    }

    /// The next report that is as expected.
    private HostReport awaitReport(Predicate<HostReport> expected) {
        return await().until(controller.reported::poll, report -> report != null && expected.test(report));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    private static boolean isApplied(ThingReport thing) {
        return thing.phase() == ThingReport.Phase.APPLIED;
    }

    private static String newDatabase() throws SQLException {
        String name = "link_" + UUID.randomUUID().toString().replace("-", "");
        var address = server.address();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return name;
    }
}

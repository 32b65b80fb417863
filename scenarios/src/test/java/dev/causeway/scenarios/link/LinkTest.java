package dev.causeway.scenarios.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.database.EmbeddedServer;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.scenarios.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {

    private static final Duration SELDOM = Duration.ofMinutes(5);

    private static Path data;
    private static EmbeddedServer server;

    @TempDir
    Path folder;

    private TestController controller;

    @BeforeAll
    static void startDatabase() throws IOException {
        data = Files.createTempDirectory("causeway-link");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = EmbeddedServer.start(data);
    }

    @AfterAll
    static void stopDatabase() {
        server.close();
        Command.run("rm", "-rf", data.toString());
    }

    @BeforeEach
    void start() throws Exception {
        controller = new TestController(folder, server.address(newDatabase()));
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
            await().atMost(1, TimeUnit.SECONDS).until(() -> host.document(vpc).isPresent());
            controller.touch(vpc);
            await().atMost(1, TimeUnit.SECONDS)
                    .until(() -> host.document(vpc).orElseThrow().generation() == 2);
        }
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
            await().until(() -> host.document(vpc).isPresent());
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
    void aChangeIsReportedWithin100Milliseconds() throws Exception {
        try (var host = host(SELDOM).start()) {
            await().until(() -> host.document(InternetDocument.KEY).isPresent());
            awaitReport(report -> report.things().stream().anyMatch(LinkTest::isApplied));
            Duration fastest = SELDOM;
            for (int i = 0; i < 5; i++) {
                Thread.sleep(300);
                controller.reported.clear();
                long start = System.nanoTime();
                host.reportSoon();
                assertThat(controller.reported.poll(5, TimeUnit.SECONDS)).isNotNull();
                var took = Duration.ofNanos(System.nanoTime() - start);
                fastest = took.compareTo(fastest) < 0 ? took : fastest;
            }
            // The first ones are slow because the code is new to the machine.
            assertThat(fastest).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void reportsNowAndThenThoughNothingChanges() throws Exception {
        try (var _ = host(Duration.ofMillis(200)).start()) {
            for (int i = 0; i < 5; i++) {
                assertThat(controller.reported.poll(5, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void eachLineOfALogArrivesOnceWhateverIsRestarted() throws Exception {
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
            await().until(() -> controller.log(connection).size() == 3);
            controller.reported.clear();
            assertThat(controller.reported.poll(5, TimeUnit.SECONDS).log()).isEmpty();
        }
        try (var host = host(Duration.ofMillis(100))) {
            controller.placeNode(host.node.toString());
            host.tunnels.add(again(connection, host));
            host.say(connection, 20);
            host.say(connection, 30);
            host.say(connection, 40);
            host.start();
            HostReport first = controller.reported.poll(5, TimeUnit.SECONDS);
            await().until(() -> controller.log(connection).size() == 4);
            assertThat(first.log()).extracting(LogLine::position).containsExactly(40L);
        }
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

    private void awaitReport(Predicate<HostReport> expected) throws InterruptedException {
        HostReport report = null;
        while (report == null || !expected.test(report)) {
            report = controller.reported.poll(5, TimeUnit.SECONDS);
            assertThat(report).isNotNull();
        }
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

package dev.causeway.controller.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentApiTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    @TempDir
    Path folder;

    private TestController controller;
    private TestAgent agent;

    @BeforeEach
    void start() throws Exception {
        controller = TestController.start(folder);
        agent = TestAgent.enrol(controller, controller.enrolments.issueToken(controller.host));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void anEnrolledHostSeesItsDocuments() throws Exception {
        var index = Wire.read(agent.get("/agent/v1/index").body(), DocumentIndex.class);
        assertThat(index.entries())
                .extracting(DocumentIndex.Entry::key, DocumentIndex.Entry::generation)
                .containsExactly(tuple(InternetDocument.KEY, 1L));
        var document =
                Wire.read(agent.get("/agent/v1/documents/internet/internet").body(), Document.class);
        UUID edition = index.entries().getFirst().edition().orElseThrow();
        assertThat(document).isEqualTo(controller.build(InternetDocument.KEY).in(edition));
    }

    @Test
    void aWrongOrBurntTokenIsRefused() throws Exception {
        String token = controller.enrolments.issueToken(controller.host);
        TestAgent.enrol(controller, token);
        assertThat(TestAgent.tryToEnrol(controller, token).statusCode()).isEqualTo(401);
        assertThat(TestAgent.tryToEnrol(controller, "nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void nobodyWithoutACertificateSeesAnything() throws Exception {
        TestAgent nobody = TestAgent.withoutCertificate(controller);
        for (String path : List.of("/agent/v1/index", "/agent/v1/documents/internet/internet")) {
            HttpResponse<byte[]> answer = nobody.get(path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("APIGW.0301");
        }
        assertThat(nobody.post("/agent/v1/reports", report()).statusCode()).isEqualTo(401);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedInTheHandshake() throws Exception {
        TestAgent stranger = TestAgent.ofAnotherAuthority(controller);
        assertThatThrownBy(() -> stranger.get("/agent/v1/index")).isInstanceOf(IOException.class);
    }

    @Test
    void aHostCannotSeeAnotherHostsDocument() throws Exception {
        DocumentKey foreign = controller.placeVpcOnAnotherHost();
        assertThat(agent.get("/agent/v1/documents/" + foreign).statusCode()).isEqualTo(404);
        var index = Wire.read(agent.get("/agent/v1/index").body(), DocumentIndex.class);
        assertThat(index.entries()).extracting(DocumentIndex.Entry::key).doesNotContain(foreign);
    }

    @Test
    void aHostCannotReportOnAnotherHostsThings() throws Exception {
        DocumentKey foreign = controller.placeVpcOnAnotherHost();
        var connection = ConnectionId.random();
        var report = new HostReport(
                NOW,
                List.of(
                        new ThingReport(foreign, 1, 0, ThingReport.Phase.APPLIED, ""),
                        tunnel(connection, NodeId.random())),
                List.of(new LogLine(new LogSource.Connection(connection), 1, NOW, "hello")));
        assertThat(agent.post("/agent/v1/reports", report).statusCode()).isEqualTo(204);
        assertThat(controller.feature.observed).containsExactly(new HostReport(NOW, List.of(), List.of()));
        assertThat(controller.thing(foreign)).isEmpty();
    }

    @Test
    void whatIsReportedIsHeld() throws Exception {
        DocumentKey vpc = controller.place(DocumentKind.VPC, VpcId.random().toString());
        var thing = new ThingReport(vpc, 1, 0, ThingReport.Phase.APPLIED, "");
        agent.post("/agent/v1/reports", new HostReport(NOW, List.of(thing), List.of()));
        assertThat(controller.thing(vpc)).map(found -> found.report()).contains(thing);
    }

    @Test
    void theLogPositionsAreThoseOfTheHostsTunnels() throws Exception {
        var node = NodeId.random();
        var connection = ConnectionId.random();
        controller.place(DocumentKind.NODE, node.toString());
        controller.feature.measures.put(
                connection, new ReportObserver.Measure(new DocumentKey(DocumentKind.NODE, node.toString()), 1));
        var lines = List.of(
                new LogLine(new LogSource.Connection(connection), 4, NOW, "a"),
                new LogLine(new LogSource.Connection(connection), 9, NOW, "b"));
        agent.post("/agent/v1/reports", new HostReport(NOW, List.of(tunnel(connection, node)), lines));
        var positions = Wire.read(agent.get("/agent/v1/log-positions").body(), LogPositions.class);
        assertThat(positions.held()).containsExactly(new LogPositions.Held(new LogSource.Connection(connection), 9));
    }

    @Test
    void whatIsWithdrawnAndAbsentIsForgotten() throws Exception {
        DocumentKey vpc = controller.place(DocumentKind.VPC, VpcId.random().toString());
        agent.post("/agent/v1/reports", absent(vpc, 1, NOW));
        assertThat(controller.placements(vpc)).hasSize(1);
        controller.withdraw(vpc);
        agent.post("/agent/v1/reports", absent(vpc, 1, NOW.plusMillis(1)));
        assertThat(controller.placements(vpc)).hasSize(1);
        agent.post("/agent/v1/reports", absent(vpc, 2, NOW.plusMillis(2)));
        assertThat(controller.placements(vpc)).isEmpty();
        assertThat(controller.feature.gone).containsExactly(vpc);
    }

    @Test
    void aBrokenFeatureDoesNotKeepReportsFromBeingHeld() throws Exception {
        DocumentKey vpc = controller.place(DocumentKind.VPC, VpcId.random().toString());
        controller.feature.broken = true;
        assertThat(agent.post("/agent/v1/reports", absent(vpc, 1, NOW)).statusCode())
                .isEqualTo(204);
        assertThat(controller.thing(vpc)).isPresent();
    }

    @Test
    void fieldsOfANewerAgentAreTolerated() throws Exception {
        byte[] report = "{\"at\":\"2026-01-02T03:04:05Z\",\"things\":[],\"tunnels\":[],\"log\":[],\"colour\":1}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(agent.postBytes("/agent/v1/reports", report).statusCode()).isEqualTo(204);
    }

    @Test
    void fromWordsOfANewerAgentNothingFollowsAndTheRestCounts() throws Exception {
        DocumentKey vpc = controller.place(DocumentKind.VPC, VpcId.random().toString());
        DocumentKey other = controller.place(DocumentKind.VPC, VpcId.random().toString());
        String report = """
                {"at": "2026-01-02T03:04:05Z", "tunnels": [], "log": [], "things": [
                  {"key": {"kind": "PLANET", "id": "x"}, "generation": 1, "gatewayGeneration": 0, "phase": "APPLIED",
                   "reason": ""},
                  {"key": {"kind": "VPC", "id": "%s"}, "generation": 1, "gatewayGeneration": 0, "phase": "MELTED",
                   "reason": ""},
                  {"key": {"kind": "VPC", "id": "%s"}, "generation": 1, "gatewayGeneration": 0, "phase": "APPLIED",
                   "reason": ""}]}""".formatted(vpc.id(), other.id());
        var answer = agent.postBytes("/agent/v1/reports", report.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(controller.thing(vpc).orElseThrow().report().phase()).isEqualTo(ThingReport.Phase.APPLYING);
        assertThat(controller.thing(vpc).orElseThrow().applied()).isZero();
        assertThat(controller.thing(other).orElseThrow().applied()).isEqualTo(1);
    }

    @Test
    void whatAnAgentHasToSayReachesTheOperatorWhateverItIs() throws Exception {
        assertThat(controller.concerns()).isEmpty();
        var all = List.of("a disk is full", "zero \0, \ud800 and \u001b[2J", "x".repeat(10_000));
        var report = new HostReport(NOW, List.of(), List.of(), Optional.of(all));
        assertThat(agent.post("/agent/v1/reports", report).statusCode()).isEqualTo(204);
        assertThat(controller.concerns()).containsExactly("a disk is full", "zero ?, ? and ?[2J", "x".repeat(500));
        agent.post("/agent/v1/reports", new HostReport(NOW.plusMillis(1), List.of(), List.of()));
        assertThat(controller.concerns()).isEmpty();
    }

    @Test
    void whatWasDoneByDocumentsOfAnotherHistoryIsNotTakenForDone() throws Exception {
        DocumentKey vpc = controller.place(DocumentKind.VPC, VpcId.random().toString());
        // Another change led to the same number in the database that was there before this one was put back.
        agent.post("/agent/v1/reports", report(vpc, 1, ThingReport.Phase.APPLIED, UUID.randomUUID(), NOW));
        assertThat(controller.thing(vpc).orElseThrow().applied()).isZero();
        agent.post(
                "/agent/v1/reports", report(vpc, 7, ThingReport.Phase.APPLIED, UUID.randomUUID(), NOW.plusMillis(1)));
        assertThat(controller.thing(vpc).orElseThrow().applied()).isZero();
        controller.withdraw(vpc);
        for (long generation : new long[] {2, 9}) {
            agent.post(
                    "/agent/v1/reports",
                    report(vpc, generation, ThingReport.Phase.ABSENT, UUID.randomUUID(), NOW.plusMillis(generation)));
            assertThat(controller.placements(vpc)).hasSize(1);
        }
        UUID edition = controller.placements(vpc).getFirst().edition();
        agent.post("/agent/v1/reports", report(vpc, 2, ThingReport.Phase.ABSENT, edition, NOW.plusMillis(10)));
        assertThat(controller.placements(vpc)).isEmpty();
    }

    @Test
    void aTunnelByADocumentOfAnotherHistoryIsNotTakenForDone() throws Exception {
        var node = NodeId.random();
        var connection = ConnectionId.random();
        DocumentKey key = controller.place(DocumentKind.NODE, node.toString());
        controller.feature.measures.put(
                connection, new ReportObserver.Measure(new DocumentKey(DocumentKind.NODE, node.toString()), 1));
        for (UUID edition :
                List.of(UUID.randomUUID(), controller.placements(key).getFirst().edition())) {
            var thing = new ThingReport(key, 1, 0, ThingReport.Phase.APPLIED, "", Optional.of(edition));
            var at = NOW.plusMillis(controller.feature.observed.size());
            agent.post("/agent/v1/reports", new HostReport(at, List.of(thing, tunnel(connection, node)), List.of()));
        }
        assertThat(controller.feature.observed)
                .extracting(report -> report.tunnels().getFirst().generation())
                .containsExactly(0L, 1L);
        assertThat(controller.feature.observed)
                .extracting(report -> report.tunnels().getFirst().state())
                .containsOnly(TunnelReport.State.UP);
    }

    private static HostReport report(
            DocumentKey key, long generation, ThingReport.Phase phase, UUID edition, Instant at) {
        var thing = new ThingReport(key, generation, 0, phase, "", Optional.of(edition));
        return new HostReport(at, List.of(thing), List.of());
    }

    @Test
    void aBodyThatIsNoReportIsAnInvalidRequest() throws Exception {
        String rest = ",\"things\":[],\"tunnels\":[],\"log\":[]}";
        for (String body : List.of(
                "",
                "{",
                "[]",
                "{\"at\":1}",
                "null",
                "[".repeat(100_000),
                "{\"colour\":" + "[".repeat(40) + "]".repeat(40) + ",\"at\":\"2026-01-02T03:04:05Z\"" + rest,
                "{\"colour\":[" + "1,".repeat(1_500_000) + "1],\"at\":\"2026-01-02T03:04:05Z\"" + rest,
                "{\"at\":null" + rest,
                "{\"at\":\"2026-01-02T03:04:05Z\"" + rest.replace("\"things\":[]", "\"things\":[null]"),
                "{\"at\":\"2026-01-02T03:04:05Z\"" + rest.replace("\"log\":[]", "\"log\":null"))) {
            var answer = agent.postBytes("/agent/v1/reports", body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as("%.100s", body).isEqualTo(400);
        }
    }

    @Test
    void aWaitEndsWhenADocumentIsPlaced() throws Exception {
        var index = Wire.read(agent.get("/agent/v1/index").body(), DocumentIndex.class);
        var waiting = agent.getLater("/agent/v1/index?wait=20&after=" + index.version());
        Thread.sleep(300);
        assertThat(waiting).isNotDone();
        DocumentKey vpc = controller.place(DocumentKind.VPC, VpcId.random().toString());
        var next = Wire.read(waiting.join().body(), DocumentIndex.class);
        assertThat(next.entries())
                .extracting(DocumentIndex.Entry::key, DocumentIndex.Entry::generation)
                .contains(tuple(vpc, 1L));
    }

    @Test
    void aHostThatWaitsWithoutEndTakesNoPlaceFromOthers() throws Exception {
        var index = Wire.read(agent.get("/agent/v1/index").body(), DocumentIndex.class);
        String path = "/agent/v1/index?wait=60&after=" + index.version();
        var waiting = IntStream.range(0, 2 * TestController.CALLS_AT_ONCE)
                .mapToObj(_ -> agent.getLater(path))
                .toList();
        await().atMost(Duration.ofSeconds(50))
                .until(() -> waiting.stream().filter(CompletableFuture::isDone).count() >= waiting.size() - 8);
        TestAgent other = controller.enrolAnotherHost();
        assertThat(other.get("/agent/v1/index").statusCode()).isEqualTo(200);
        controller.place(DocumentKind.VPC, VpcId.random().toString());
        var answers = waiting.stream().map(each -> each.join()).toList();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(8);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 200)
                .allSatisfy(answer -> assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                        .contains("VPN.0030"));
    }

    @Test
    void anEnrolmentWithoutARequestIsRefused() throws Exception {
        for (String body : List.of("{\"token\":\"x.y\",\"request\":null}", "{\"token\":null,\"request\":null}")) {
            var answer = agent.postBytes("/agent/v1/enrol", body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(body).isEqualTo(401);
        }
        String right = controller.enrolments.issueToken(controller.host);
        String body = "{\"token\":\"%s\",\"request\":null}".formatted(right);
        assertThat(agent.postBytes("/agent/v1/enrol", body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
    }

    private static HostReport report() {
        return new HostReport(NOW, List.of(), List.of());
    }

    private static HostReport absent(DocumentKey key, long generation, Instant at) {
        var thing = new ThingReport(key, generation, 0, ThingReport.Phase.ABSENT, "");
        return new HostReport(at, List.of(thing), List.of());
    }

    private static TunnelReport tunnel(ConnectionId connection, NodeId node) {
        return new TunnelReport(connection, node, 1, TunnelReport.State.UP, "", NOW, TunnelReport.Counters.NONE);
    }
}

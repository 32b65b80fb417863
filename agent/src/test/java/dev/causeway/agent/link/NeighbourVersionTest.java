package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.World;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An agent and what the versions before it and after it have written or say: in whatever order controller and agent
/// are replaced, and back again, a host keeps what it has.
class NeighbourVersionTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private final NodeDocument node = world.node(10, World.tunnel(1, World.OFFICE));
    private final VpcDocument vpc = world.vpc();
    private StubController controller;
    private ObedientHost host;

    @BeforeEach
    void start() throws Exception {
        controller = new StubController();
        Files.createFile(folder.resolve("ca.pem"));
        new AgentIdentity(folder.resolve("agent/identity.p12"))
                .save(AgentIdentity.newKeys(), AgentIdentityTest.UNTIL_2051);
        host = new ObedientHost(controller.url(), folder);
    }

    @AfterEach
    void stop() {
        host.close();
        controller.close();
    }

    private void restart() {
        host.close();
        host = new ObedientHost(controller.url(), folder).start();
    }

    private void serve(Document... documents) {
        for (Document document : documents) {
            controller.put(document);
        }
        host.start();
        await().until(() -> Arrays.stream(documents)
                .allMatch(document -> host.has(document.key(), document.generation()) && isSaved(document)));
    }

    /// Documents are in force before they are saved.
    private boolean isSaved(Document document) {
        return new DocumentStore(folder.resolve("agent/documents"))
                .load().documents().stream()
                        .anyMatch(saved ->
                                saved.key().equals(document.key()) && saved.generation() == document.generation());
    }

    /// As a later version writes it.
    private static String withNewWord(NodeDocument node) {
        return StubController.text(node).replace("\"AES_128\"", "\"AES_512\"");
    }

    private static String withNewField(Document document) {
        return StubController.text(document).replaceFirst("\\{", "{\"colour\":{\"red\":1},");
    }

    /// As a version before wrote it.
    private static String withoutField(NodeDocument node) {
        return StubController.text(node).replaceFirst("\"localSubnets\":\\[[^]]*],", "");
    }

    @Test
    void theControllerIsReplacedFirstAndItsNewWordLeavesTheNodeAsItWas() throws Exception {
        serve(vpc, node);
        NodeDocument next = World.next(node, true, World.tunnel(1, World.OFFICE));
        controller.put(next.key(), next.generation(), withNewWord(next));
        VpcDocument wider = World.next(vpc, true);
        controller.put(wider.key(), wider.generation(), withNewField(wider));
        await().until(() -> host.has(vpc.key(), wider.generation()));
        assertThat(host.has(node.key(), node.generation())).isTrue();
        awaitReport("node/" + node.node() + ": the document cannot be had");

        // What is saved is the document before, which goes on to be in force.
        restart();
        await().until(() -> host.has(node.key(), node.generation()));
        controller.put(next);
        await().until(() -> host.has(node.key(), next.generation()));
        awaitReport("\"concerns\":[]");
    }

    @Test
    void theControllerIsReplacedFirstAndItsNewKindKeepsNothingFromChanging() throws Exception {
        controller.list("planet", "{\"key\":{\"kind\":\"PLANET\",\"id\":\"x\"},\"generation\":1}");
        serve(vpc, node);
        awaitReport("PLANET/x: the controller lists a document of a kind that this version does not know");
        controller.put(World.next(vpc, true));
        await().until(() -> host.has(vpc.key(), 2));
    }

    @Test
    void theAgentIsReplacedFirstAndAFieldThatNobodyTellsLeavesTheNodeAsItWas() throws Exception {
        serve(vpc, node);
        Files.writeString(saved(node), withoutField(node));
        controller.put(node.key(), node.generation(), withoutField(node));
        restart();
        await().until(() -> host.untouchable().contains(node.key()) && host.has(vpc.key(), 1));
        awaitReport("node/" + node.node() + ": the document cannot be had");
        assertThat(saved(node)).exists();
        assertThat(host.document(node.key())).isEmpty();
        assertThat(host.untouchable()).containsExactly(node.key());

        controller.put(World.next(node, true));
        await().until(() -> host.has(node.key(), 2) && host.untouchable().isEmpty());
    }

    @Test
    void theAgentIsPutBackAndWhatTheNewOneSavedLeavesTheNodeAsItWas() throws Exception {
        serve(vpc, node);
        Files.writeString(saved(node), withNewWord(node));
        Files.writeString(saved(vpc), withNewField(vpc));
        controller.close();
        restart();
        assertThat(host.told()).isTrue();
        assertThat(host.untouchable()).containsExactly(node.key());
        assertThat(host.has(vpc.key(), 1)).isTrue();
        assertThat(saved(node)).exists();
    }

    @Test
    void whatTheVersionBeforeSavedAndServesIsUnderstoodAndKeptAsItIs() throws Exception {
        String text;
        try (var earlier = NeighbourVersionTest.class.getResourceAsStream("/earlier/node.json")) {
            text = new String(earlier.readAllBytes(), StandardCharsets.UTF_8);
        }
        DocumentKey key = new DocumentKey(DocumentKind.NODE, "11111111-0000-4000-8000-000000000001");
        Path file = folder.resolve("agent/documents/node-" + key.id() + ".json");
        serve(vpc);
        Files.writeString(file, text);
        restart();
        await().until(() -> host.has(key, 7));
        Document saved = host.document(key).orElseThrow();

        // The controller of the version before answers with the same text, and the agent can be put back.
        controller.put(key, 8, text.replace("\"generation\":7", "\"generation\":8"));
        await().until(() -> host.has(key, 8));
        assertThat(host.document(key)
                        .map(NodeDocument.class::cast)
                        .orElseThrow()
                        .tunnels())
                .isEqualTo(((NodeDocument) saved).tunnels())
                .hasSize(2);
        await().until(() -> Files.readString(file).equals(text.replace("\"generation\":7", "\"generation\":8")));
    }

    @Test
    void whatTheVersionBeforeDidNotKnowAndLeftOutIsFetchedThoughTheGenerationIsTheSame() throws Exception {
        Tunnel tunnel = World.tunnel(1, new Steering.Static(List.of(World.OFFICE), true));
        NodeDocument monitored = world.node(10, tunnel);
        serve(vpc, monitored);
        String whole = StubController.text(monitored);
        Files.writeString(saved(monitored), whole.replace(",\"nqa\":true", ""));
        assertThat(Files.readString(saved(monitored))).isNotEqualTo(whole);
        restart();
        await().until(() -> host.document(monitored.key()).equals(Optional.of(monitored)));
        await().until(() -> Files.readString(saved(monitored)).equals(whole));

        // It is fetched once only.
        controller.put(monitored.key(), monitored.generation(), "what is not fetched is not read");
        controller.put(World.next(vpc, true));
        await().until(() -> host.has(vpc.key(), 2));
        assertThat(host.document(monitored.key())).contains(monitored);
    }

    @Test
    void nothingButUnreadableFilesIsNoReasonToThinkThatNothingIsThere() throws Exception {
        serve(node);
        Files.writeString(saved(node), withNewWord(node));
        controller.close();
        restart();
        assertThat(host.told()).isTrue();
        assertThat(host.untouchable()).containsExactly(node.key());
    }

    @Test
    void whatIsListedNoLongerStaysUntilItIsWithdrawnOrTheOperatorGivesItUp() throws Exception {
        serve(vpc, node);
        controller.drop(node.key());
        awaitReport("node/" + node.node() + ": the controller lists it no longer and never withdrew it");
        restart();
        awaitReport("node/" + node.node() + ": the controller lists it no longer and never withdrew it");
        assertThat(host.has(node.key(), node.generation())).isTrue();

        Files.createFile(folder.resolve("agent/discard-unlisted"));
        await().until(() -> host.document(node.key()).isEmpty());
        assertThat(host.discarded()).isTrue();
        assertThat(saved(node)).doesNotExist();
        assertThat(folder.resolve("agent/discard-unlisted")).doesNotExist();
        assertThat(host.has(vpc.key(), 1)).isTrue();
        awaitReport("\"concerns\":[]");
    }

    @Test
    void anEqualGenerationOfARestoredDatabaseIsAnotherDocument() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        serve(vpc.in(first), World.next(node, true).in(first));
        controller.put(vpc.in(second));
        await().until(() -> host.document(vpc.key()).equals(Optional.of(vpc.in(second))));
        awaitReport(second.toString());
        // An older one is fetched as well, and a controller that knows no editions is believed by the generation.
        controller.put(node.in(second));
        await().until(() -> host.document(node.key()).equals(Optional.of(node.in(second))));
        controller.put(node.key(), node.generation(), "what is not fetched is not read");
        controller.put(World.next(vpc, true));
        await().until(() -> host.has(vpc.key(), 2));
        assertThat(host.document(node.key())).contains(node.in(second));
    }

    @Test
    void aControllerWithARestoredDatabaseGetsTheLinesOfLogsThatItLacks() throws Exception {
        var connection = ConnectionId.random();
        var source = new LogSource.Connection(connection);
        var at = Instant.parse("2026-01-02T03:04:05Z");
        host.writes(
                new TunnelReport(connection, node.node(), 1, TunnelReport.State.UP, "", at, TunnelReport.Counters.NONE),
                List.of(new LogLine(source, 1, at, "the first"), new LogLine(source, 2, at, "the second")));
        serve(vpc);
        awaitReport("the second");
        controller.reports.clear();
        controller.restart(new LogPositions(List.of(new LogPositions.Held(source, 1))));
        await().until(controller.reports::poll, report -> {
            assertThat(report == null || !report.contains("the first")).isTrue();
            return report != null && report.contains("the second");
        });
    }

    @Test
    void whatIsWithdrawnGoes() {
        serve(vpc, node);
        controller.put(World.next(node, false));
        await().until(() -> host.document(node.key()).filter(Document::wanted).isEmpty());
        await().until(() -> !Files.exists(saved(node)));
        controller.drop(node.key());
        await().until(() -> host.document(node.key()).isEmpty());
    }

    @Test
    void changesAreInForceThoughTheDiskTakesNothing() throws Exception {
        serve(vpc);
        Path documents = folder.resolve("agent/documents");
        Path away = folder.resolve("away");
        Files.move(documents, away);
        Files.createFile(documents);
        controller.put(World.next(vpc, true));
        controller.put(node);
        await().until(() -> host.has(vpc.key(), 2) && host.has(node.key(), 1));
        awaitReport("documents cannot be saved");

        Files.delete(documents);
        Files.move(away, documents);
        awaitReport("\"concerns\":[]");
        assertThat(Files.readString(saved(node))).isEqualTo(StubController.text(node));
    }

    @Test
    @Timeout(60)
    void anAnswerThatStopsAfterItsHeadersIsGivenUp() throws Exception {
        serve(vpc);
        controller.silence(true);
        try (var api = new AgentApi(controller.url(), SSLContext.getDefault(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> api.document(vpc.key())).isInstanceOf(HttpTimeoutException.class);
            assertThatThrownBy(() -> api.index("", Duration.ZERO)).isInstanceOf(HttpTimeoutException.class);
        }
        controller.silence(false);
        controller.put(World.next(vpc, true));
        await().until(() -> host.has(vpc.key(), 2));
    }

    private Path saved(Document document) {
        String name = document.key().toString().replace('/', '-');
        return folder.resolve("agent/documents").resolve(name + ".json");
    }

    private void awaitReport(String text) {
        await().until(controller.reports::poll, report -> report != null && report.contains(text));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5));
    }
}

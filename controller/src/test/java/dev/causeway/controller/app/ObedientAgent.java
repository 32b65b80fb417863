package dev.causeway.controller.app;

import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.dispatch.TestAgent;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import dev.causeway.model.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A host without a data plane. When it is told to obey, what is wanted is so at once.
final class ObedientAgent {

    private final TestAgent agent;
    private List<Document> documents = List.of();

    ObedientAgent(TestAgent agent) {
        this.agent = agent;
    }

    /// Fetches all documents and reports all of them as realised.
    ///
    /// @param state of every tunnel
    /// @param words what the log of every tunnel says
    void obey(TunnelReport.State state, String... words) throws Exception {
        var index = Wire.read(agent.get("/agent/v1/index").body(), DocumentIndex.class);
        List<Document> fetched = new ArrayList<>();
        for (DocumentIndex.Entry entry : index.entries()) {
            fetched.add(
                    Wire.read(agent.get("/agent/v1/documents/" + entry.key()).body(), Document.class));
        }
        documents = List.copyOf(fetched);
        var report = new HostReport(
                Instant.now(),
                Stream.<ReportPart>concat(documents.stream().map(ObedientAgent::thing), tunnels(state).stream())
                        .toList(),
                log(words));
        if (agent.post("/agent/v1/reports", report).statusCode() != 204) {
            throw new IllegalStateException("the report is refused");
        }
    }

    List<NodeDocument> nodes() {
        return documents.stream()
                .filter(NodeDocument.class::isInstance)
                .map(NodeDocument.class::cast)
                .toList();
    }

    List<VpcDocument> vpcs() {
        return documents.stream()
                .filter(VpcDocument.class::isInstance)
                .map(VpcDocument.class::cast)
                .toList();
    }

    private static ThingReport thing(Document document) {
        long gatewayGeneration = switch (document) {
            case NodeDocument node -> node.gatewayGeneration();
            case VpcDocument _, InternetDocument _, AccessDocument _ -> 0;
        };
        var phase = document.wanted() ? ThingReport.Phase.APPLIED : ThingReport.Phase.ABSENT;
        return new ThingReport(document.key(), document.generation(), gatewayGeneration, phase, "");
    }

    private List<TunnelReport> tunnels(TunnelReport.State state) {
        return nodes().stream()
                .filter(NodeDocument::wanted)
                .flatMap(node -> node.tunnels().stream().map(tunnel -> tunnel(node, tunnel, state)))
                .toList();
    }

    private static TunnelReport tunnel(NodeDocument node, Tunnel tunnel, TunnelReport.State state) {
        return new TunnelReport(
                tunnel.connection(),
                node.node(),
                tunnel.generation(),
                state,
                "",
                Instant.now(),
                TunnelReport.Counters.NONE);
    }

    private List<LogLine> log(String... words) {
        var connections = tunnels(TunnelReport.State.DOWN).stream()
                .map(TunnelReport::connection)
                .collect(toSet());
        return connections.stream()
                .flatMap(connection -> Stream.of(words)
                        .map(word -> new LogLine(
                                new LogSource.Connection(connection), word.hashCode(), Instant.now(), word)))
                .toList();
    }
}

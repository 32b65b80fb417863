package dev.causeway.controller.app;

import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.dispatch.TestAgent;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.Software;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import dev.causeway.model.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A host without a data plane. When it is told to obey, what is wanted is so at once.
final class ObedientAgent {

    private static final Software SOFTWARE = new Software("2.6.14", 1);

    private final TestAgent agent;
    private final List<ReportPart> told = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private List<Document> documents = List.of();

    ObedientAgent(TestAgent agent) {
        this.agent = agent;
    }

    /// Adds this to every report from now on.
    void tells(ReportPart part) {
        told.add(part);
    }

    /// Adds this to the next report.
    void tells(Block block) {
        blocks.add(block);
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
                Stream.<List<? extends ReportPart>>of(things(), tunnels(state), offers(), servers(), told)
                        .<ReportPart>flatMap(List::stream)
                        .toList(),
                log(words),
                Optional.empty(),
                blocks);
        if (agent.post("/agent/v1/reports", report).statusCode() != 204) {
            throw new IllegalStateException("the report is refused");
        }
        blocks.clear();
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

    private List<ThingReport> things() {
        return documents.stream().map(ObedientAgent::thing).toList();
    }

    /// What a daemon for clients would be made of.
    private List<ClientNodeReport> offers() {
        return nodes().stream()
                .filter(NodeDocument::wanted)
                .filter(node -> node.service() instanceof NodeService.ClientVpn)
                .map(node -> new ClientNodeReport(node.node(), SOFTWARE))
                .toList();
    }

    /// Every server of clients listens as it shall.
    private List<ServerReport> servers() {
        return nodes().stream()
                .filter(NodeDocument::wanted)
                .flatMap(node -> served(node).map(server -> listening(node, server)).stream())
                .toList();
    }

    private static Optional<ClientServer> served(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.ClientVpn(Optional<ClientServer> server) -> server;
            case NodeService.SiteToCloud _ -> Optional.empty();
        };
    }

    private static ServerReport listening(NodeDocument node, ClientServer server) {
        return new ServerReport(
                server.server(),
                node.node(),
                server.generation(),
                ServerReport.State.LISTENING,
                "",
                Instant.now(),
                Optional.of(SOFTWARE));
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

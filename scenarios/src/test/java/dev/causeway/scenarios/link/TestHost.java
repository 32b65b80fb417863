package dev.causeway.scenarios.link;

import dev.causeway.agent.link.ControllerLink;
import dev.causeway.agent.link.HostView;
import dev.causeway.agent.link.Known;
import dev.causeway.agent.link.LinkConfig;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A host without a data plane: what is wanted is at once so, and what is not wanted is at once gone.
final class TestHost implements HostView, AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    final NodeId node = NodeId.random();
    final List<LogLine> lines = new CopyOnWriteArrayList<>();
    final List<TunnelReport> tunnels = new CopyOnWriteArrayList<>();

    private final ControllerLink link;
    private final Map<DocumentKey, Document> documents = new ConcurrentHashMap<>();
    private final AtomicInteger deliveries = new AtomicInteger();

    TestHost(URI controller, Path folder, Duration reportEvery) {
        var config = new LinkConfig(
                controller,
                folder.resolve("ca.pem"),
                folder.resolve("token"),
                folder.resolve("agent"),
                reportEvery,
                Duration.ofSeconds(20));
        link = new ControllerLink(config, this::want, this);
    }

    TestHost start() {
        link.start();
        return this;
    }

    void reportSoon() {
        link.reportSoon();
    }

    /// How often documents were handed over.
    int deliveries() {
        return deliveries.get();
    }

    Optional<Document> document(DocumentKey key) {
        return Optional.ofNullable(documents.get(key));
    }

    /// Begins a tunnel that only exists to have a log.
    ConnectionId talk() {
        var connection = ConnectionId.random();
        tunnels.add(new TunnelReport(connection, node, 1, TunnelReport.State.UP, "", NOW, TunnelReport.Counters.NONE));
        return connection;
    }

    void say(ConnectionId connection, long position) {
        lines.add(new LogLine(new LogSource.Connection(connection), position, NOW, "line " + position));
    }

    @Override
    public void awaitFirstLook(Duration limit) {}

    @Override
    public List<Block> blocks() {
        return List.of();
    }

    @Override
    public List<ReportPart> parts() {
        return Stream.concat(documents.values().stream().map(TestHost::thing), tunnels.stream())
                .toList();
    }

    private static ReportPart thing(Document document) {
        var phase = document.wanted() ? ThingReport.Phase.APPLIED : ThingReport.Phase.ABSENT;
        return new ThingReport(document.key(), document.generation(), 0, phase, "");
    }

    @Override
    public List<String> concerns() {
        return List.of();
    }

    @Override
    public List<LogLine> log(LogSource source, long afterPosition, int limit) {
        return lines.stream()
                .filter(line -> line.source().equals(source) && line.position() > afterPosition)
                .limit(limit)
                .toList();
    }

    @Override
    public void close() {
        link.close();
    }

    private void want(Known known) {
        Collection<Document> wanted = known.documents();
        documents.keySet().retainAll(wanted.stream().map(Document::key).collect(Collectors.toSet()));
        documents.putAll(wanted.stream().collect(Collectors.toMap(Document::key, Function.identity())));
        deliveries.incrementAndGet();
        link.reportSoon();
    }
}

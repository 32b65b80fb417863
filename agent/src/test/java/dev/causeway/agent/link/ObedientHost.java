package dev.causeway.agent.link;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A host without a data plane, on which whatever its documents say is at once so.
final class ObedientHost implements HostView, AutoCloseable {

    private final ControllerLink link;
    private volatile Known known = new Known(List.of(), Set.of(), false);
    private volatile boolean told;
    private volatile boolean discarded;
    private volatile List<LogLine> log = List.of();
    private volatile List<ReportPart> tunnels = List.of();

    ObedientHost(URI controller, Path folder) {
        var config = new LinkConfig(
                controller,
                folder.resolve("ca.pem"),
                folder.resolve("token"),
                folder.resolve("agent"),
                Duration.ofMillis(50),
                Duration.ofSeconds(1));
        link = new ControllerLink(config, this::want, this);
    }

    ObedientHost start() {
        link.start();
        return this;
    }

    private void want(Known all) {
        known = all;
        told = true;
        discarded |= all.discard();
    }

    /// Has a tunnel, whose log this is.
    void writes(TunnelReport tunnel, List<LogLine> lines) {
        log = List.copyOf(lines);
        tunnels = List.of(tunnel);
    }

    boolean told() {
        return told;
    }

    /// Whether the operator was heard to give up what nobody mentions.
    boolean discarded() {
        return discarded;
    }

    Set<DocumentKey> untouchable() {
        return known.untouchable();
    }

    Optional<Document> document(DocumentKey key) {
        return known.documents().stream()
                .filter(document -> document.key().equals(key))
                .findFirst();
    }

    /// Whether the thing is there, by a document that is at this generation.
    boolean has(DocumentKey key, long generation) {
        return document(key)
                .filter(document -> document.wanted() && document.generation() == generation)
                .isPresent();
    }

    @Override
    public void awaitFirstLook(Duration limit) {}

    @Override
    public List<Block> blocks() {
        return List.of();
    }

    @Override
    public List<ReportPart> parts() {
        return Stream.concat(known.documents().stream().map(ObedientHost::thing), tunnels.stream())
                .toList();
    }

    private static ReportPart thing(Document document) {
        var phase = document.wanted() ? ThingReport.Phase.APPLIED : ThingReport.Phase.ABSENT;
        return new ThingReport(document.key(), document.generation(), 0, phase, "", document.edition());
    }

    @Override
    public List<String> concerns() {
        return List.of();
    }

    @Override
    public List<LogLine> log(LogSource source, long afterPosition, int limit) {
        return log.stream()
                .filter(line -> line.position() > afterPosition)
                .limit(limit)
                .toList();
    }

    @Override
    public void close() {
        link.close();
    }
}

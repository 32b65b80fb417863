package dev.causeway.controller.dispatch;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// What a host has a say in: what is placed on it and the connections of its own nodes, up to the generations that are
/// wanted. Whatever else it says is not believed, since a host may be in somebody else's hands, and a generation that
/// is noted once is never taken back.
///
/// @param placed the documents of the host
/// @param measures of the things it speaks of
record OwnPart(Map<DocumentKey, Documents.Placement> placed, Map<ResourceId, ReportObserver.Measure> measures) {

    OwnPart {
        placed = Map.copyOf(placed);
        measures = Map.copyOf(measures);
    }

    /// Looks up what a report of a host is measured by. To be called after the report came, so that whatever the host
    /// can have seen is there.
    static OwnPart of(Handle tx, List<Documents.Placement> placements, HostReport report, Features features) {
        Stream<ResourceId> nodes = placements.stream()
                .map(Documents.Placement::key)
                .filter(key -> key.kind() == DocumentKind.NODE)
                .map(key -> NodeId.parse(key.id()));
        Stream<ResourceId> others = Stream.concat(
                Stream.concat(
                        report.parts().stream().flatMap(OwnPart::subjects),
                        report.blocks().stream().flatMap(block -> block.connections().stream())),
                report.log().stream().flatMap(line -> switch (line.source()) {
                    case LogSource.Connection(ConnectionId connection) -> Stream.of(connection);
                    case LogSource.Node _ -> Stream.empty();
                }));
        return new OwnPart(
                placements.stream().collect(toMap(Documents.Placement::key, placement -> placement)),
                features.measures(tx, Stream.concat(nodes, others).collect(toSet())));
    }

    /// Whom a part speaks of beside its document.
    private static Stream<ResourceId> subjects(ReportPart part) {
        return switch (part) {
            case ThingReport _ -> Stream.empty();
            case TunnelReport tunnel -> Stream.of(tunnel.connection());
            case BgpPeerReport peer -> Stream.of(peer.connection());
            case SaReport sa -> Stream.of(sa.connection());
            case ProbeReport probe -> Stream.of(probe.connection());
            case ClientNodeReport _, DrainReport _ -> Stream.empty();
            case ServerReport server -> Stream.of(server.server());
            case SessionReport session -> Stream.of(session.server());
        };
    }

    HostReport of(HostReport report) {
        Set<DocumentKey> foreign = report.things().stream()
                .filter(thing -> placed.containsKey(thing.key()) && isOfAnotherHistory(thing))
                .map(ThingReport::key)
                .collect(toSet());
        return new HostReport(
                Storable.moment(report.at()),
                report.parts().stream()
                        .filter(this::isOwn)
                        .map(part -> foreign.contains(part.document()) ? unsettled(part) : bounded(part))
                        .map(StorableParts::of)
                        .toList(),
                report.log().stream()
                        .filter(line -> isOwn(line.source()))
                        .map(StorableParts::of)
                        .toList(),
                report.concerns(),
                report.blocks().stream()
                        .filter(this::isOwn)
                        .map(StorableParts::of)
                        .toList(),
                report.load());
    }

    private boolean isOwn(ReportPart part) {
        return isOwn(part.document(), subjects(part));
    }

    private boolean isOwn(Block block) {
        return isOwn(DocumentKey.node(block.node()), block.connections().stream());
    }

    private boolean isOwn(DocumentKey document, Stream<? extends ResourceId> subjects) {
        return placed.containsKey(document)
                && subjects.allMatch(subject -> documentOf(subject).equals(Optional.of(document)));
    }

    private boolean isOwn(LogSource source) {
        return switch (source) {
            case LogSource.Connection(ConnectionId connection) ->
                documentOf(connection).filter(placed::containsKey).isPresent();
            case LogSource.Node(NodeId node) -> placed.containsKey(DocumentKey.node(node));
        };
    }

    private Optional<DocumentKey> documentOf(ResourceId thing) {
        return Optional.ofNullable(measures.get(thing)).map(ReportObserver.Measure::document);
    }

    /// Whether the host speaks of a document that this database does not know, though its number may be the same: an
    /// older database was put in place since.
    private boolean isOfAnotherHistory(ThingReport thing) {
        Documents.Placement placement = placed.get(thing.key());
        return thing.edition().isPresent()
                && (thing.generation() > placement.generation()
                        || (thing.generation() == placement.generation()
                                && !thing.edition().get().equals(placement.edition())));
    }

    /// Whatever the settings of something are, how it is doing is true.
    private static ReportPart unsettled(ReportPart part) {
        return switch (part) {
            case ThingReport thing -> new ThingReport(thing.key(), 0, 0, ThingReport.Phase.APPLYING, "");
            case TunnelReport tunnel -> of(tunnel, 0);
            case ServerReport server -> of(server, 0);
            case BgpPeerReport _, SaReport _, ProbeReport _, DrainReport _, ClientNodeReport _, SessionReport _ -> part;
        };
    }

    private ReportPart bounded(ReportPart part) {
        return switch (part) {
            case ThingReport thing -> bounded(thing);
            case TunnelReport tunnel -> of(tunnel, Math.min(tunnel.generation(), wanted(tunnel.connection())));
            case ServerReport server -> of(server, Math.min(server.generation(), wanted(server.server())));
            case BgpPeerReport _, SaReport _, ProbeReport _, DrainReport _, ClientNodeReport _, SessionReport _ -> part;
        };
    }

    private long wanted(ResourceId thing) {
        return measures.get(thing).generation();
    }

    private ThingReport bounded(ThingReport thing) {
        return new ThingReport(
                thing.key(),
                Math.min(thing.generation(), placed.get(thing.key()).generation()),
                Math.min(thing.gatewayGeneration(), gatewayGeneration(thing.key())),
                thing.phase(),
                thing.reason());
    }

    private long gatewayGeneration(DocumentKey key) {
        return switch (key.kind()) {
            case NODE ->
                Optional.ofNullable(measures.get(NodeId.parse(key.id())))
                        .map(ReportObserver.Measure::generation)
                        .orElse(0L);
            case INTERNET, VPC, ACCESS -> 0;
        };
    }

    private static TunnelReport of(TunnelReport tunnel, long generation) {
        return new TunnelReport(
                tunnel.connection(),
                tunnel.node(),
                generation,
                tunnel.state(),
                tunnel.reason(),
                tunnel.since(),
                tunnel.counters(),
                tunnel.evidence());
    }

    private static ServerReport of(ServerReport server, long generation) {
        return new ServerReport(
                server.server(),
                server.node(),
                generation,
                server.state(),
                server.reason(),
                server.since(),
                server.running());
    }
}

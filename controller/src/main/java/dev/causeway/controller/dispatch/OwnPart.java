package dev.causeway.controller.dispatch;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.Software;
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
                report.parts().stream().flatMap(OwnPart::subjects),
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
            case ClientNodeReport _ -> Stream.empty();
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
                        .toList(),
                report.log().stream()
                        .filter(line -> isOwn(line.source()))
                        .map(OwnPart::storable)
                        .toList(),
                report.concerns());
    }

    private boolean isOwn(ReportPart part) {
        return placed.containsKey(part.document())
                && switch (part) {
                    case ThingReport _ -> true;
                    case TunnelReport tunnel -> documentOf(tunnel.connection()).equals(Optional.of(tunnel.document()));
                    case ClientNodeReport _ -> true;
                    case ServerReport server -> documentOf(server.server()).equals(Optional.of(server.document()));
                    case SessionReport session -> documentOf(session.server()).equals(Optional.of(session.document()));
                };
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

    private static ReportPart unsettled(ReportPart part) {
        return switch (part) {
            case ThingReport thing -> unsettled(thing);
            case TunnelReport tunnel -> unsettled(tunnel);
            case ServerReport server -> of(server, 0);
            case ClientNodeReport node -> storable(node);
            case SessionReport session -> storable(session);
        };
    }

    private ReportPart bounded(ReportPart part) {
        return switch (part) {
            case ThingReport thing -> bounded(thing);
            case TunnelReport tunnel -> bounded(tunnel);
            case ServerReport server ->
                of(
                        server,
                        Math.min(
                                server.generation(),
                                measures.get(server.server()).generation()));
            case ClientNodeReport node -> storable(node);
            case SessionReport session -> storable(session);
        };
    }

    private static ThingReport unsettled(ThingReport thing) {
        return new ThingReport(thing.key(), 0, 0, ThingReport.Phase.APPLYING, "");
    }

    /// Whatever its settings are, whether it is up is true.
    private static TunnelReport unsettled(TunnelReport tunnel) {
        return new TunnelReport(
                tunnel.connection(),
                tunnel.node(),
                0,
                tunnel.state(),
                Storable.text(tunnel.reason()),
                Storable.moment(tunnel.since()),
                tunnel.counters());
    }

    private ThingReport bounded(ThingReport thing) {
        return new ThingReport(
                thing.key(),
                Math.min(thing.generation(), placed.get(thing.key()).generation()),
                Math.min(thing.gatewayGeneration(), gatewayGeneration(thing.key())),
                thing.phase(),
                Storable.text(thing.reason()));
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

    private TunnelReport bounded(TunnelReport tunnel) {
        return new TunnelReport(
                tunnel.connection(),
                tunnel.node(),
                Math.min(tunnel.generation(), measures.get(tunnel.connection()).generation()),
                tunnel.state(),
                Storable.text(tunnel.reason()),
                Storable.moment(tunnel.since()),
                tunnel.counters());
    }

    private static ServerReport of(ServerReport server, long generation) {
        return new ServerReport(
                server.server(),
                server.node(),
                generation,
                server.state(),
                Storable.text(server.reason()),
                Storable.moment(server.since()),
                server.running().map(OwnPart::storable));
    }

    private static ClientNodeReport storable(ClientNodeReport node) {
        return new ClientNodeReport(node.node(), storable(node.offered()));
    }

    private static Software storable(Software software) {
        return new Software(Storable.text(software.version()), software.settings());
    }

    private static SessionReport storable(SessionReport session) {
        return new SessionReport(
                session.session(),
                session.server(),
                session.node(),
                session.user(),
                Storable.text(session.name()),
                session.from(),
                session.port(),
                session.address(),
                Storable.moment(session.since()),
                session.counters(),
                Storable.moment(session.counted()));
    }

    private static LogLine storable(LogLine line) {
        return new LogLine(line.source(), line.position(), Storable.moment(line.time()), Storable.text(line.text()));
    }
}

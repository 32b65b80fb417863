package dev.causeway.controller.dispatch;

import dev.causeway.model.ShortText;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.Software;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport;
import java.util.List;

/// What reports say, in a form that the database takes: texts and moments are those of [Storable].
final class StorableParts {

    /// More than a node can have, and more than there are five seconds in a minute, many times over.
    private static final int MOST_ROUTES = 25_000;

    private static final int MOST_SAMPLES = 120;

    /// As many characters of an AS path. A host in good hands tells no more either.
    private static final int LONGEST_PATH = 1_000;

    private StorableParts() {}

    static ReportPart of(ReportPart part) {
        return switch (part) {
            case ThingReport thing -> of(thing);
            case TunnelReport tunnel -> of(tunnel);
            case BgpPeerReport peer -> of(peer);
            case SaReport sa -> of(sa);
            case ProbeReport probe ->
                new ProbeReport(
                        probe.connection(),
                        probe.node(),
                        probe.kind(),
                        probe.verdict(),
                        Storable.moment(probe.since()));
            case DrainReport drain ->
                new DrainReport(
                        drain.node(),
                        Storable.moment(drain.drain()),
                        drain.state(),
                        Storable.moment(drain.begun()),
                        Storable.moment(drain.since()),
                        drain.passing());
            case ClientNodeReport node -> new ClientNodeReport(node.node(), of(node.offered()));
            case ServerReport server -> of(server);
            case SessionReport session -> of(session);
        };
    }

    static LogLine of(LogLine line) {
        return new LogLine(line.source(), line.position(), Storable.moment(line.time()), Storable.text(line.text()));
    }

    static Block of(Block block) {
        return switch (block) {
            case RouteBlock routes ->
                new RouteBlock(
                        routes.node(),
                        routes.connection(),
                        routes.number(),
                        routes.routes().stream()
                                .limit(MOST_ROUTES)
                                .map(StorableParts::of)
                                .toList());
            case ProbeBlock probe ->
                new ProbeBlock(probe.node(), probe.connection(), probe.kind(), probe.number(), bounded(probe.micros()));
            case TrafficBlock traffic ->
                new TrafficBlock(
                        traffic.node(),
                        traffic.connection(),
                        traffic.number(),
                        bounded(traffic.bytesIn()),
                        bounded(traffic.bytesOut()),
                        bounded(traffic.packetsIn()),
                        bounded(traffic.packetsOut()),
                        traffic.state());
        };
    }

    private static SeenRoute of(SeenRoute route) {
        return new SeenRoute(
                route.destination(),
                route.nexthop(),
                route.outbound(),
                route.origin(),
                ShortText.of(Storable.text(route.asPath()), LONGEST_PATH),
                route.med(),
                route.way());
    }

    private static List<Integer> bounded(List<Integer> samples) {
        return samples.subList(0, Math.min(samples.size(), MOST_SAMPLES));
    }

    private static ThingReport of(ThingReport thing) {
        return new ThingReport(
                thing.key(),
                thing.generation(),
                thing.gatewayGeneration(),
                thing.phase(),
                Storable.text(thing.reason()));
    }

    private static TunnelReport of(TunnelReport tunnel) {
        return new TunnelReport(
                tunnel.connection(),
                tunnel.node(),
                tunnel.generation(),
                tunnel.state(),
                Storable.text(tunnel.reason()),
                Storable.moment(tunnel.since()),
                tunnel.counters(),
                tunnel.evidence().map(StorableParts::of));
    }

    private static Evidence of(Evidence evidence) {
        return new Evidence(
                Storable.text(evidence.code()),
                Storable.text(evidence.line()),
                Storable.text(evidence.ourOffer()),
                Storable.text(evidence.theirOffer()));
    }

    private static BgpPeerReport of(BgpPeerReport peer) {
        return new BgpPeerReport(
                peer.connection(),
                peer.node(),
                peer.peer(),
                peer.asn(),
                Storable.text(peer.state()),
                Storable.moment(peer.since()),
                peer.received(),
                peer.accepted(),
                peer.messagesIn(),
                peer.messagesOut(),
                peer.bfd(),
                Storable.text(peer.trouble()));
    }

    private static SaReport of(SaReport sa) {
        return new SaReport(
                sa.connection(),
                sa.node(),
                Storable.text(sa.local()),
                Storable.text(sa.remote()),
                sa.counters(),
                Storable.moment(sa.counted()));
    }

    private static ServerReport of(ServerReport server) {
        return new ServerReport(
                server.server(),
                server.node(),
                server.generation(),
                server.state(),
                Storable.text(server.reason()),
                Storable.moment(server.since()),
                server.running().map(StorableParts::of));
    }

    private static Software of(Software software) {
        return new Software(Storable.text(software.version()), software.settings());
    }

    private static SessionReport of(SessionReport session) {
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
}

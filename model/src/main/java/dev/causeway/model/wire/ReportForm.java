package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.HostLoad;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a report is written: a list for each kind of parts, of logs and of blocks. Those of a kind that
/// comes later are an [Optional] list beside them, which a version that does not know it passes over, and
/// which is left out if it is empty.
///
/// @param log lines of connections
/// @param nodeLog lines of nodes that serve clients
record ReportForm(
        Instant at,
        List<ThingReport> things,
        List<TunnelReport> tunnels,
        List<Line> log,
        Optional<List<String>> concerns,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<ClientNodeReport>> clientNodes,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<ServerReport>> servers,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<SessionReport>> sessions,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<NodeLine>> nodeLog,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<BgpPeerReport>> bgpPeers,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<SaReport>> sas,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<ProbeReport>> probes,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<RouteBlock>> routes,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<ProbeBlock>> probeSamples,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<TrafficBlock>> trafficSamples,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<DrainReport>> drains,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<HostLoad> load) {

    /// A line of a connection's log.
    record Line(ConnectionId connection, long position, Instant time, String text) {

        LogLine value() {
            return new LogLine(new LogSource.Connection(connection), position, time, text);
        }
    }

    /// A line of a node's log.
    record NodeLine(NodeId node, long position, Instant time, String text) {

        LogLine value() {
            return new LogLine(new LogSource.Node(node), position, time, text);
        }
    }

    static ReportForm of(HostReport report) {
        var lists = new Lists();
        report.parts().forEach(lists::add);
        report.log().forEach(lists::add);
        report.blocks().forEach(lists::add);
        return new ReportForm(
                report.at(),
                lists.things,
                lists.tunnels,
                lists.lines,
                report.concerns(),
                present(lists.clientNodes),
                present(lists.servers),
                present(lists.sessions),
                present(lists.nodeLines),
                present(lists.bgpPeers),
                present(lists.sas),
                present(lists.probes),
                present(lists.routes),
                present(lists.probeSamples),
                present(lists.trafficSamples),
                present(lists.drains),
                report.load());
    }

    private static final class Lists {

        private final List<ThingReport> things = new ArrayList<>();
        private final List<TunnelReport> tunnels = new ArrayList<>();
        private final List<BgpPeerReport> bgpPeers = new ArrayList<>();
        private final List<SaReport> sas = new ArrayList<>();
        private final List<ProbeReport> probes = new ArrayList<>();
        private final List<DrainReport> drains = new ArrayList<>();
        private final List<ClientNodeReport> clientNodes = new ArrayList<>();
        private final List<ServerReport> servers = new ArrayList<>();
        private final List<SessionReport> sessions = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<NodeLine> nodeLines = new ArrayList<>();
        private final List<RouteBlock> routes = new ArrayList<>();
        private final List<ProbeBlock> probeSamples = new ArrayList<>();
        private final List<TrafficBlock> trafficSamples = new ArrayList<>();

        void add(ReportPart part) {
            switch (part) {
                case ThingReport thing -> things.add(thing);
                case TunnelReport tunnel -> tunnels.add(tunnel);
                case BgpPeerReport peer -> bgpPeers.add(peer);
                case SaReport sa -> sas.add(sa);
                case ProbeReport probe -> probes.add(probe);
                case DrainReport drain -> drains.add(drain);
                case ClientNodeReport node -> clientNodes.add(node);
                case ServerReport server -> servers.add(server);
                case SessionReport session -> sessions.add(session);
            }
        }

        void add(LogLine line) {
            switch (line.source()) {
                case LogSource.Connection(ConnectionId connection) ->
                    lines.add(new Line(connection, line.position(), line.time(), line.text()));
                case LogSource.Node(NodeId node) ->
                    nodeLines.add(new NodeLine(node, line.position(), line.time(), line.text()));
            }
        }

        void add(Block block) {
            switch (block) {
                case RouteBlock route -> routes.add(route);
                case ProbeBlock probe -> probeSamples.add(probe);
                case TrafficBlock traffic -> trafficSamples.add(traffic);
            }
        }
    }

    private static <T> Optional<List<T>> present(List<T> list) {
        return Optional.of(list).filter(all -> !all.isEmpty());
    }

    HostReport value() {
        return new HostReport(
                at,
                Stream.of(
                                things,
                                tunnels,
                                all(bgpPeers),
                                all(sas),
                                all(probes),
                                all(drains),
                                all(clientNodes),
                                all(servers),
                                all(sessions))
                        .<ReportPart>flatMap(List::stream)
                        .toList(),
                Stream.concat(
                                log.stream().map(Line::value),
                                all(nodeLog).stream().map(NodeLine::value))
                        .toList(),
                concerns,
                Stream.of(all(routes), all(probeSamples), all(trafficSamples))
                        .<Block>flatMap(List::stream)
                        .toList(),
                load);
    }

    private static <T> List<T> all(Optional<List<T>> list) {
        return list.orElse(List.of());
    }
}

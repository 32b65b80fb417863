package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a report is written: a list for each kind of parts and of logs. Those of a kind that comes later are an
/// [Optional] list beside them, which a version that does not know it passes over, and which is left out if it is
/// empty.
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
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<NodeLine>> nodeLog) {

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
        var parts = new Parts();
        report.parts().forEach(parts::add);
        List<Line> lines = new ArrayList<>();
        List<NodeLine> nodeLines = new ArrayList<>();
        for (LogLine line : report.log()) {
            switch (line.source()) {
                case LogSource.Connection(ConnectionId connection) ->
                    lines.add(new Line(connection, line.position(), line.time(), line.text()));
                case LogSource.Node(NodeId node) ->
                    nodeLines.add(new NodeLine(node, line.position(), line.time(), line.text()));
            }
        }
        return new ReportForm(
                report.at(),
                parts.things,
                parts.tunnels,
                lines,
                report.concerns(),
                present(parts.clientNodes),
                present(parts.servers),
                present(parts.sessions),
                present(nodeLines));
    }

    private static final class Parts {

        private final List<ThingReport> things = new ArrayList<>();
        private final List<TunnelReport> tunnels = new ArrayList<>();
        private final List<ClientNodeReport> clientNodes = new ArrayList<>();
        private final List<ServerReport> servers = new ArrayList<>();
        private final List<SessionReport> sessions = new ArrayList<>();

        void add(ReportPart part) {
            switch (part) {
                case ThingReport thing -> things.add(thing);
                case TunnelReport tunnel -> tunnels.add(tunnel);
                case ClientNodeReport node -> clientNodes.add(node);
                case ServerReport server -> servers.add(server);
                case SessionReport session -> sessions.add(session);
            }
        }
    }

    private static <T> Optional<List<T>> present(List<T> list) {
        return Optional.of(list).filter(all -> !all.isEmpty());
    }

    HostReport value() {
        return new HostReport(
                at,
                Stream.of(things, tunnels, all(clientNodes), all(servers), all(sessions))
                        .<ReportPart>flatMap(List::stream)
                        .toList(),
                Stream.concat(
                                log.stream().map(Line::value),
                                all(nodeLog).stream().map(NodeLine::value))
                        .toList(),
                concerns);
    }

    private static <T> List<T> all(Optional<List<T>> list) {
        return list.orElse(List.of());
    }
}

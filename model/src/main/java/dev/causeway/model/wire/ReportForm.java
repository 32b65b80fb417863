package dev.causeway.model.wire;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a report is written: a list for each kind of parts and of logs. Those of a kind that comes later are an
/// [Optional] list beside them, which a version that does not know it passes over.
///
/// @param log lines of connections
record ReportForm(
        Instant at,
        List<ThingReport> things,
        List<TunnelReport> tunnels,
        List<Line> log,
        Optional<List<String>> concerns) {

    /// A line of a connection's log.
    record Line(ConnectionId connection, long position, Instant time, String text) {

        LogLine value() {
            return new LogLine(new LogSource.Connection(connection), position, time, text);
        }
    }

    static ReportForm of(HostReport report) {
        List<ThingReport> things = new ArrayList<>();
        List<TunnelReport> tunnels = new ArrayList<>();
        for (ReportPart part : report.parts()) {
            switch (part) {
                case ThingReport thing -> things.add(thing);
                case TunnelReport tunnel -> tunnels.add(tunnel);
            }
        }
        List<Line> lines = new ArrayList<>();
        for (LogLine line : report.log()) {
            switch (line.source()) {
                case LogSource.Connection(ConnectionId connection) ->
                    lines.add(new Line(connection, line.position(), line.time(), line.text()));
            }
        }
        return new ReportForm(report.at(), things, tunnels, lines, report.concerns());
    }

    HostReport value() {
        return new HostReport(
                at,
                Stream.<ReportPart>concat(things.stream(), tunnels.stream()).toList(),
                log.stream().map(Line::value).toList(),
                concerns);
    }
}

package dev.causeway.controller.connection;

import dev.causeway.model.document.LogLine;
import java.util.List;

/// A part of a connection's log as the API shows it.
///
/// @param position what the lines behind these are asked for with; a text, as it may have more digits than all clients
///     read of a number
record ConnectionLogView(List<Line> logs, String position, String requestId) {

    /// A line of a log.
    ///
    /// @param time milliseconds since the epoch
    record Line(long time, String rawMessage) {

        static Line of(LogLine line) {
            return new Line(line.time().toEpochMilli(), line.text());
        }
    }

    static ConnectionLogView of(ConnectionLog.Part part, String requestId) {
        return new ConnectionLogView(
                part.lines().stream().map(Line::of).toList(), Long.toString(part.position()), requestId);
    }
}

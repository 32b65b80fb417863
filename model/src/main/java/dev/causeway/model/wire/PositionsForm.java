package dev.causeway.model.wire;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import java.util.ArrayList;
import java.util.List;

/// How positions of logs are written: those of other sources than connections are to be an optional list of their own.
record PositionsForm(List<Held> held) {

    /// The position of the last line that is held of one connection.
    record Held(ConnectionId connection, long position) {}

    static PositionsForm of(LogPositions positions) {
        List<Held> connections = new ArrayList<>();
        for (LogPositions.Held one : positions.held()) {
            switch (one.source()) {
                case LogSource.Connection(ConnectionId connection) ->
                    connections.add(new Held(connection, one.position()));
            }
        }
        return new PositionsForm(connections);
    }

    LogPositions value() {
        return new LogPositions(held.stream()
                .map(one -> new LogPositions.Held(new LogSource.Connection(one.connection()), one.position()))
                .toList());
    }
}

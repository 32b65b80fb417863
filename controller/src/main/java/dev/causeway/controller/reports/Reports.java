package dev.causeway.controller.reports;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What was last reported. A thing that is not in here was never reported, or is no longer.
public final class Reports {

    /// The last word about a document, from one host.
    ///
    /// @param heard when that host last reported: how old this is
    public record Thing(ThingReport report, Instant heard) {}

    /// The last word about a connection's tunnel.
    ///
    /// @param heard when the host last reported: how old this is
    public record Tunnel(TunnelReport report, Instant heard) {}

    /// The last word about a document, of whichever host was heard last.
    public Optional<Thing> thing(Handle tx, DocumentKey key) {
        return Optional.ofNullable(things(tx, key.kind(), List.of(key.id())).get(key));
    }

    /// The last words about several documents of one kind. Those never reported are left out.
    public Map<DocumentKey, Thing> things(Handle tx, DocumentKind kind, Collection<String> ids) {
        return ThingTable.find(tx, kind, ids);
    }

    /// The last word about a connection's tunnel.
    public Optional<Tunnel> tunnel(Handle tx, ConnectionId connection) {
        return Optional.ofNullable(tunnels(tx, List.of(connection)).get(connection));
    }

    /// The last words about several connections' tunnels. Those never reported are left out.
    public Map<ConnectionId, Tunnel> tunnels(Handle tx, Collection<ConnectionId> connections) {
        return TunnelTable.find(tx, connections);
    }

    /// The newest lines of a connection's log, oldest first.
    public List<LogLine> log(Handle tx, ConnectionId connection, int limit) {
        return LogTable.newest(tx, connection, limit);
    }

    /// Drops everything about a connection that is gone.
    public void forget(Handle tx, ConnectionId connection) {
        TunnelTable.remove(tx, connection);
        LogTable.remove(tx, connection);
    }
}

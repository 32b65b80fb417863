package dev.causeway.controller.dispatch;

import dev.causeway.controller.connection.Connections;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What the features of the service have to do with documents and reports.
public interface Features {

    /// Says what a document holds now.
    ///
    /// @return empty if no feature knows the thing
    Optional<Document> build(Handle tx, DocumentKey key, long generation, boolean wanted);

    /// Finds what a host's word about nodes and connections is measured by. Those that do not exist are left out.
    Wanted wanted(Handle tx, Collection<NodeId> nodes, Collection<ConnectionId> connections);

    /// What is wanted of nodes and connections.
    ///
    /// @param gatewayGenerations the generation of each node's gateway
    record Wanted(Map<NodeId, Long> gatewayGenerations, Map<ConnectionId, Connections.Wanted> connections) {

        public Wanted {
            gatewayGenerations = Map.copyOf(gatewayGenerations);
            connections = Map.copyOf(connections);
        }
    }

    /// Takes notice of what a host has reported. It is called again with the next report, so whatever it does
    /// must be right to do twice.
    void observe(Handle tx, HostReport report);

    /// Takes notice that nothing of a withdrawn thing remains on a host.
    void gone(Handle tx, DocumentKey key);
}

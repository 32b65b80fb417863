package dev.causeway.agent.node;

import dev.causeway.agent.network.ExitId;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.VpcDocument;

/// What exits are called.
final class Exits {

    private Exits() {}

    static ExitId id(NodeId node, VpcDocument.Leading leading) {
        return switch (leading) {
            case VpcDocument.Leading.Tunnel(ConnectionId connection) -> id(connection);
            case VpcDocument.Leading.Learned(ConnectionId connection) -> id(connection);
            case VpcDocument.Leading.Clients _ -> clients(node);
        };
    }

    static ExitId id(ConnectionId connection) {
        return new ExitId("connection/" + connection);
    }

    static ExitId clients(NodeId node) {
        return new ExitId("clients/" + node);
    }
}

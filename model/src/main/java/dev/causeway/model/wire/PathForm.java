package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.VpcDocument.Leading;
import dev.causeway.model.document.VpcDocument.Path;
import java.util.Optional;

/// How a path of a VPC is written: one that leads through a tunnel as it has been since the first version,
/// which requires each of these fields. One that leads to clients has no connection, and to that version the
/// document is one that is not understood.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PathForm(Optional<ConnectionId> connection, NodeId node, Ipv4 nodeAddress, int rank, Optional<Boolean> clients) {

    static PathForm of(Path path) {
        return switch (path.leading()) {
            case Leading.Tunnel(ConnectionId connection) ->
                new PathForm(Optional.of(connection), path.node(), path.nodeAddress(), path.rank(), Optional.empty());
            case Leading.Clients _ ->
                new PathForm(Optional.empty(), path.node(), path.nodeAddress(), path.rank(), Optional.of(true));
        };
    }

    /// A path that is of a later kind is not taken for one of these.
    Path value() {
        Leading leading = clients.orElse(false) ? new Leading.Clients() : new Leading.Tunnel(connection.orElseThrow());
        return new Path(leading, node, nodeAddress, rank);
    }
}

package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.VpcDocument.Leading;
import dev.causeway.model.document.VpcDocument.Path;
import java.util.Optional;

/// How a path of a VPC is written: one that leads through a tunnel as it has been since the first version,
/// which requires each of these fields. One that leads to clients, or by what is learnt, has no connection, and to that
/// version the document is one that is not understood.
///
/// @param learned the connection by which it is learnt what leads there
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PathForm(
        Optional<ConnectionId> connection,
        NodeId node,
        Ipv4 nodeAddress,
        int rank,
        Optional<Boolean> clients,
        Optional<ConnectionId> learned) {

    static PathForm of(Path path) {
        return switch (path.leading()) {
            case Leading.Tunnel(ConnectionId connection) ->
                of(path, Optional.of(connection), Optional.empty(), Optional.empty());
            case Leading.Learned(ConnectionId connection) ->
                of(path, Optional.empty(), Optional.empty(), Optional.of(connection));
            case Leading.Clients _ -> of(path, Optional.empty(), Optional.of(true), Optional.empty());
        };
    }

    private static PathForm of(
            Path path, Optional<ConnectionId> through, Optional<Boolean> clients, Optional<ConnectionId> learned) {
        return new PathForm(through, path.node(), path.nodeAddress(), path.rank(), clients, learned);
    }

    /// A path that is of a later kind is not taken for one of these.
    Path value() {
        return new Path(leading(), node, nodeAddress, rank);
    }

    private Leading leading() {
        if (clients.orElse(false)) {
            return new Leading.Clients();
        }
        return learned.<Leading>map(Leading.Learned::new).orElseGet(() -> new Leading.Tunnel(connection.orElseThrow()));
    }
}

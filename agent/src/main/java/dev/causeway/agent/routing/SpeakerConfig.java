package dev.causeway.agent.routing;

import dev.causeway.agent.host.Slot;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// How a node shall speak BGP.
///
/// @param asn the gateway's number, from 1 to 4294967295
/// @param routerId by which others tell this speaker from others: the node's address in the cloud, since with
///     another number every session is made anew
/// @param rank 0 for a node that draws traffic; a node of a higher rank is used only where no other has a route
/// @param announced the networks that customers hear of, and no others
/// @param refused networks that are learnt from nobody, nor any part of them: those of the cloud
/// @param sibling the other node of the gateway, on the link between the two; absent if it speaks no BGP
/// @param drained whether traffic shall leave the node and come by another one, for as long as there is one
public record SpeakerConfig(
        long asn,
        Ipv4 routerId,
        int rank,
        List<Prefix> announced,
        List<Prefix> refused,
        List<Neighbour> neighbours,
        Optional<Sibling> sibling,
        boolean drained) {

    /// What one neighbour may announce. More ends its session, which is tried again after a minute.
    public static final int MOST_ROUTES = 100;

    /// How many characters the path of a route may have as text: room for sixty numbers of ten digits. A longer one
    /// is not learnt: a message has room for ten times as much, and all of a node's routes are held as text.
    public static final int LONGEST_PATH = 700;

    public SpeakerConfig {
        announced = List.copyOf(announced);
        refused = List.copyOf(refused);
        neighbours = List.copyOf(neighbours);
    }

    /// One that is not drained.
    public SpeakerConfig(
            long asn,
            Ipv4 routerId,
            int rank,
            List<Prefix> announced,
            List<Prefix> refused,
            List<Neighbour> neighbours,
            Optional<Sibling> sibling) {
        this(asn, routerId, rank, announced, refused, neighbours, sibling, false);
    }

    /// The router at the other end of a tunnel.
    ///
    /// @param local this end's address in the tunnel
    /// @param accepted what may be learnt: each of these networks, and all that lies in one
    /// @param hub whether what is learnt from the other hub neighbours is announced to this one, and the other
    ///     way round
    /// @param resets the session is made anew when this differs from what it was made with
    public record Neighbour(
            ConnectionId connection,
            Slot slot,
            Ipv4 local,
            Ipv4 peer,
            long asn,
            List<Prefix> accepted,
            boolean hub,
            long resets) {

        public Neighbour {
            accepted = List.copyOf(accepted);
        }
    }

    /// The other node.
    ///
    /// @param local this node's address on the link between the two
    /// @param peer the other one's
    public record Sibling(NodeId node, Ipv4 local, Ipv4 peer) {}
}

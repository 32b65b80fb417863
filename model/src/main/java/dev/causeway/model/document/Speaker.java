package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How a node speaks BGP with customer gateways.
///
/// @param asn the gateway's AS number
/// @param index 1 or 2: the node's number in its gateway
/// @param rank 0, or 1 for a node that others are preferred to
/// @param sibling the gateway's other node; present if that speaks BGP too
public record Speaker(
        long asn,
        int index,
        int rank,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Sibling> sibling) {

    public Speaker {
        Objects.requireNonNull(sibling);
    }

    /// The other node, with which routes are exchanged.
    ///
    /// @param peers the customer's networks of its connections by BGP: what may be sent by it
    /// @param hubs those of its hub connections: what may come from it for hub connections here
    public record Sibling(NodeId node, List<Prefix> peers, List<Prefix> hubs) {

        public Sibling {
            Objects.requireNonNull(node);
            peers = List.copyOf(peers);
            hubs = List.copyOf(hubs);
        }
    }
}

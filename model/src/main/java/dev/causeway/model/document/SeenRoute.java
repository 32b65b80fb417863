package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Objects;
import java.util.Optional;

/// A route of a node.
///
/// @param nexthop absent for a network of the cloud
/// @param outbound the node's address on the link that packets leave by
/// @param asPath AS numbers, separated by spaces; empty for a network of the cloud
/// @param med the multi-exit discriminator; 0 where none was told
public record SeenRoute(
        Prefix destination,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Ipv4> nexthop,
        Ipv4 outbound,
        Origin origin,
        String asPath,
        long med,
        Way way) {

    public SeenRoute {
        Objects.requireNonNull(destination);
        Objects.requireNonNull(nexthop);
        Objects.requireNonNull(outbound);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(asPath);
        Objects.requireNonNull(way);
    }

    /// How the route came into BGP.
    public enum Origin {
        IGP,
        EGP,
        @JsonEnumDefaultValue
        INCOMPLETE
    }

    /// Where packets go.
    public enum Way {
        /// Into a tunnel.
        TUNNEL,
        /// To the other node of the gateway.
        SIBLING,
        /// Into the cloud. A word of a later version is read as this: nothing is behind it.
        @JsonEnumDefaultValue
        LOCAL
    }
}

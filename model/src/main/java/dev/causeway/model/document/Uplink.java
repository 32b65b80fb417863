package dev.causeway.model.document;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;

/// The address that a node's peers see, and the way to them.
public sealed interface Uplink {

    /// An address on the internet segment.
    ///
    /// @param router next hop to the internet
    record Eip(Ipv4 address, Prefix segment, Ipv4 router) implements Uplink {}
}

package dev.causeway.agent.host;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;

/// The link between the two nodes of a gateway. Both ends have the same name.
public final class SiblingLink {

    public static final String DEVICE = "ha0";

    /// In front of what tunnels have by their slots, which begin at 1.
    private static final Ipv4 NETWORK = Ipv4.parse("100.64.0.0");

    private SiblingLink() {}

    /// What a node has on it.
    ///
    /// @param index 1 or 2, the node's number in its gateway
    public static InterfaceAddress end(int index) {
        if (index < 1 || index > 2) {
            throw new IllegalArgumentException("a gateway has no node " + index);
        }
        return new InterfaceAddress(NETWORK.plus(index), 30);
    }

    /// What the other node has on it.
    public static InterfaceAddress farEnd(int index) {
        return end(3 - index);
    }
}

package dev.causeway.controller.connection;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The addresses of the two ends inside a tunnel: the two hosts of one /30 block of 169.254.0.0/16.
public record TunnelAddresses(InterfaceAddress local, InterfaceAddress peer) {

    private static final int LENGTH = 30;
    private static final Prefix ALLOWED = Prefix.parse("169.254.0.0/16");

    /// Used by the cloud's own machinery.
    private static final Prefix RESERVED = Prefix.parse("169.254.195.0/24");

    /// Not given out unasked: kept free by RFC 3927, or where virtual machines look for their metadata.
    private static final Set<Prefix> AVOIDED = Set.of(
            Prefix.parse("169.254.0.0/24"), Prefix.parse("169.254.255.0/24"), Prefix.parse("169.254.169.252/30"));

    private static final int BLOCKS = 1 << (LENGTH - 16);

    public TunnelAddresses {
        if (!local.prefix().equals(peer.prefix()) || local.equals(peer)) {
            throw new InvalidInput(
                    "tunnel_local_address and tunnel_peer_address must be the two hosts of one /30 block");
        }
    }

    /// Completes what a tenant gave: the other address of the block belongs to the other end.
    static TunnelAddresses of(Optional<InterfaceAddress> local, Optional<InterfaceAddress> peer) {
        return new TunnelAddresses(
                local.orElseGet(() -> other(peer.orElseThrow())), peer.orElseGet(() -> other(local.orElseThrow())));
    }

    /// These addresses after a change. The other address of a block follows from the one: where only one of them is
    /// new, the other was sent back as it was read, and follows.
    TunnelAddresses changed(Optional<InterfaceAddress> newLocal, Optional<InterfaceAddress> newPeer) {
        Optional<InterfaceAddress> otherLocal = newLocal.filter(address -> !address.equals(local));
        Optional<InterfaceAddress> otherPeer = newPeer.filter(address -> !address.equals(peer));
        return otherLocal.isEmpty() && otherPeer.isEmpty() ? this : of(otherLocal, otherPeer);
    }

    /// Checks one address.
    ///
    /// @throws InvalidInput if no tunnel can have it
    static InterfaceAddress parse(String text) {
        InterfaceAddress address = InterfaceAddress.parse(text);
        Prefix block = address.prefix();
        boolean host =
                !address.address().equals(block.network()) && !address.address().equals(block.last());
        if (address.length() != LENGTH || !host || !ALLOWED.contains(block) || RESERVED.contains(block)) {
            throw new InvalidInput(
                    "must be a host address of a /30 block of 169.254.0.0/16 outside 169.254.195.0/24,"
                            + " such as 169.254.76.1/30, not %s",
                    address);
        }
        return address;
    }

    /// A block that is not taken yet.
    static TunnelAddresses choose(Set<Prefix> taken, RandomGenerator random) {
        int first = random.nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            Prefix block = block((first + i) % BLOCKS);
            boolean avoided = RESERVED.contains(block) || AVOIDED.stream().anyMatch(prefix -> prefix.contains(block));
            if (!avoided && !taken.contains(block)) {
                return inside(block);
            }
        }
        throw new InvalidInput("the gateway has no tunnel addresses left");
    }

    Prefix network() {
        return local.prefix();
    }

    private static Prefix block(int number) {
        return new Prefix(ALLOWED.network().plus(number << (Integer.SIZE - LENGTH)), LENGTH);
    }

    private static TunnelAddresses inside(Prefix block) {
        Ipv4 network = block.network();
        return new TunnelAddresses(
                new InterfaceAddress(network.plus(1), LENGTH), new InterfaceAddress(network.plus(2), LENGTH));
    }

    private static InterfaceAddress other(InterfaceAddress one) {
        TunnelAddresses both = inside(one.prefix());
        return one.equals(both.local()) ? both.peer() : both.local();
    }
}

package dev.causeway.agent.openvpn;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The addresses of a server's clients: the first host of each /30, but for the first /30, which is the
/// server's own.
final class ClientAddresses {

    private static final int BLOCK = 4;

    private final Prefix network;
    private final Map<Ipv4, Long> lastUse = new HashMap<>();
    private long uses;

    ClientAddresses(Prefix network) {
        this.network = network;
    }

    boolean isOf(Prefix other) {
        return network.equals(other);
    }

    static Ipv4 ofServer(Prefix network) {
        return network.network().plus(1);
    }

    /// The other end of a client's link.
    static Ipv4 peer(Ipv4 address) {
        return address.plus(1);
    }

    /// Whether a client can have this address.
    boolean offers(Ipv4 address) {
        return network.contains(address)
                && (address.bits() - network.network().bits()) % BLOCK == 1
                && !address.equals(ofServer(network));
    }

    /// An address for a client: of those that are free the one that was free for longest, so that what is
    /// still under way to its last client finds no other one.
    ///
    /// @param taken those of clients that are connected
    /// @param kept those that belong to a user
    Optional<Ipv4> choose(Set<Ipv4> taken, Set<Ipv4> kept) {
        int blocks = 1 << (Integer.SIZE - network.length() - 2);
        return IntStream.range(1, blocks)
                .mapToObj(block -> network.network().plus(block * BLOCK + 1))
                .filter(address -> !taken.contains(address) && !kept.contains(address))
                .min(Comparator.comparingLong(address -> lastUse.getOrDefault(address, 0L)));
    }

    /// Says that an address is or was in use until now.
    void used(Ipv4 address) {
        uses++;
        lastUse.put(address, uses);
    }
}

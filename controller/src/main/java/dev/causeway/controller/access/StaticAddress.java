package dev.causeway.controller.access;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Optional;

/// The address that a user's client always gets; without one it gets any that is free.
///
/// @param address the first host of a /30, which is the user's alone
record StaticAddress(Optional<Ipv4> address) {

    static final StaticAddress NONE = new StaticAddress(Optional.empty());

    private static final String NONE_WORD = "disable";
    private static final int FOR_EACH = 4;

    static StaticAddress parse(String text) {
        if (text.equals(NONE_WORD)) {
            return NONE;
        }
        try {
            return new StaticAddress(Optional.of(Ipv4.parse(text)));
        } catch (InvalidInput e) {
            throw new InvalidInput("must be an IPv4 address or '%s'", NONE_WORD);
        }
    }

    /// Checks that clients of a network can have the address.
    ///
    /// @throws InvalidInput if not
    void requireIn(Prefix clients) {
        address.ifPresent(wanted -> {
            if (!isForClient(clients, wanted)) {
                throw new InvalidInput(
                        "must be the first host of a /30 in the client CIDR block %s, and not the gateway's own %s",
                        clients, first(clients));
            }
        });
    }

    /// Whether an address is the first that a client can have of four that belong together, and not the server's.
    static boolean isForClient(Prefix clients, Ipv4 address) {
        return clients.contains(address)
                && Math.floorMod(address.bits(), FOR_EACH) == 1
                && !address.equals(first(clients));
    }

    private static Ipv4 first(Prefix clients) {
        return new Ipv4(clients.network().bits() + 1);
    }

    String text() {
        return address.map(Ipv4::toString).orElse(NONE_WORD);
    }
}

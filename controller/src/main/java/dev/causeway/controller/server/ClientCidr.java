package dev.causeway.controller.server;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import java.util.List;

/// The network that clients get their addresses from. Each client takes four.
///
/// @param given as the tenant wrote it, with an address of the network before the length
public record ClientCidr(InterfaceAddress given) {

    private static final int WIDEST = 16;
    private static final int NARROWEST = 26;
    private static final int FOR_EACH = 4;

    private static final List<Prefix> FORBIDDEN = List.of(
            Prefix.parse("0.0.0.0/8"),
            Prefix.parse("127.0.0.0/8"),
            Prefix.parse("169.254.0.0/16"),
            Prefix.parse("224.0.0.0/4"),
            Prefix.parse("240.0.0.0/4"));

    /// Reads a network as callers write it.
    ///
    /// @throws InvalidInput with its code
    static ClientCidr parse(String text) {
        var cidr = new ClientCidr(Cidr.parse(text));
        if (cidr.given.length() < WIDEST || cidr.given.length() > NARROWEST) {
            throw P2cCode.CLIENT_CIDR_MASK.at("");
        }
        Cidr.forbid(text, cidr.network(), FORBIDDEN);
        return cidr;
    }

    Prefix network() {
        return given.prefix();
    }

    /// Whether it has addresses for so many clients and some to spare.
    boolean hasRoomFor(int clients) {
        int addresses = (1 << (Integer.SIZE - given.length())) - 2;
        return addresses > FOR_EACH * clients;
    }
}

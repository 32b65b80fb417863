package dev.causeway.controller.server;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import java.util.List;

/// Networks in requests, and what is wrong with them.
final class Cidr {

    private Cidr() {}

    static InterfaceAddress parse(String text) {
        try {
            return InterfaceAddress.parse(text);
        } catch (InvalidInput e) {
            throw P2cCode.CIDR_INVALID.of(text).because("%s", e.getMessage()).at("");
        }
    }

    static Prefix parseWithoutHostBits(String text) {
        try {
            return Prefix.parse(text);
        } catch (InvalidInput e) {
            throw P2cCode.CIDR_INVALID.of(text).because("%s", e.getMessage()).at("");
        }
    }

    static void forbid(String text, Prefix network, List<Prefix> forbidden) {
        forbidden.stream().filter(network::overlaps).findFirst().ifPresent(found -> {
            throw P2cCode.CIDR_UNAVAILABLE
                    .of(text)
                    .because("it overlaps %s", found)
                    .at("");
        });
    }
}

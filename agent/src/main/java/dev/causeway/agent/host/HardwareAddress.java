package dev.causeway.agent.host;

import dev.causeway.model.Ipv4;

/// Hardware addresses of the links that this host simulates. They follow from the network address: whoever
/// remembers one still reaches a link that was made anew.
public final class HardwareAddress {

    private HardwareAddress() {}

    public static String of(Ipv4 address) {
        int bits = address.bits();
        return "02:ca:%02x:%02x:%02x:%02x".formatted(bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    }
}

package dev.causeway.controller.inventory;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;

/// Which networks VPCs and subnets may have. Pure rules; the database holds the same ones as constraints.
final class Networks {

    private static final List<Prefix> PRIVATE =
            List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("172.16.0.0/12"), Prefix.parse("192.168.0.0/16"));

    private static final int LONGEST = 28;

    private Networks() {}

    /// Reads the network of a VPC or subnet (RFC 1918, at least 16 addresses).
    static Prefix parse(String text) {
        Prefix prefix = Prefix.parse(text);
        if (prefix.length() > LONGEST || PRIVATE.stream().noneMatch(range -> range.contains(prefix))) {
            throw new InvalidInput(
                    "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and be no longer than /%d, not %s",
                    LONGEST, prefix);
        }
        return prefix;
    }

    /// Whether an address can belong to somebody in a network: its first and last address cannot.
    static boolean isHost(Prefix network, Ipv4 address) {
        return network.contains(address) && !address.equals(network.network()) && !address.equals(network.last());
    }
}

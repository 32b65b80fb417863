package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An IPv4 network such as `10.1.0.0/16`. Host bits are always zero, so equal networks are equal values.
public record Prefix(Ipv4 network, int length) implements Comparable<Prefix> {

    public static final Prefix EVERYTHING = new Prefix(new Ipv4(0), 0);

    public Prefix {
        if (length < 0 || length > Integer.SIZE) {
            throw new InvalidInput("/%d is not a prefix length from 0 to 32", length);
        }
        if ((network.bits() & ~mask(length)) != 0) {
            throw new InvalidInput(
                    "%s/%d has host bits set; the network is %s/%d",
                    network, length, new Ipv4(network.bits() & mask(length)), length);
        }
    }

    /// Reads a network from its text.
    ///
    /// @throws InvalidInput if the text is not `address/length`, or has host bits set
    @JsonCreator
    public static Prefix parse(String text) {
        InterfaceAddress parts = InterfaceAddress.parse(text);
        return new Prefix(parts.address(), parts.length());
    }

    /// The network that an address with a prefix length lies in.
    public static Prefix around(Ipv4 address, int length) {
        return new Prefix(new Ipv4(address.bits() & mask(length)), length);
    }

    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(length)) == network.bits();
    }

    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.network);
    }

    /// Whether the two have an address in common. Of two prefixes that do, one contains the other.
    public boolean overlaps(Prefix other) {
        return contains(other) || other.contains(this);
    }

    /// The last address, which in a network of more than two addresses is the broadcast address.
    public Ipv4 last() {
        return new Ipv4(network.bits() | ~mask(length));
    }

    @Override
    public int compareTo(Prefix other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
    }

    @JsonValue
    @Override
    public String toString() {
        return network + "/" + length;
    }

    private static int mask(int length) {
        return length == 0 ? 0 : -1 << (Integer.SIZE - length);
    }
}

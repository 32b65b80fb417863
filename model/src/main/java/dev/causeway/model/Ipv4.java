package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IPv4 address. Written and read only as four decimal numbers without leading zeros, so that equal addresses are
/// equal texts too.
///
/// @param bits the address as a 32-bit number in network order
public record Ipv4(int bits) implements Comparable<Ipv4> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /// Reads an address from its text.
    ///
    /// @throws InvalidInput if the text is not an IPv4 address
    @JsonCreator
    public static Ipv4 parse(String text) {
        Matcher octets = FORM.matcher(text);
        if (!octets.matches()) {
            throw notAnAddress(text);
        }
        int bits = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(octets.group(i));
            if (octet > 255 || !Integer.toString(octet).equals(octets.group(i))) {
                throw notAnAddress(text);
            }
            bits = bits << 8 | octet;
        }
        return new Ipv4(bits);
    }

    /// The address that lies `distance` behind this one.
    public Ipv4 plus(int distance) {
        return new Ipv4(bits + distance);
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @JsonValue
    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    private static InvalidInput notAnAddress(String text) {
        return new InvalidInput("'%s' is not an IPv4 address such as 192.168.0.1", text);
    }
}

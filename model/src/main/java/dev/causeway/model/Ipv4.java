package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An IPv4 address. Written and read only as four decimal numbers without leading zeros, so that equal addresses are
/// equal texts too.
///
/// @param bits the address as a 32-bit number in network order
public record Ipv4(int bits) implements Comparable<Ipv4> {

    private static final int OCTETS = 4;
    private static final int LONGEST_OCTET = 3;

    /// Reads an address from its text.
    ///
    /// @throws InvalidInput if the text is not an IPv4 address
    @JsonCreator
    public static Ipv4 parse(String text) {
        int bits = 0;
        int begin = 0;
        for (int i = 1; i <= OCTETS; i++) {
            int end = i == OCTETS ? text.length() : text.indexOf('.', begin);
            bits = bits << 8 | octet(text, begin, end);
            begin = end + 1;
        }
        return new Ipv4(bits);
    }

    private static int octet(String text, int begin, int end) {
        int length = end - begin;
        if (length < 1 || length > LONGEST_OCTET || (length > 1 && text.charAt(begin) == '0')) {
            throw notAnAddress(text);
        }
        int octet = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw notAnAddress(text);
            }
            octet = octet * 10 + digit;
        }
        if (octet > 255) {
            throw notAnAddress(text);
        }
        return octet;
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

package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// An address together with the length of the network that it lies in, as an interface carries it:
/// `169.254.70.1/30`.
public record InterfaceAddress(Ipv4 address, int length) {

    public InterfaceAddress {
        if (length < 0 || length > Integer.SIZE) {
            throw new InvalidInput("/%d is not a prefix length from 0 to 32", length);
        }
    }

    /// Reads an address with its prefix length.
    ///
    /// @throws InvalidInput if the text is not `address/length`
    @JsonCreator
    public static InterfaceAddress parse(String text) {
        int slash = text.indexOf('/');
        int digits = text.length() - slash - 1;
        if (slash < 1 || digits < 1 || digits > 2 || !isDotted(text, slash)) {
            throw wrongForm(text);
        }
        return new InterfaceAddress(Ipv4.parse(text.substring(0, slash)), length(text, slash + 1));
    }

    /// Whether there are only digits and dots before the slash.
    private static boolean isDotted(String text, int slash) {
        for (int i = 0; i < slash; i++) {
            char letter = text.charAt(i);
            if (letter != '.' && (letter < '0' || letter > '9')) {
                return false;
            }
        }
        return true;
    }

    private static int length(String text, int begin) {
        int length = 0;
        for (int i = begin; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw wrongForm(text);
            }
            length = length * 10 + digit;
        }
        return length;
    }

    private static InvalidInput wrongForm(String text) {
        return new InvalidInput("'%s' is not of the form 10.1.0.0/16", text);
    }

    public Prefix prefix() {
        return Prefix.around(address, length);
    }

    @JsonValue
    @Override
    public String toString() {
        return address + "/" + length;
    }
}

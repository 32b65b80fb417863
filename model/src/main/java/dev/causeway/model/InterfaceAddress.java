package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address together with the length of the network that it lies in, as an interface carries it:
/// `169.254.70.1/30`.
public record InterfaceAddress(Ipv4 address, int length) {

    private static final Pattern FORM = Pattern.compile("([0-9.]+)/(\\d{1,2})");

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
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidInput("'%s' is not of the form 10.1.0.0/16", text);
        }
        return new InterfaceAddress(Ipv4.parse(parts.group(1)), Integer.parseInt(parts.group(2)));
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

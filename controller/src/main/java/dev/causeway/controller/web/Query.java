package dev.causeway.controller.web;

import dev.causeway.model.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The parameters of a query in the order sent, and percent-decoding (RFC 3986). A plus sign is a plus sign.
public final class Query {

    private Query() {}

    /// One `name=value`.
    public record Pair(String name, String value) {}

    /// Splits a query as it stands in the request line.
    ///
    /// @throws InvalidInput if a percent sign begins no octet, the octets are no UTF-8, or one is 0
    public static List<Pair> parse(String rawQuery) {
        List<Pair> parameters = new ArrayList<>();
        for (String part : rawQuery.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                parameters.add(new Pair(
                        decode(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : decode(part.substring(equals + 1))));
            }
        }
        return parameters;
    }

    /// Decodes one part of a path or query.
    ///
    /// @throws InvalidInput if a percent sign begins no octet, the octets are no UTF-8, or one is 0
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var octets = new ByteArrayOutputStream(text.length());
        byte[] input = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < input.length; i++) {
            if (input[i] == '%') {
                octets.write(octet(input, i));
                i += 2;
            } else {
                octets.write(input[i]);
            }
        }
        return text(octets.toByteArray());
    }

    private static int octet(byte[] input, int percent) {
        int high = percent + 2 < input.length ? Character.digit(input[percent + 1], 16) : -1;
        int low = percent + 2 < input.length ? Character.digit(input[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new InvalidInput("the address has a percent sign without two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static String text(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            if (!Text.isPlain(text)) {
                throw new InvalidInput("the address has a null character");
            }
            return text;
        } catch (CharacterCodingException _) {
            throw new InvalidInput("the address is not UTF-8");
        }
    }
}

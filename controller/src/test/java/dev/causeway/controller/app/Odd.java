package dev.causeway.controller.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/// What nobody should send in a place where a text or a number belongs.
///
/// @param bare whether it stands in JSON without quotes
record Odd(String text, boolean bare) {

    private static final int LAST_OF_ASCII = 0x7e;

    /// One of each kind.
    static final List<Odd> OF_EACH_KIND =
            List.of(text("\0"), text("a\0b"), text("\ud800"), text("+999999999-01-01T00:00:00Z"), bare("1e400"));

    private static final List<Odd> KNOWN = List.of(
            text("\udfff\ud800"),
            text("-999999999-01-01T00:00:00Z"),
            text("9999-12-31T23:59:59.999999999-18:00"),
            text("0000-00-00T00:00:00Z"),
            text("99999999T999999Z"),
            text("9223372036854775808"),
            text("-9223372036854775809"),
            text("1" + "0".repeat(400)),
            text("NaN"),
            text("0.0.0.0/0"),
            text("255.255.255.255/32"),
            text("00000000-0000-0000-0000-000000000000"),
            text("\uffff\ufffe"),
            text("x".repeat(5_000)),
            text(""),
            bare("9223372036854775808"),
            bare("-9223372036854775809"),
            bare("1e-400"),
            bare("-0.0"),
            bare("2147483648"),
            bare("1" + "0".repeat(39)),
            bare("1" + "0".repeat(400)));

    static Odd text(String text) {
        return new Odd(text, false);
    }

    static Odd bare(String number) {
        return new Odd(number, true);
    }

    static Arbitrary<Odd> any() {
        var characters = Arbitraries.strings()
                .withChars('\0', '\ud800', '\udc00', '+', '-', '.', ':', '/', '%', '\'', '"', '\\', '\n', 'é')
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(Odd::text);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(KNOWN)),
                Tuple.of(3, characters),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(300).map(Odd::text)),
                Tuple.of(1, Arbitraries.bigDecimals().map(number -> bare(number.toString()))));
    }

    /// As a value in JSON.
    String json() {
        return bare ? text : name();
    }

    /// As the name of a member in JSON.
    String name() {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> quoted.append("\\u%04x".formatted(unit)));
        return quoted.append('"').toString();
    }

    /// As a part of an address. Halves of surrogate pairs get the octets that they would have.
    String encoded() {
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
            if (pair) {
                octets.writeBytes(text.substring(i, i + 2).getBytes(StandardCharsets.UTF_8));
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                octets.writeBytes(new byte[] {
                    (byte) (0xe0 | (text.charAt(i) >> 12)),
                    (byte) (0x80 | ((text.charAt(i) >> 6) & 0x3f)),
                    (byte) (0x80 | (text.charAt(i) & 0x3f))
                });
            } else {
                octets.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().withPrefix("%").formatHex(octets.toByteArray());
    }

    /// As the value of a header, as far as a client's library lets it through.
    String header() {
        return text.chars()
                .filter(unit -> unit > ' ' && unit <= LAST_OF_ASCII)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

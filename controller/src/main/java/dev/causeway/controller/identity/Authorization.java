package dev.causeway.controller.identity;

import dev.causeway.model.Unauthenticated;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// The header `Authorization` of a signed call.
///
/// @param signature in hexadecimal digits
record Authorization(String accessKey, List<String> signedHeaders, String signature) {

    private static final int SIGNATURE_DIGITS = 64;

    /// Reads one by hand, as every signed call has one.
    static Authorization parse(String header) {
        var text = new Text(header.strip());
        text.skip(Signature.ALGORITHM);
        text.space();
        String accessKey = text.member("Access=");
        text.skip(",");
        String signedHeaders = text.member("SignedHeaders=");
        text.skip(",");
        String signature = text.member("Signature=");
        if (!text.isRead() || !isVisible(accessKey) || !isSignature(signature)) {
            throw malformed();
        }
        return new Authorization(accessKey, List.of(signedHeaders.split(";")), signature);
    }

    /// What is still to be read of a header.
    private static final class Text {

        private final String header;
        private int at;

        Text(String header) {
            this.header = header;
        }

        void skip(String word) {
            if (!header.startsWith(word, at)) {
                throw malformed();
            }
            at += word.length();
        }

        void space() {
            if (at == header.length() || !isSpace(header.charAt(at))) {
                throw malformed();
            }
            at++;
        }

        /// Spaces, a name, and a value up to a comma or a space.
        String member(String name) {
            while (at < header.length() && isSpace(header.charAt(at))) {
                at++;
            }
            skip(name);
            int begin = at;
            while (at < header.length() && header.charAt(at) != ',' && !isSpace(header.charAt(at))) {
                at++;
            }
            if (at == begin) {
                throw malformed();
            }
            return header.substring(begin, at);
        }

        boolean isRead() {
            return at == header.length();
        }

        private static boolean isSpace(char c) {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean isSignature(String text) {
        return text.length() == SIGNATURE_DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static Unauthenticated malformed() {
        return new Unauthenticated(
                "the header Authorization is not of the form '%s Access=…, SignedHeaders=…, Signature=…'",
                Signature.ALGORITHM);
    }

    /// Whether it is one of those expected. Compares in a time that does not depend on where two differ.
    boolean bears(List<byte[]> expected) {
        byte[] sent = HexFormat.of().parseHex(signature);
        return expected.stream().anyMatch(one -> MessageDigest.isEqual(one, sent));
    }
}

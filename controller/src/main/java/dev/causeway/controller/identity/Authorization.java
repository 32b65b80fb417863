package dev.causeway.controller.identity;

import dev.causeway.model.Unauthenticated;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header `Authorization` of a signed call.
///
/// @param signature in hexadecimal digits
record Authorization(String accessKey, List<String> signedHeaders, String signature) {

    private static final Pattern FORM = Pattern.compile(
            "SDK-HMAC-SHA256\\s+Access=([!-+.-~-]+),\\s*SignedHeaders=([^,\\s]+),\\s*Signature=([0-9a-fA-F]{64})");

    static Authorization parse(String header) {
        Matcher parts = FORM.matcher(header.strip());
        if (!parts.matches()) {
            throw new Unauthenticated(
                    "the header Authorization is not of the form '%s Access=…, SignedHeaders=…, " + "Signature=…'",
                    Signature.ALGORITHM);
        }
        return new Authorization(parts.group(1), List.of(parts.group(2).split(";")), parts.group(3));
    }

    /// Whether it is one of those expected. Compares in a time that does not depend on where two differ.
    boolean bears(List<byte[]> expected) {
        byte[] sent = HexFormat.of().parseHex(signature);
        return expected.stream().anyMatch(one -> MessageDigest.isEqual(one, sent));
    }
}

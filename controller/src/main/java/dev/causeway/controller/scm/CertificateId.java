package dev.causeway.controller.scm;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.causeway.model.InvalidInput;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/// The identifier of a certificate that a domain holds, such as `scs1717051012106`.
public record CertificateId(@JsonValue String text) {

    /// What callers write; anything of this form may be asked for.
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long LEAST = 1_000_000_000_000L;

    /// One with thirteen digits, as clients expect.
    static CertificateId random() {
        return new CertificateId("scs" + RANDOM.nextLong(LEAST, 10 * LEAST));
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if it is not of such a form
    public static CertificateId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("must be the ID of a certificate: up to 64 letters, digits, '-' and '_'");
        }
        return new CertificateId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}

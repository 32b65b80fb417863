package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.CertificateChain;
import dev.causeway.controller.certificates.CertifiedKey;
import dev.causeway.controller.certificates.Received;
import dev.causeway.controller.certificates.UnreadablePem;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Unsupported;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The body of a request to hold a certificate.
///
/// @param again whether the domain may hold the same certificate already
record ImportRequest(String name, CertificateChain chain, PrivateKey key, boolean again, String enterpriseProject) {

    private static final String OWN = "certificate";
    private static final String ABOVE = "certificate_chain";
    private static final String KEY = "private_key";

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{3,63}");

    /// Characters of a text with certificates: enough for six of the largest.
    private static final int LONGEST = 16_384;

    /// Characters of a key: enough for one of RSA with 8192 bits.
    private static final int LONGEST_KEY = 8_192;

    /// Reads what is well-formed; whether it belongs together is [looked at][#checked] then.
    static ImportRequest read(JsonReader in, Instant now) {
        refuseSecondKey(in);
        String name = in.required("name", ImportRequest::name);
        List<X509Certificate> own = in.required(OWN, ImportRequest::certificates);
        List<X509Certificate> above = in.optional(ABOVE, unlessEmpty(ImportRequest::certificates))
                .flatMap(Function.identity())
                .orElse(List.of());
        PrivateKey key = in.required(KEY, ImportRequest::key);
        boolean again = in.optionalBoolean("duplicate_check").orElse(true);
        String enterpriseProject = in.optional("enterprise_project_id", unlessEmpty(EnterpriseProject::parse))
                .flatMap(Function.identity())
                .orElse(EnterpriseProject.NONE);
        return new ImportRequest(name, checked(own, above, key, now), key, again, enterpriseProject);
    }

    private static void refuseSecondKey(JsonReader in) {
        Stream.of("enc_certificate", "enc_private_key")
                .filter(name -> in.optional(name, String::isEmpty)
                        .filter(empty -> !empty)
                        .isPresent())
                .forEach(name -> {
                    throw new Unsupported("certificates with a second key for encryption (%s) are not supported", name);
                });
    }

    /// The key stays out of whatever prints this.
    @Override
    public String toString() {
        return "ImportRequest[" + name + "]";
    }

    private static CertificateChain checked(
            List<X509Certificate> own, List<X509Certificate> above, PrivateKey key, Instant now) {
        X509Certificate first = own.getFirst();
        if (now.isAfter(first.getNotAfter().toInstant())) {
            throw InvalidInput.at(OWN, "it expired at %s", first.getNotAfter().toInstant());
        }
        if (!CertifiedKey.belong(key, first)) {
            throw InvalidInput.at(KEY, "is not the key of the certificate, which is the first one");
        }
        List<X509Certificate> all =
                Stream.concat(own.stream(), above.stream()).distinct().toList();
        CertificateChain chain = CertificateChain.from(first, all);
        requireInChain(OWN, own, chain);
        requireInChain(ABOVE, above, chain);
        return chain;
    }

    private static void requireInChain(String member, List<X509Certificate> given, CertificateChain chain) {
        chain.leftOut(given).ifPresent(stranger -> {
            throw InvalidInput.at(
                    member,
                    "number %d is no issuer of the certificate, nor of those that lead up from it",
                    given.indexOf(stranger) + 1);
        });
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidInput("must be 3 to 63 letters, digits, underscores, hyphens and periods");
        }
        return text;
    }

    private static List<X509Certificate> certificates(String text) {
        requireShort(text, LONGEST);
        try {
            return Received.certificates(text);
        } catch (UnreadablePem e) {
            throw new InvalidInput("%s", e.getMessage());
        }
    }

    private static PrivateKey key(String text) {
        requireShort(text, LONGEST_KEY);
        try {
            return Received.key(text);
        } catch (UnreadablePem e) {
            throw new InvalidInput("%s", e.getMessage());
        }
    }

    private static void requireShort(String text, int longest) {
        if (text.length() > longest) {
            throw new InvalidInput("must have at most %d characters, not %d", longest, text.length());
        }
    }

    private static <T> Function<String, Optional<T>> unlessEmpty(Function<String, T> parser) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }
}

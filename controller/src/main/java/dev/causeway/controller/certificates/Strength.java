package dev.causeway.controller.certificates;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which keys and signatures OpenVPN and its clients take, wherever they are installed.
final class Strength {

    private static final int LEAST_RSA = 2048;

    /// Longer ones take a server so long that clients could occupy it.
    private static final int MOST_RSA = 8192;

    private static final int LEAST_CURVE = 256;

    private static final Set<String> SIGNATURES = Set.of(
            "SHA256WITHRSA", "SHA384WITHRSA", "SHA512WITHRSA", "SHA256WITHECDSA", "SHA384WITHECDSA", "SHA512WITHECDSA");

    private Strength() {}

    /// What is wrong with the key that a certificate is for.
    static Optional<String> keyFault(X509Certificate certificate) {
        return fits(certificate.getPublicKey())
                ? Optional.empty()
                : Optional.of("its key must be of RSA with %d to %d bits, or of the curve P-256, P-384 or P-521"
                        .formatted(LEAST_RSA, MOST_RSA));
    }

    /// What is wrong with the signature of a certificate.
    static Optional<String> signatureFault(X509Certificate certificate) {
        return SIGNATURES.contains(signature(certificate))
                ? Optional.empty()
                : Optional.of("it must be signed by RSA or ECDSA with SHA-256, SHA-384 or SHA-512, not by "
                        + signature(certificate));
    }

    /// The word for how a certificate is signed, such as `SHA256WITHRSA`.
    static String signature(X509Certificate certificate) {
        return certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    }

    private static boolean fits(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> {
                int bits = rsa.getModulus().bitLength();
                yield bits >= LEAST_RSA && bits <= MOST_RSA;
            }
            case ECPublicKey point -> point.getParams().getCurve().getField().getFieldSize() >= LEAST_CURVE;
            default -> false;
        };
    }
}

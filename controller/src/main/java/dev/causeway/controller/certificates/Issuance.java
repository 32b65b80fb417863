package dev.causeway.controller.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether what stands above a certificate makes others trust it.
final class Issuance {

    /// Places in the list that [X509Certificate#getKeyUsage] gives.
    static final int DIGITAL_SIGNATURE = 0;

    static final int CERTIFICATE_SIGN = 5;
    static final int REVOCATION_SIGN = 6;

    private Issuance() {}

    /// Why nobody verifies the first certificate of a chain by the last, in words.
    static Optional<String> fault(CertificateChain chain, Purpose purpose, Instant now) {
        if (chain.root().isEmpty()) {
            return Optional.of("the issuer of %s is missing: the chain must go up to a root, which is signed by itself"
                    .formatted(name(chain.certificates().getLast())));
        }
        return chain.certificates().stream()
                .skip(1)
                .flatMap(issuer -> authorityFault(issuer, purpose, now).stream()
                        .map(fault -> "of %s above it: %s".formatted(name(issuer), fault)))
                .findFirst()
                .or(() -> pathFault(chain, now));
    }

    /// Why a certificate is not the one of an authority for this purpose.
    static Optional<String> authorityFault(X509Certificate issuer, Purpose purpose, Instant now) {
        return Stream.of(
                        validityFault(issuer, now),
                        Optional.of("it is not the certificate of an authority").filter(_ -> !isAuthority(issuer)),
                        Optional.of("its extended key usage leaves out " + purpose.word())
                                .filter(_ -> purpose.isExcludedBy(issuer)),
                        Strength.keyFault(issuer),
                        CertificateChain.isSignedByItself(issuer)
                                ? Optional.<String>empty()
                                : Strength.signatureFault(issuer))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Why a certificate is not valid at a time.
    static Optional<String> validityFault(X509Certificate certificate, Instant now) {
        if (isOver(certificate, now)) {
            return Optional.of("it expired at " + certificate.getNotAfter().toInstant());
        }
        return isToCome(certificate, now)
                ? Optional.of(
                        "it is valid only from " + certificate.getNotBefore().toInstant())
                : Optional.empty();
    }

    static boolean isOver(X509Certificate certificate, Instant now) {
        return now.isAfter(certificate.getNotAfter().toInstant());
    }

    static boolean isToCome(X509Certificate certificate, Instant now) {
        return now.isBefore(certificate.getNotBefore().toInstant());
    }

    static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0 && allows(certificate, CERTIFICATE_SIGN);
    }

    /// Whether a certificate allows a use of its key, if it says anything of that.
    static boolean allows(X509Certificate certificate, int use) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[use];
    }

    /// The root lies in the path, below its own key: what it says itself counts for what is below it, as it does for
    /// the clients.
    private static Optional<String> pathFault(CertificateChain chain, Instant now) {
        try {
            X509Certificate root = chain.certificates().getLast();
            var anchor = new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null);
            var parameters = new PKIXParameters(Set.of(anchor));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(chain.certificates()), parameters);
            return Optional.empty();
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.of("the chain does not hold: " + e.getMessage());
        }
    }

    private static String name(X509Certificate certificate) {
        return "'" + CertificateFacts.subject(certificate) + "'";
    }
}

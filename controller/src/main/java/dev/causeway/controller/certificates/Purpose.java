package dev.causeway.controller.certificates;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What for one party shows a certificate to the other.
enum Purpose {
    SERVER("serverAuth", "1.3.6.1.5.5.7.3.1"),
    CLIENT("clientAuth", "1.3.6.1.5.5.7.3.2");

    private final String word;
    private final String identifier;

    Purpose(String word, String identifier) {
        this.word = word;
        this.identifier = identifier;
    }

    String word() {
        return word;
    }

    /// Whether a certificate says that it is for this.
    boolean isNamedBy(X509Certificate certificate) {
        return uses(certificate).filter(uses -> uses.contains(identifier)).isPresent();
    }

    /// Whether a certificate says that it is for something else only. Of an authority, that counts for what it signs.
    boolean isExcludedBy(X509Certificate certificate) {
        return uses(certificate).filter(uses -> !uses.contains(identifier)).isPresent();
    }

    private static Optional<List<String>> uses(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getExtendedKeyUsage());
        } catch (CertificateParsingException _) {
            return Optional.of(List.of());
        }
    }
}

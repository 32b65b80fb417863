package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.CertificateChain;
import java.time.Instant;

/// A certificate that a domain holds for servers of its projects. Nothing of it ever changes.
///
/// @param domain whose it is
/// @param chain the certificate and those above it, as far as they were given
public record HeldCertificate(
        CertificateId id,
        String domain,
        String name,
        String enterpriseProject,
        CertificateChain chain,
        Instant createdAt) {

    CertificateStatus status(Instant now) {
        return now.isAfter(expiresAt()) ? CertificateStatus.EXPIRED : CertificateStatus.UPLOAD;
    }

    Instant expiresAt() {
        return chain.own().getNotAfter().toInstant();
    }
}

package dev.causeway.controller.scm;

import java.security.PrivateKey;

/// A certificate that a domain holds, with its key.
public record HeldKey(HeldCertificate certificate, PrivateKey key) {

    /// The key stays out of whatever prints this.
    @Override
    public String toString() {
        return "HeldKey[" + certificate.id() + "]";
    }
}

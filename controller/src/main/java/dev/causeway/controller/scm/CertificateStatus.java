package dev.causeway.controller.scm;

import dev.causeway.model.ApiWord;

/// How a certificate stands that a domain holds.
enum CertificateStatus implements ApiWord {
    /// It was brought here.
    UPLOAD,
    /// The same, and it is not valid any more.
    EXPIRED;

    @Override
    public String word() {
        return name();
    }
}

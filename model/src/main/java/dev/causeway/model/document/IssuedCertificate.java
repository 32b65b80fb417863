package dev.causeway.model.document;

import dev.causeway.model.HostId;

/// The answer to an [Enrolment] or a [Renewal].
///
/// @param host the host that the certificate stands for
/// @param chain the certificate and its issuer, in PEM
public record IssuedCertificate(HostId host, String chain) {}

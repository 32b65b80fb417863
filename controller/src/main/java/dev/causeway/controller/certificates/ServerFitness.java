package dev.causeway.controller.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether an OpenVPN server may show a certificate. Stock clients look closely (`remote-cert-tls server`), and what
/// they refuse nobody connects to.
public final class ServerFitness {

    private ServerFitness() {}

    /// Why clients would refuse a server with this certificate at a time, in words; empty if they would not.
    public static Optional<String> fault(CertificateChain chain, Instant now) {
        X509Certificate own = chain.own();
        return Stream.of(
                        Issuance.validityFault(own, now),
                        Strength.keyFault(own),
                        Strength.signatureFault(own),
                        usageFault(own),
                        Issuance.fault(chain, Purpose.SERVER, now))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// In all that OpenVPN agrees on with clients, the server signs with its key.
    private static Optional<String> usageFault(X509Certificate own) {
        if (own.getKeyUsage() == null || !Issuance.allows(own, Issuance.DIGITAL_SIGNATURE)) {
            return Optional.of("its key usage does not name digitalSignature");
        }
        return Purpose.SERVER.isNamedBy(own)
                ? Optional.empty()
                : Optional.of("its extended key usage does not name " + Purpose.SERVER.word());
    }
}

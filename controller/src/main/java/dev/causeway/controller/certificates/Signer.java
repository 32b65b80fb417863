package dev.causeway.controller.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs certificates in the name of an issuer.
///
/// @param key of an elliptic curve
record Signer(X500Name issuer, PrivateKey key) {

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Whom a certificate is for.
    record Subject(X500Name name, PublicKey key) {}

    /// When a certificate is valid.
    record Validity(Instant from, Instant until) {}

    X509Certificate sign(Subject subject, Validity validity, Use use) throws GeneralSecurityException {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(SERIAL_BITS, RANDOM),
                    Date.from(validity.from()),
                    Date.from(validity.until()),
                    subject.name(),
                    subject.key());
            use.writeTo(builder);
            var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signature));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}

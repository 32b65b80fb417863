package dev.causeway.controller.certificates;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;

/// What the API shows of a certificate.
///
/// @param issuer such as `C=CN,O=example,CN=root`, its parts in the order that the certificate has
/// @param subject likewise; empty if the certificate names none
/// @param serialNumber in decimal
/// @param expirationTime such as `2033-11-06T11:39:14Z`
/// @param signatureAlgorithm such as `SHA256WITHRSA`
public record CertificateFacts(
        String issuer, String subject, String serialNumber, String expirationTime, String signatureAlgorithm) {

    public static CertificateFacts of(X509Certificate certificate) {
        return new CertificateFacts(
                issuer(certificate),
                subject(certificate),
                certificate.getSerialNumber().toString(),
                certificate.getNotAfter().toInstant().toString(),
                Strength.signature(certificate));
    }

    /// The SHA-256 digest of a certificate: 64 hexadecimal digits in lower case, without colons.
    public static String digest(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the digest of a certificate cannot be computed", e);
        }
    }

    static String subject(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .toString();
    }

    private static String issuer(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded())
                .toString();
    }
}

package dev.causeway.controller.certificates;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
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
            return digest(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /// The SHA-256 digest of the name and the key by which an authority signs. A certificate that replaces
    /// another of the same authority has the same.
    public static String signer(X509Certificate authority) {
        byte[] name = authority
                .getSubjectX500Principal()
                .getName(X500Principal.CANONICAL)
                .getBytes(StandardCharsets.UTF_8);
        byte[] key = authority.getPublicKey().getEncoded();
        return digest(
                ByteBuffer.allocate(name.length + key.length).put(name).put(key).array());
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

package dev.causeway.agent.openvpn;

import dev.causeway.model.PrivateKeyPem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Certificates and keys as they are written for the daemon: from what was understood of them, so that
/// nothing else that stood in a text comes into a file.
final class PemForm {

    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final List<String> KINDS_OF_KEYS = List.of("RSA", "EC", "EdDSA");

    private PemForm() {}

    static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate cannot be read", e);
        }
    }

    static String write(X509Certificate certificate) {
        try {
            return write("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate cannot be written", e);
        }
    }

    static String certificates(List<String> pems) {
        return pems.stream().map(PemForm::certificate).map(PemForm::write).collect(Collectors.joining());
    }

    /// No error of this holds anything of the key.
    static String key(PrivateKeyPem key) {
        byte[] content = Base64.getMimeDecoder().decode(key.text().replaceAll("-----[A-Z ]*-----", ""));
        return write("PRIVATE KEY", parse(content).getEncoded());
    }

    private static PrivateKey parse(byte[] content) {
        for (String kind : KINDS_OF_KEYS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (InvalidKeySpecException _) {
                // It is of another kind.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("the server's key cannot be read");
    }

    private static String write(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, ENCODER.encodeToString(content), what);
    }
}

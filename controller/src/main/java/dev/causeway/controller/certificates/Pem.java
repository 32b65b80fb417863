package dev.causeway.controller.certificates;

import dev.causeway.model.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// Certificates, keys and certificate requests as text.
public final class Pem {

    private Pem() {}

    public static String certificates(List<X509Certificate> certificates) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            for (X509Certificate certificate : certificates) {
                pem.writeObject(certificate);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// A private key, unprotected, as PKCS #8. It is written from what was read of it, so that nothing of a
    /// tenant's text gets into a file.
    public static String key(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static String block(String type, byte[] content) {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// All certificates of a file, in their order: the first is the one that the others stand above.
    ///
    /// @throws CertificateException if there is none, or something else
    static List<X509Certificate> chain(Path file) throws IOException, CertificateException {
        try (var in = Files.newInputStream(file)) {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new CertificateException("there is no certificate in " + file);
            }
            return chain;
        }
    }

    /// One certificate, in PEM or DER.
    static X509Certificate certificate(byte[] encoded) throws CertificateException {
        var in = new ByteArrayInputStream(encoded);
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }

    /// The first private key of a file.
    ///
    /// @throws InvalidKeyException if there is none, or only one under a password
    static PrivateKey key(Path file) throws IOException, InvalidKeyException {
        var converter = new JcaPEMKeyConverter();
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (found instanceof PEMKeyPair pair) {
                    return converter.getKeyPair(pair).getPrivate();
                }
            }
        }
        throw new InvalidKeyException("there is no private key without a password in " + file);
    }

    /// The key that a request is for, once the request has proved that its sender holds the private half.
    ///
    /// @throws InvalidInput if it is not such a request
    public static PublicKey requestedKey(String request) {
        if (request == null) {
            throw notARequest();
        }
        try {
            return provenKey(request);
        } catch (InvalidInput e) {
            throw e;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeException _) {
            // The library throws whatever comes to it, when a text is not of the form that its first line promises.
            throw notARequest();
        }
    }

    private static PublicKey provenKey(String request)
            throws IOException, GeneralSecurityException, OperatorCreationException, PKCSException {
        try (var parser = new PEMParser(new StringReader(request))) {
            if (!(parser.readObject() instanceof PKCS10CertificationRequest parsed)) {
                throw notARequest();
            }
            PublicKey key = new JcaPKCS10CertificationRequest(parsed).getPublicKey();
            if (!key.getAlgorithm().equals("EC")) {
                throw InvalidInput.at("request", "the key must be one of an elliptic curve");
            }
            if (!parsed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw InvalidInput.at("request", "must be signed with its own key");
            }
            return key;
        }
    }

    private static InvalidInput notARequest() {
        return InvalidInput.at("request", "must be a PKCS #10 certificate request in PEM");
    }
}

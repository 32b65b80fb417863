package dev.causeway.controller.fleet;

import dev.causeway.model.InvalidInput;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/// Certificates and certificate requests as text.
final class Pem {

    private Pem() {}

    static String certificates(List<X509Certificate> certificates) {
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

    /// The key that a request is for, once the request has proved that its sender holds the private half.
    ///
    /// @throws InvalidInput if it is not such a request
    static PublicKey requestedKey(String request) {
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
                throw new InvalidInput("request: the key must be one of an elliptic curve");
            }
            if (!parsed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new InvalidInput("request: must be signed with its own key");
            }
            return key;
        }
    }

    private static InvalidInput notARequest() {
        return new InvalidInput("request: must be a PKCS #10 certificate request in PEM");
    }
}

package dev.causeway.controller.certificates;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key with its certificate and those above it.
///
/// @param chain never empty; the first is for the key
public record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {

    public CertifiedKey {
        chain = List.copyOf(chain);
    }

    /// Reads PEM files.
    ///
    /// @throws GeneralSecurityException if they are not what they should be, or do not belong together
    static CertifiedKey read(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        PrivateKey key = Pem.key(keyFile);
        List<X509Certificate> chain = Pem.chain(certificateFile);
        if (!belong(key, chain.getFirst().getPublicKey())) {
            throw new InvalidKeyException("the first certificate is not for this key");
        }
        return new CertifiedKey(key, chain);
    }

    /// Whether a private key is the other half of the one that a certificate is for.
    public static boolean belong(PrivateKey key, X509Certificate certificate) {
        try {
            return belong(key, certificate.getPublicKey());
        } catch (GeneralSecurityException | RuntimeException _) {
            // A key of its own form that computes nothing, such as one of RSA whose numbers do not fit together.
            return false;
        }
    }

    /// The key stays out of whatever prints this.
    @Override
    public String toString() {
        return "CertifiedKey[" + CertificateFacts.subject(chain.getFirst()) + "]";
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        byte[] proof = new byte[32];
        new SecureRandom().nextBytes(proof);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(proof);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(proof);
        return verifier.verify(signer.sign());
    }
}

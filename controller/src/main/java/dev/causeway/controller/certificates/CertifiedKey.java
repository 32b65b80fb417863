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

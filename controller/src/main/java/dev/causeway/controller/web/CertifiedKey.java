package dev.causeway.controller.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// A private key with its certificate and those above it.
record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {

    /// Reads PEM files.
    ///
    /// @throws GeneralSecurityException if they are not what they should be, or do not belong together
    static CertifiedKey read(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        PrivateKey key = readKey(keyFile);
        List<X509Certificate> chain = readChain(certificateFile);
        if (!belong(key, chain.getFirst().getPublicKey())) {
            throw new InvalidKeyException("the first certificate is not for this key");
        }
        return new CertifiedKey(key, chain);
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
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

    private static List<X509Certificate> readChain(Path file) throws IOException, CertificateException {
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

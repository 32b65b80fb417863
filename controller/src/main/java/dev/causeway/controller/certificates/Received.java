package dev.causeway.controller.certificates;

import dev.causeway.controller.certificates.UnreadablePem.Layer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// Reads what tenants send in PEM. How long a text may be is up to whoever takes it in. Explanations around the blocks,
/// as some programs write them, are passed over.
public final class Received {

    /// A chain is three or four long.
    public static final int MOST_CERTIFICATES = 10;

    private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final Set<String> REVOCATIONS = Set.of("X509 CRL");

    private Received() {}

    /// Reads certificates, in their order.
    ///
    /// @throws UnreadablePem if there is anything else among them, too many, or none
    public static List<X509Certificate> certificates(String text) throws UnreadablePem {
        List<PemObject> blocks = blocks(text, CERTIFICATE, "certificates in PEM (-----BEGIN CERTIFICATE-----)");
        if (blocks.size() > MOST_CERTIFICATES) {
            throw new UnreadablePem(Layer.FORM, "must be at most " + MOST_CERTIFICATES + " certificates");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject block : blocks) {
            certificates.add(certificate(block, certificates.size() + 1));
        }
        return List.copyOf(certificates);
    }

    /// Reads a private key: PKCS #8, or the older forms of RSA and elliptic curves, without a password.
    ///
    /// @throws UnreadablePem if it is not one such key
    public static PrivateKey key(String text) throws UnreadablePem {
        try (var parser = new PEMParser(new StringReader(text))) {
            List<PrivateKey> keys = new ArrayList<>();
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (!isCurve(found)) {
                    keys.add(usable(key(found)));
                }
            }
            if (keys.size() == 1) {
                return keys.getFirst();
            }
        } catch (UnreadablePem e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException _) {
            // The libraries throw whatever comes to them, when a text is not of the form that its first line promises.
        }
        throw new UnreadablePem(Layer.FORM, "must be one private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    /// Reads a list of revoked certificates.
    ///
    /// @throws UnreadablePem if it is not one such list
    static X509CRL revocations(String text) throws UnreadablePem {
        String wanted = "one list of revoked certificates in PEM (-----BEGIN X509 CRL-----)";
        List<PemObject> blocks = blocks(text, REVOCATIONS, wanted);
        if (blocks.size() > 1) {
            throw new UnreadablePem(Layer.FORM, "must be " + wanted);
        }
        try {
            var content = new ByteArrayInputStream(blocks.getFirst().getContent());
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(content);
        } catch (CertificateException | CRLException | RuntimeException _) {
            throw new UnreadablePem(Layer.CONTENT, "what the PEM holds is not a list of revoked certificates");
        }
    }

    private static List<PemObject> blocks(String text, Set<String> types, String wanted) throws UnreadablePem {
        List<PemObject> blocks = new ArrayList<>();
        try (var reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException _) {
            throw new UnreadablePem(Layer.FORM, "must be " + wanted);
        }
        if (blocks.isEmpty() || !blocks.stream().map(PemObject::getType).allMatch(types::contains)) {
            throw new UnreadablePem(Layer.FORM, "must be " + wanted + " and nothing else");
        }
        return blocks;
    }

    private static X509Certificate certificate(PemObject block, int number) throws UnreadablePem {
        try {
            return Pem.certificate(block.getContent());
        } catch (CertificateException | RuntimeException _) {
            throw new UnreadablePem(Layer.CONTENT, "what block " + number + " holds is not an X.509 certificate");
        }
    }

    /// Some programs write the name of the curve before a key.
    private static boolean isCurve(Object found) {
        return found instanceof ASN1ObjectIdentifier || found instanceof X9ECParameters;
    }

    private static PrivateKey key(Object found) throws IOException, UnreadablePem {
        var converter = new JcaPEMKeyConverter();
        return switch (found) {
            case PrivateKeyInfo info -> converter.getPrivateKey(info);
            case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
            case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                throw new UnreadablePem(Layer.CONTENT, "is protected by a password: send the key without one");
            default -> throw new IOException("not a private key");
        };
    }

    /// The key by its numbers alone, without what else its form may carry.
    private static PrivateKey usable(PrivateKey key) throws UnreadablePem, GeneralSecurityException {
        Class<? extends KeySpec> numbers = switch (key) {
            case RSAPrivateKey _ -> RSAPrivateCrtKeySpec.class;
            case ECPrivateKey _ -> ECPrivateKeySpec.class;
            default -> throw new UnreadablePem(Layer.CONTENT, "must be a key of RSA or of an elliptic curve");
        };
        KeyFactory factory = KeyFactory.getInstance(key.getAlgorithm());
        return factory.generatePrivate(factory.getKeySpec(key, numbers));
    }
}

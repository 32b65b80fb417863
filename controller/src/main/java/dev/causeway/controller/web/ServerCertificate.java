package dev.causeway.controller.web;

import dev.causeway.controller.files.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/// The listener's key and certificate. At the first start it signs one for this machine's own names itself;
/// clients trust it by its file.
public final class ServerCertificate {

    private static final Duration VALID = Duration.ofDays(5 * 365);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    private static final String FOR_ALL = "rw-r--r--";
    private static final char[] NO_PASSWORD = new char[0];
    private static final List<String> LOCAL_NAMES = List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");

    private ServerCertificate() {}

    /// Reads key and certificate, or makes what is missing. A certificate that soon expires or lacks a name is
    /// signed anew, for the key that is there.
    ///
    /// @param furtherNames host names and addresses at which clients call, beside those of this machine alone
    /// @throws IllegalStateException if the two do not belong together, or one cannot be read
    public static SSLContext in(Path keyFile, Path certificateFile, Set<String> furtherNames) {
        try {
            Set<String> names = names(furtherNames);
            PrivateKey key = key(keyFile, certificateFile);
            PublicKey publicKey = PublicHalf.of(key);
            if (!holds(certificateFile)) {
                WholeFile.replace(certificateFile, sign(key, publicKey, names), FOR_ALL);
            }
            X509Certificate certificate = readCertificate(certificateFile);
            if (!certificate.getPublicKey().equals(publicKey)) {
                throw broken("the certificate in %s is not for the key in %s", certificateFile, keyFile);
            }
            if (expires(certificate) || !covers(certificate, names)) {
                WholeFile.replace(certificateFile, sign(key, publicKey, names), FOR_ALL);
                certificate = readCertificate(certificateFile);
            }
            return context(key, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write the listener's certificate", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make or use the listener's certificate", e);
        }
    }

    /// A file that a crash left empty is as good as none.
    private static boolean holds(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static PrivateKey key(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        if (!holds(keyFile)) {
            if (holds(certificateFile)) {
                throw broken("the certificate %s is there but not its key %s", certificateFile, keyFile);
            }
            Files.deleteIfExists(keyFile);
            WholeFile.createSecret(keyFile, pem("PRIVATE KEY", newKey().getEncoded()));
        }
        return readKey(keyFile);
    }

    private static IllegalStateException broken(String what, Path certificateFile, Path keyFile) {
        return new IllegalStateException(what.formatted(certificateFile, keyFile)
                + "; put back the other half, or remove both to begin with a new pair, which clients must trust anew");
    }

    private static boolean expires(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().minus(RENEWED_BEFORE).isBefore(Instant.now());
    }

    private static SSLContext context(PrivateKey key, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("listener", key, NO_PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static PrivateKey newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair().getPrivate();
    }

    private static byte[] sign(PrivateKey key, PublicKey publicKey, Set<String> names)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var name = new X500Name("CN=Causeway");
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALID)),
                name,
                publicKey);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
        X509Certificate signed = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        return pem("CERTIFICATE", signed.getEncoded());
    }

    private static Set<String> names(Set<String> further) {
        Set<String> names = new LinkedHashSet<>(LOCAL_NAMES);
        further.forEach(
                name -> names.add(isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name));
        return names;
    }

    private static boolean covers(X509Certificate certificate, Set<String> names) throws CertificateException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                .flatMap(Collection::stream)
                .map(name -> name.get(1))
                .collect(Collectors.toSet())
                .containsAll(names);
    }

    private static GeneralNames alternativeNames(Set<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }

    private static PrivateKey readKey(Path file) throws IOException {
        try (var reader = new PemReader(Files.newBufferedReader(file))) {
            PemObject pem = reader.readPemObject();
            if (pem == null) {
                throw new IllegalStateException(file + " is not a private key in PEM");
            }
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pem.getContent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not a private key of an elliptic curve in PEM", e);
        }
    }

    private static X509Certificate readCertificate(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IllegalStateException(file + " is not a certificate in PEM", e);
        }
    }

    private static byte[] pem(String type, byte[] content) throws IOException {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}

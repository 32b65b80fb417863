package dev.causeway.agent.link;

import dev.causeway.agent.process.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// The agent's private key and certificate, in one file that is replaced as a whole. Not for several threads at once.
final class AgentIdentity {

    /// The file's mode protects the key; the format merely insists on a password.
    private static final char[] PASSWORD = "causeway".toCharArray();

    private static final String ALIAS = "agent";

    private final Path file;
    private Optional<Opened> last = Optional.empty();

    AgentIdentity(Path file) {
        this.file = file;
    }

    /// The content of the file at one moment. Opening it takes a thousand times as long as looking whether the file is
    /// still the same, which every call to the controller asks.
    private record Opened(Object file, FileTime modified, KeyStore store) {

        boolean isOf(BasicFileAttributes now) {
            return Objects.equals(file, now.fileKey()) && modified.equals(now.lastModifiedTime());
        }
    }

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// Keeps a key and the certificates issued for it.
    ///
    /// @param chain PEM, the agent's own certificate first
    void save(KeyPair keys, String chain) throws IOException, GeneralSecurityException {
        var text = new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII));
        Certificate[] certificates = CertificateFactory.getInstance("X.509").generateCertificates(text).stream()
                .toArray(Certificate[]::new);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, keys.getPrivate(), PASSWORD, certificates);
        var content = new ByteArrayOutputStream();
        store.store(content, PASSWORD);
        AtomicFile.write(file, content.toByteArray());
    }

    /// Whether there is a certificate that has not expired.
    boolean valid(Instant now) throws IOException, GeneralSecurityException {
        return certificate()
                .filter(found -> now.isBefore(found.getNotAfter().toInstant()))
                .isPresent();
    }

    /// Whether less than a third of the certificate's life is left.
    boolean renewalDue(Instant now) throws IOException, GeneralSecurityException {
        return certificate().filter(found -> now.isAfter(renewalTime(found))).isPresent();
    }

    /// What proves the identity in a TLS handshake; nothing if there is none yet.
    KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            return new KeyManager[0];
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(), PASSWORD);
        return factory.getKeyManagers();
    }

    private Optional<X509Certificate> certificate() throws IOException, GeneralSecurityException {
        return Files.exists(file)
                ? Optional.ofNullable((X509Certificate) load().getCertificate(ALIAS))
                : Optional.empty();
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (last.filter(opened -> opened.isOf(now)).isEmpty()) {
            last = Optional.of(new Opened(now.fileKey(), now.lastModifiedTime(), open()));
        }
        return last.orElseThrow().store();
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD);
        return store;
    }

    private static Instant renewalTime(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration life = Duration.between(certificate.getNotBefore().toInstant(), end);
        return end.minus(life.dividedBy(3));
    }
}

package dev.causeway.controller.certificates;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// The operator's own certificate and key for a listener. When the files change they are read again, without a restart;
/// until both are whole and belong together, the ones before count.
public final class GivenCertificate extends X509ExtendedKeyManager {

    private static final Logger LOG = System.getLogger(GivenCertificate.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Path keyFile;
    private final Path certificateFile;
    private volatile List<Named> known = List.of();
    private volatile List<FileTime> seen = List.of();
    private volatile long lookedAt = System.nanoTime();
    private volatile String told = "";

    private GivenCertificate(Path keyFile, Path certificateFile) {
        this.keyFile = keyFile;
        this.certificateFile = certificateFile;
    }

    /// What a handshake that has chosen an alias finds under it, even when the files have changed since.
    private record Named(String alias, CertifiedKey key) {}

    /// What a listener shows, from PEM files.
    ///
    /// @throws IllegalStateException if a file cannot be read, or they do not belong together
    public static SSLContext in(Path keyFile, Path certificateFile) {
        try {
            var own = new GivenCertificate(keyFile, certificateFile);
            own.seen = own.times();
            own.read();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {own}, null, null);
            return context;
        } catch (IOException e) {
            throw new IllegalStateException("the certificate or its key cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the certificate %s and the key %s cannot be used: %s"
                            .formatted(certificateFile, keyFile, e.getMessage()),
                    e);
        }
    }

    private void read() throws IOException, GeneralSecurityException {
        CertifiedKey key = CertifiedKey.read(keyFile, certificateFile);
        var next = new Named("own-" + System.nanoTime(), key);
        known = known.isEmpty() ? List.of(next) : List.of(next, known.getFirst());
    }

    private List<FileTime> times() throws IOException {
        return List.of(Files.getLastModifiedTime(keyFile), Files.getLastModifiedTime(certificateFile));
    }

    private synchronized void look() {
        if (System.nanoTime() - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        try {
            List<FileTime> times = times();
            if (!times.equals(seen)) {
                read();
                seen = times;
                told = "";
                LOG.log(Level.INFO, "the certificate of the API was read again");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            tell("the changed certificate of the API is not used: " + e.getMessage());
        }
    }

    /// Says once what is found at every look until the files are mended.
    private void tell(String warning) {
        if (!warning.equals(told)) {
            told = warning;
            LOG.log(Level.WARNING, warning);
        }
    }

    private String alias(String keyType) {
        look();
        Named current = known.getFirst();
        return current.key().key().getAlgorithm().equals(keyType) ? current.alias() : null;
    }

    private Optional<CertifiedKey> find(String alias) {
        return known.stream()
                .filter(named -> named.alias().equals(alias))
                .map(Named::key)
                .findFirst();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return find(alias)
                .map(found -> found.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return find(alias).map(CertifiedKey::key).orElse(null);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }
}

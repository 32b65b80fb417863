package dev.causeway.controller.certificates;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// What a listener needs for TLS.
public final class Tls {

    private static final char[] UNUSED = {'-'};

    private Tls() {}

    /// For a listener that asks nobody for a certificate.
    ///
    /// @throws IllegalStateException if the key cannot be used
    public static SSLContext listener(CertifiedKey own) {
        return listener(own, Optional.empty());
    }

    /// For a listener whose clients show certificates.
    ///
    /// @param authority that signed the clients' certificates
    /// @throws IllegalStateException if the key cannot be used
    public static SSLContext listener(CertifiedKey own, X509Certificate authority) {
        return listener(own, Optional.of(authority));
    }

    private static SSLContext listener(CertifiedKey own, Optional<X509Certificate> authority) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("listener", own.key(), UNUSED, own.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, UNUSED);
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust = authority.isPresent() ? trust(authority.get()) : null;
            context.init(keys.getKeyManagers(), trust, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS of a listener cannot be set up", e);
        }
    }

    private static TrustManager[] trust(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

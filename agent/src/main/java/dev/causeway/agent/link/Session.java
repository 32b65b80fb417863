package dev.causeway.agent.link;

import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.IssuedCertificate;
import dev.causeway.model.document.Renewal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The authenticated client that the loops share. It enrols when there is no certificate, or when the one there is
/// refused, and renews it in time. Key, certificate and authority are read again after every failure, so that replacing
/// a file is all an operator has to do.
final class Session implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Session.class.getName());

    private final LinkConfig config;
    private final AgentIdentity identity;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<AgentApi> current = Optional.empty();
    private boolean refused;
    private volatile boolean closed;

    Session(LinkConfig config, AgentIdentity identity) {
        this.config = config;
        this.identity = identity;
    }

    /// The client, after enrolment or renewal if one is due.
    AgentApi api() throws IOException, InterruptedException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the link is closed");
            }
            if (refused || !identity.valid(Instant.now())) {
                enrol();
            } else if (identity.renewalDue(Instant.now())) {
                renew();
            }
            AgentApi api = current.orElseGet(this::open);
            current = Optional.of(api);
            return api;
        } catch (GeneralSecurityException e) {
            throw new IOException("the agent's key or certificate cannot be used", e);
        } finally {
            lock.unlock();
        }
    }

    /// Says that a call failed. Unless the controller understood it, and merely could not do it, the next
    /// client is a new one.
    void failed(AgentApi api, IOException failure) {
        if (failure instanceof AgentApi.NotUnderstood
                || (failure instanceof AgentApi.Refused answer && !answer.unauthenticated())) {
            return;
        }
        lock.lock();
        try {
            if (current.filter(used -> used == api).isPresent()) {
                refused = failure instanceof AgentApi.Refused;
                drop();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        current.ifPresent(AgentApi::close);
        current = Optional.empty();
    }

    private void enrol() throws IOException, InterruptedException, GeneralSecurityException {
        // A certificate that is refused may be accepted later, when the database is back as it was.
        refused = false;
        String token = Files.readString(config.token()).strip();
        KeyPair keys = AgentIdentity.newKeys();
        try (var api = new AgentApi(config.controller(), tls(new KeyManager[0]))) {
            IssuedCertificate issued = api.enrol(new Enrolment(token, CertificateRequest.pem(keys)));
            keep(keys, issued);
            LOG.log(Level.INFO, "enrolled as host {0}", issued.host());
        }
    }

    private void renew() throws IOException, InterruptedException, GeneralSecurityException {
        KeyPair keys = AgentIdentity.newKeys();
        try (var api = open()) {
            keep(keys, api.renew(new Renewal(CertificateRequest.pem(keys))));
            LOG.log(Level.INFO, "the client certificate is renewed");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the client certificate cannot be renewed yet: {0}", e.getMessage());
        }
    }

    private void keep(KeyPair keys, IssuedCertificate issued) throws IOException, GeneralSecurityException {
        identity.save(keys, issued.chain());
        drop();
    }

    private AgentApi open() {
        try {
            return new AgentApi(config.controller(), tls(identity.keyManagers()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no TLS client can be made", e);
        }
    }

    private SSLContext tls(KeyManager[] keys) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trusted(config.authority()), null);
        return context;
    }

    private static TrustManager[] trusted(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}

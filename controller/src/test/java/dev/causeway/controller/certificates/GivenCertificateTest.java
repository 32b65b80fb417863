package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenCertificateTest {

    @TempDir
    private Path folder;

    private Path key;
    private Path certificate;

    @BeforeEach
    void make() throws IOException {
        key = folder.resolve("key.pem");
        certificate = folder.resolve("certificate.pem");
        ServerCertificate.in(key, certificate, Set.of("vpn.example.com"));
        Files.createDirectory(folder.resolve("next"));
        ServerCertificate.in(next("key.pem"), next("certificate.pem"), Set.of("vpn.example.com"));
    }

    @Test
    void isReadAgainWhenBothFilesHaveChangedAndServesTheOldOneUntilThen() throws Exception {
        X509Certificate first = read(certificate);
        X509Certificate second = read(next("certificate.pem"));
        SSLContext tls = GivenCertificate.in(key, certificate);
        try (var server = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            assertThat(shown(server.getLocalPort())).isEqualTo(first);
            Files.move(next("certificate.pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
            Thread.sleep(Duration.ofMillis(1500));
            assertThat(shown(server.getLocalPort())).isEqualTo(first);
            Files.move(next("key.pem"), key, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(shown(server.getLocalPort())).isEqualTo(second));
        }
    }

    @Test
    void isReadAgainAfterAFailureThatPassesThoughTheFilesLookAsBefore() throws Exception {
        X509Certificate second = read(next("certificate.pem"));
        SSLContext tls = GivenCertificate.in(key, certificate);
        try (var server = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            Files.move(next("key.pem"), key, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(certificate, "half");
            FileTime time = Files.getLastModifiedTime(certificate);
            Thread.sleep(Duration.ofMillis(1500));
            shown(server.getLocalPort());
            Files.copy(next("certificate.pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(certificate, time);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(shown(server.getLocalPort())).isEqualTo(second));
        }
    }

    @Test
    void isRefusedWhenItIsForAnotherKey() {
        assertThatThrownBy(() -> GivenCertificate.in(next("key.pem"), certificate))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the first certificate is not for this key");
    }

    @Test
    void isRefusedWhenAFileHoldsSomethingElse() {
        assertThatThrownBy(() -> GivenCertificate.in(certificate, certificate))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("there is no private key without a password in " + certificate);
    }

    private Path next(String name) {
        return folder.resolve("next").resolve(name);
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static void serve(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (var client = (SSLSocket) server.accept()) {
                client.startHandshake();
            } catch (IOException _) {
                // The next one.
            }
        }
    }

    private static X509Certificate shown(int port) throws IOException, GeneralSecurityException {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new TrustsAll()}, null);
        try (var socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return (X509Certificate)
                    List.of(socket.getSession().getPeerCertificates()).getFirst();
        }
    }

    private static final class TrustsAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

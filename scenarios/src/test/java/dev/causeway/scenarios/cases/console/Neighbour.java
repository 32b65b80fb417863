package dev.causeway.scenarios.cases.console;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Another server on the service's host, which a browser takes for the same site and sends the same cookies, because
/// ports do not count for them.
final class Neighbour implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final char[] PASSWORD = "neighbour".toCharArray();

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Neighbour(HttpsServer server) {
        this.server = server;
    }

    /// Makes the certificate of all neighbours, to be trusted by a browser.
    static Path certificate(Path folder) {
        Path file = folder.resolve("neighbour.pem");
        String key = folder.resolve("neighbour.key").toString();
        Program.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "10",
                "-subj",
                "/CN=neighbour",
                "-addext",
                "subjectAltName=IP:" + HOST,
                "-keyout",
                key,
                "-out",
                file.toString());
        Program.run(
                "openssl",
                "pkcs12",
                "-export",
                "-in",
                file.toString(),
                "-inkey",
                key,
                "-passout",
                "pass:" + new String(PASSWORD),
                "-out",
                folder.resolve("neighbour.p12").toString());
        return file;
    }

    /// Starts a server.
    ///
    /// @param folder where the certificate was made
    static Neighbour start(Path folder, HttpHandler handler) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(folder.resolve("neighbour.p12"))));
            Neighbour made = new Neighbour(server);
            server.setExecutor(made.threads);
            var _ = server.createContext("/", handler);
            server.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext context(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Such as `https://127.0.0.1:40001`.
    String origin() {
        return "https://" + HOST + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

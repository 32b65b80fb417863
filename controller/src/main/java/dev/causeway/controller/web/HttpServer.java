package dev.causeway.controller.web;

import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/// A listener over TLS 1.2 and 1.3. Every answer, even to what is no HTTP at all, has the API's form.
public final class HttpServer implements AutoCloseable {

    static final int LARGEST_BODY = 12 << 20;

    private static final int LONGEST_REQUEST_LINE = 8 << 10;
    private static final int LARGEST_HEADERS = 32 << 10;
    private static final int MOST_CONNECTIONS = 4096;
    private static final int MOST_WORKERS = 64;
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final WebServer server;
    private final Workers workers;

    private HttpServer(WebServer server, Workers workers) {
        this.server = server;
        this.workers = workers;
    }

    /// How a listener works.
    ///
    /// @param port zero for any that is free
    /// @param clientCertificates whether clients are asked for a certificate, which they may refuse to show
    /// @param atOnce how many calls are worked on at the same time
    public record Settings(String host, int port, SSLContext tls, boolean clientCertificates, int atOnce) {}

    /// Starts to answer.
    public static HttpServer start(Settings settings, Routes routes, Authenticator authenticator) {
        var workers = new Workers(Math.min(MOST_WORKERS, settings.atOnce()));
        var exchange = new Exchange(new Dispatcher(routes, authenticator, workers, settings.atOnce()));
        WebServer server = WebServer.builder()
                .address(address(settings.host()))
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .maxPayloadSize(LARGEST_BODY)
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(SILENCE)
                .tls(tls -> tls.sslContext(settings.tls())
                        .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
                        .clientAuth(settings.clientCertificates() ? TlsClientAuth.OPTIONAL : TlsClientAuth.NONE))
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(LONGEST_REQUEST_LINE)
                        .maxHeadersSize(LARGEST_HEADERS)
                        .build())
                .connectionOptions(options -> options.readTimeout(SILENCE).tcpNoDelay(true))
                .directHandlers(earlyRefusals())
                .routing(routing -> routing.any(exchange::handle))
                .build()
                .start();
        if (!server.isRunning()) {
            // The library has only logged why.
            throw new IllegalStateException(
                    "cannot listen on %s:%d; is the port taken?".formatted(settings.host(), settings.port()));
        }
        return new HttpServer(server, workers);
    }

    public int port() {
        return server.port();
    }

    /// Stops to accept, and gives running calls a moment to end.
    @Override
    public void close() {
        server.stop();
        workers.close();
    }

    private static DirectHandlers earlyRefusals() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, new EarlyRefusal());
        }
        return handlers.build();
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no address of " + host, e);
        }
    }
}

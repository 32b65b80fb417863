package dev.causeway.controller.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A listener over TLS 1.2 and 1.3 that speaks HTTP/1.1. Every answer, even to what is no HTTP at all, has the API's
/// form.
///
/// Each connection has a virtual thread, which reads and answers; calls are worked on by [Workers].
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final int WAITING_TO_BE_ACCEPTED = 1024;
    private static final int PAUSE_MILLISECONDS = 50;
    private static final String NO_RIGHT = "Permission denied";

    private final ServerSocket listener;
    private final Settings settings;
    private final Lanes lanes;
    private final Exchange exchange;
    private final Connections connections = new Connections();

    private HttpServer(ServerSocket listener, Settings settings, Lanes lanes, Exchange exchange) {
        this.listener = listener;
        this.settings = settings;
        this.lanes = lanes;
        this.exchange = exchange;
    }

    /// How a listener works.
    ///
    /// @param port zero for any that is free
    /// @param clientCertificates whether clients are asked for a certificate, which they may refuse to show
    /// @param atOnce how many calls are worked on at the same time
    public record Settings(String host, int port, SSLContext tls, boolean clientCertificates, int atOnce) {}

    /// Starts to answer.
    public static HttpServer start(Settings settings, Routes routes, Authenticator authenticator) {
        ServerSocket listener = listen(settings);
        var lanes = new Lanes(settings.atOnce());
        var exchange = new Exchange(new Dispatcher(routes, authenticator, lanes), new Bodies());
        var server = new HttpServer(listener, settings, lanes, exchange);
        Thread.ofPlatform().daemon().name("listener-" + server.port()).start(server::accept);
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Stops to accept, and gives running calls a moment to end.
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.close();
        lanes.close();
    }

    private static ServerSocket listen(Settings settings) {
        try {
            var listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(settings.host(), settings.port()), WAITING_TO_BE_ACCEPTED);
            return listener;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), cause(e)), e);
        }
    }

    private static String cause(IOException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith(NO_RIGHT)
                ? NO_RIGHT + "; so low a port needs the capability CAP_NET_BIND_SERVICE"
                : message;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException | RuntimeException e) {
                pause(e);
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        var connection = new Connection(socket, settings, exchange, connections);
        if (connections.enter(connection)) {
            Thread.ofVirtual().name("connection").start(connection);
        } else {
            socket.close();
        }
    }

    /// Files may have run out: the next moment may have some.
    private void pause(Exception failure) {
        if (listener.isClosed()) {
            return;
        }
        LOG.log(Level.WARNING, "cannot accept a connection", failure);
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.causeway.scenarios.cloud;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A kept connection on which one caller sends calls that are signed already: as little work as a client can have
/// between the sending of a request and the end of its answer.
public final class ApiConnection implements AutoCloseable {

    private static final int BUFFER = 64 << 10;
    private static final String LENGTH = "content-length:";

    private final SSLSocket socket;
    private final InputStream in;

    ApiConnection(URI endpoint, SSLContext tls) {
        try {
            socket = (SSLSocket) tls.getSocketFactory().createSocket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            socket.startHandshake();
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer.
    ///
    /// @param took from the request sent to the answer read
    public record Answer(int status, String body, Duration took) {}

    /// Sends a call that [Api#prepared] made, and reads the answer.
    public Answer exchange(byte[] call) {
        try {
            long start = System.nanoTime();
            socket.getOutputStream().write(call);
            int status = Integer.parseInt(line().split(" ", -1)[1]);
            byte[] body = in.readNBytes(lengthOfBody());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Answer(status, new String(body, StandardCharsets.UTF_8), took);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the headers. The service says the length of every body beforehand.
    private int lengthOfBody() throws IOException {
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the service has closed the connection");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}

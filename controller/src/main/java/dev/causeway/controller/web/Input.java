package dev.causeway.controller.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What a client sends, octet by octet, until a deadline.
final class Input {

    private static final String GONE = "the client went away within a message";
    private static final int BUFFER = 4 << 10;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long deadline;

    Input(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /// Sets the moment after which reading fails with a [SocketTimeoutException], by the clock of
    /// [System#nanoTime()].
    void expectUntil(long moment) {
        deadline = moment;
    }

    /// Likewise, from now.
    void expectWithin(Duration time) {
        expectUntil(System.nanoTime() + time.toNanos());
    }

    /// The next octet, or -1 at the end.
    int read() throws IOException {
        return next < end || fill() ? buffer[next++] & 0xff : -1;
    }

    /// The next octet.
    ///
    /// @throws EOFException at the end
    int need() throws IOException {
        int octet = read();
        if (octet < 0) {
            throw new EOFException(GONE);
        }
        return octet;
    }

    /// Reads at least one octet.
    ///
    /// @throws EOFException at the end
    int read(byte[] into, int offset, int length) throws IOException {
        if (next == end && !fill()) {
            throw new EOFException(GONE);
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, into, offset, count);
        next += count;
        return count;
    }

    /// Passes over at least one octet.
    ///
    /// @return how many
    /// @throws EOFException at the end
    int skip(long most) throws IOException {
        if (next == end && !fill()) {
            throw new EOFException(GONE);
        }
        int count = (int) Math.min(most, end - next);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("the client takes too long");
        }
        socket.setSoTimeout((int) left);
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}

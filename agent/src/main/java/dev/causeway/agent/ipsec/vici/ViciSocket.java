package dev.causeway.agent.ipsec.vici;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Packets over the daemon's Unix socket, each preceded by its length.
final class ViciSocket implements AutoCloseable {

    /// Far more than a daemon sends; protects against reading nonsense as a length.
    private static final int LONGEST_PACKET = 16 << 20;

    private static final Duration STEP = Duration.ofMillis(500);

    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vici-deadlines").factory());

    private final SocketChannel channel;
    private volatile Duration waited = Duration.ZERO;

    private ViciSocket(SocketChannel channel) {
        this.channel = channel;
    }

    static ViciSocket open(Path socket) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new ViciSocket(channel);
        } catch (IOException e) {
            throw new ViciFailed("cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }

    /// Does an exchange, and closes the socket if it takes too long: what comes late must not be taken for the answer
    /// to something else.
    ///
    /// @param patience in time during which this process ran: while it stands still, no answer can be read
    /// @throws ViciUnanswered if it takes longer
    <T> T within(Duration patience, String what, Supplier<T> exchange) {
        Deadline deadline = new Deadline(patience);
        try {
            return exchange.get();
        } catch (ViciFailed e) {
            throw deadline.isMissed()
                    ? new ViciUnanswered(what + ": no answer within " + patience.toMillis() + " ms", e)
                    : e;
        } finally {
            deadline.cancel();
        }
    }

    /// How long the exchange that is under way has waited, counted in the same way; zero if there is none.
    Duration waited() {
        return waited;
    }

    /// Counts in small steps. However long this process stood still, that is one step.
    private final class Deadline {

        private final Duration patience;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean missed;
        private volatile Future<?> step;

        Deadline(Duration patience) {
            this.patience = patience;
            next();
        }

        private void next() {
            Duration left = patience.minus(waited);
            Duration time = left.compareTo(STEP) < 0 ? left : STEP;
            step = DEADLINES.schedule(() -> passed(time), time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void passed(Duration time) {
            if (over.get()) {
                return;
            }
            waited = waited.plus(time);
            if (waited.compareTo(patience) < 0) {
                next();
            } else if (over.compareAndSet(false, true)) {
                missed = true;
                close();
            }
        }

        boolean isMissed() {
            return missed;
        }

        void cancel() {
            over.set(true);
            step.cancel(false);
            waited = Duration.ZERO;
        }
    }

    void send(Packet packet) {
        byte[] content = packet.encode();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .flip();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    Packet receive() {
        try {
            int length = read(Integer.BYTES).getInt();
            if (length < 1 || length > LONGEST_PACKET) {
                throw new ViciFailed("a packet cannot have " + length + " bytes");
            }
            return Packet.decode(read(length).array());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the daemon closed the connection");
            }
        }
        return bytes.flip();
    }

    private static ViciFailed broken(IOException e) {
        return new ViciFailed(
                e instanceof ClosedChannelException ? "the connection is closed" : String.valueOf(e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ViciFailed("closing failed", e);
        }
    }
}

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

    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vici-deadlines").factory());

    private final SocketChannel channel;

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
    <T> T within(Duration patience, String what, Supplier<T> exchange) {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = DEADLINES.schedule(
                () -> {
                    late.set(true);
                    close();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return exchange.get();
        } catch (ViciFailed e) {
            throw late.get() ? new ViciFailed(what + ": no answer within " + patience.toMillis() + " ms", e) : e;
        } finally {
            deadline.cancel(false);
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

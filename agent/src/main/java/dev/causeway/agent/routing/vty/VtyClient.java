package dev.causeway.agent.routing.vty;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A dialogue with one daemon: a command, its answer, the next command. Only one thread speaks at a time.
public final class VtyClient implements AutoCloseable {

    private static final long STEP = 500;

    private final SocketChannel channel;
    private final Selector selector;
    private final Duration patience;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private VtyClient(SocketChannel channel, Selector selector, Duration patience) {
        this.channel = channel;
        this.selector = selector;
        this.patience = patience;
    }

    /// Connects, and asks for the right to change things.
    ///
    /// @param patience how long each answer may take, in time during which this process ran
    /// @throws VtyFailed if nobody listens
    public static VtyClient open(Path socket, Duration patience) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                channel.configureBlocking(false);
                Selector selector = Selector.open();
                channel.register(selector, SelectionKey.OP_READ);
                var client = new VtyClient(channel, selector, patience);
                var _ = client.ask("enable");
                return client;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new VtyFailed("cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }

    /// Says one command, and waits for what the daemon answers.
    ///
    /// @throws VtyFailed if the daemon ends or does not answer; then this client is closed
    public VtyAnswer ask(String command) {
        try {
            send(ByteBuffer.wrap((command + "\0").getBytes(StandardCharsets.US_ASCII)));
            return receive();
        } catch (IOException e) {
            close();
            throw new VtyFailed("the daemon cannot be spoken to: " + e.getMessage(), e);
        } catch (VtyFailed e) {
            close();
            throw e;
        }
    }

    private void send(ByteBuffer bytes) throws IOException {
        long waited = 0;
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                waited = step(SelectionKey.OP_WRITE, waited);
            }
        }
    }

    private VtyAnswer receive() throws IOException {
        var answer = new AnswerBuffer();
        long waited = 0;
        while (true) {
            buffer.clear();
            int length = channel.read(buffer);
            if (length < 0) {
                throw new EOFException("it closed the connection");
            }
            if (length == 0) {
                waited = step(SelectionKey.OP_READ, waited);
                continue;
            }
            Optional<VtyAnswer> whole = answer.add(buffer.flip());
            if (whole.isPresent()) {
                return whole.get();
            }
        }
    }

    /// Waits for a step. However long this process stood still meanwhile, that is one step.
    private long step(int operation, long waited) throws IOException {
        if (waited >= patience.toMillis()) {
            throw new VtyUnanswered("no answer within " + patience.toMillis() + " ms");
        }
        channel.keyFor(selector).interestOps(operation);
        boolean ready = selector.select(STEP) > 0;
        selector.selectedKeys().clear();
        return ready ? waited : waited + STEP;
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new VtyFailed("closing failed", e);
        }
    }
}

package dev.causeway.agent.openvpn.management;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// A conversation with a daemon over its management socket, which serves one client at a time: another one that
/// connects waits until this one is closed. Nothing here waits for the daemon: answers come when they come, on a thread
/// of this client's, and in one order with what it tells by itself.
public final class ManagementClient implements AutoCloseable {

    private final SocketChannel channel;
    private final Listener listener;
    private final Dialogue dialogue;
    private final LinkedBlockingQueue<String> toSend = new LinkedBlockingQueue<>();
    private Duration waited = Duration.ZERO;

    /// Told on a thread of the client's.
    public interface Listener {

        void heard(ClientEvent event);

        /// The conversation is over: the daemon has ended, or the client was closed.
        void lost();
    }

    private ManagementClient(SocketChannel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
        this.dialogue = new Dialogue(listener::heard);
    }

    /// Connects. That may take as long as another client is there.
    ///
    /// @throws ManagementFailed if nobody listens
    public static ManagementClient open(Path socket, Listener listener) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            var client = new ManagementClient(channel, listener);
            Thread.ofVirtual().name("management-in").start(client::read);
            Thread.ofVirtual().name("management-out").start(client::write);
            return client;
        } catch (IOException e) {
            throw new ManagementFailed("cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }

    /// Lets the daemon open its port, if it does not yet.
    public CompletableFuture<DaemonAnswer> release() {
        return ask("hold release", false);
    }

    /// Whether the daemon has come as far as to serve clients.
    public CompletableFuture<Boolean> isServing() {
        return ask("state", true)
                .thenApply(reply -> reply.lines().stream().anyMatch(line -> line.contains(",CONNECTED,")));
    }

    public CompletableFuture<List<ClientRow>> clients() {
        return ask("status 3", true).thenApply(reply -> {
            if (!reply.done()) {
                throw new ManagementFailed("the daemon serves no clients yet");
            }
            return ClientRow.parse(reply.lines());
        });
    }

    /// Lets a client in.
    public CompletableFuture<DaemonAnswer> admit(ClientEvent.Connect who, Grant grant) {
        return ask("client-auth %d %d\n%sEND".formatted(who.client(), who.key(), grant.lines()), false);
    }

    /// Has the daemon look at a client that was let in. Unless the answer came at once, it does so only when
    /// something comes from the client, which asks after a second. The client is told that its login takes
    /// longer, which is over by then: only for clients that know what this is.
    public CompletableFuture<DaemonAnswer> wake(ClientEvent.Connect who) {
        return ask("client-pending-auth %d %d LOGIN 60".formatted(who.client(), who.key()), false);
    }

    /// Lets a client go on as before.
    public CompletableFuture<DaemonAnswer> renew(ClientEvent.Reauthenticate who) {
        return ask("client-auth-nt %d %d".formatted(who.client(), who.key()), false);
    }

    /// Lets a client not in, or not go on.
    ///
    /// @param text that the client shows, without quotation marks
    public CompletableFuture<DaemonAnswer> deny(long client, long key, String text) {
        return ask("client-deny %d %d \"refused\" \"%s\"".formatted(client, key, text), false);
    }

    public CompletableFuture<DaemonAnswer> kill(long client, Farewell farewell) {
        return ask("client-kill %d %s".formatted(client, farewell.word()), false);
    }

    private synchronized CompletableFuture<DaemonAnswer> ask(String command, boolean isList) {
        CompletableFuture<DaemonAnswer> answer = dialogue.asked(isList);
        toSend.add(command + "\n");
        return answer.whenComplete((_, _) -> answered());
    }

    private synchronized void answered() {
        waited = Duration.ZERO;
    }

    /// Says that a while has passed, in which this process ran.
    ///
    /// @return for how long the daemon owes an answer
    public synchronized Duration waited(Duration step) {
        waited = dialogue.isOwedAnAnswer() ? waited.plus(step) : Duration.ZERO;
        return waited;
    }

    private void read() {
        LineReader lines = new LineReader(dialogue::line);
        ByteBuffer bytes = ByteBuffer.allocate(1 << 14);
        try {
            while (channel.read(bytes) >= 0) {
                lines.read(bytes.flip());
                bytes.clear();
            }
        } catch (IOException _) {
            // That it is over is told below.
        } finally {
            close();
            dialogue.end();
            listener.lost();
        }
    }

    private void write() {
        try {
            while (channel.isOpen()) {
                ByteBuffer bytes = ByteBuffer.wrap(toSend.take().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException _) {
            close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ManagementFailed("closing failed", e);
        } finally {
            toSend.add("");
        }
    }
}

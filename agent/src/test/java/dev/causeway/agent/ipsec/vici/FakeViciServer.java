package dev.causeway.agent.ipsec.vici;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Answers commands as a test says and confirms every subscription.
final class FakeViciServer implements AutoCloseable {

    private final Path path;
    private final ServerSocketChannel listener;
    private final Map<String, Function<Section, List<Packet>>> commands = new ConcurrentHashMap<>();
    private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();

    FakeViciServer(Path path) {
        this.path = path;
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    Path path() {
        return path;
    }

    void answer(String command, Function<Section, List<Packet>> answers) {
        commands.put(command, answers);
    }

    void raise(Packet event) {
        clients.forEach(client -> send(client, event));
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void serve(SocketChannel client) {
        try {
            while (true) {
                Packet packet =
                        Packet.decode(read(client, read(client, 4).getInt()).array());
                answers(packet).forEach(answer -> send(client, answer));
            }
        } catch (IOException | UncheckedIOException _) {
            // The client is gone.
        }
    }

    private List<Packet> answers(Packet packet) {
        return switch (packet.type()) {
            case REGISTER, UNREGISTER -> List.of(new Packet(Packet.Type.CONFIRMED, "", Section.EMPTY));
            case COMMAND ->
                commands.getOrDefault(
                                packet.name(), _ -> List.of(new Packet(Packet.Type.COMMAND_UNKNOWN, "", Section.EMPTY)))
                        .apply(packet.message());
            case ANSWER, COMMAND_UNKNOWN, CONFIRMED, EVENT_UNKNOWN, EVENT ->
                throw new IllegalStateException("a client does not send " + packet.type());
        };
    }

    private static ByteBuffer read(SocketChannel client, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (client.read(bytes) < 0) {
                throw new IOException("end");
            }
        }
        return bytes.flip();
    }

    private static void send(SocketChannel client, Packet packet) {
        byte[] content = packet.encode();
        try {
            client.write(ByteBuffer.allocate(4 + content.length)
                    .putInt(content.length)
                    .put(content)
                    .flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (SocketChannel client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

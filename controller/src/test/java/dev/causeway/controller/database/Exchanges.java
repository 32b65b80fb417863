package dev.causeway.controller.database;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A way to a database on which one can count how often something is asked there and the answer waited for.
public final class Exchanges implements AutoCloseable {

    private static final int SYNC = 'S';
    private static final int SIMPLE_QUERY = 'Q';
    private static final int WITHOUT_NAME = 8;

    private final Database.Address behind;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong count = new AtomicLong();

    private Exchanges(Database.Address behind, ServerSocket listening) {
        this.behind = behind;
        this.listening = listening;
    }

    /// Begins to lead to a database.
    public static Exchanges with(Database.Address behind) {
        try {
            var way = new Exchanges(behind, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            way.threads.execute(way::accept);
            return way;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the way begins.
    public Database.Address address() {
        URI there = there();
        String url = "jdbc:postgresql://127.0.0.1:%d%s".formatted(listening.getLocalPort(), there.getPath());
        return new Database.Address(url, behind.user(), behind.password());
    }

    /// How many there were so far.
    public long count() {
        return count.get();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private URI there() {
        return URI.create(behind.url().substring("jdbc:".length()));
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                var server = new Socket(there().getHost(), there().getPort());
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                threads.execute(() -> ask(client, server));
                threads.execute(() -> answer(client, server));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    /// The first messages have no type: questions for encryption, which have nothing in them, and the one that begins.
    /// Of every other that is the first octet.
    private void ask(Socket client, Socket server) {
        try (client;
                server;
                var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                var out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()))) {
            boolean begun = false;
            while (!begun) {
                begun = pass(in, out) != WITHOUT_NAME;
                out.flush();
            }
            while (true) {
                int type = in.readUnsignedByte();
                if (type == SYNC || type == SIMPLE_QUERY) {
                    count.incrementAndGet();
                }
                out.writeByte(type);
                pass(in, out);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException _) {
            // One of the two is gone.
        }
    }

    private static int pass(DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        out.writeInt(length);
        out.write(in.readNBytes(length - Integer.BYTES));
        return length;
    }

    private static void answer(Socket client, Socket server) {
        try (client;
                server) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException _) {
            // One of the two is gone.
        }
    }
}

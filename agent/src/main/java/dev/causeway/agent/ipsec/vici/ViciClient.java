package dev.causeway.agent.ipsec.vici;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Commands to one daemon, one after the other. After a missed deadline the connection is of no use any more and a new
/// one must be opened.
public final class ViciClient implements AutoCloseable {

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ViciSocket socket;
    private final Duration patience;

    private ViciClient(ViciSocket socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    /// Connects.
    ///
    /// @param patience how long each exchange may take, in time during which this process runs
    public static ViciClient open(Path socket, Duration patience) {
        return new ViciClient(ViciSocket.open(socket), patience);
    }

    /// Sends a command and returns its answer.
    ///
    /// @throws ViciFailed also if the daemon does not know the command, or answers that it did not succeed
    public Section call(String command, Section arguments) {
        return exchange(command, () -> answer(command, arguments, new ArrayList<>()));
    }

    /// Sends a command whose results come as events before its answer, and returns these.
    public List<Section> stream(String command, String event, Section arguments) {
        return exchange(command, () -> {
            List<Section> results = new ArrayList<>();
            subscribe(Packet.Type.REGISTER, event);
            answer(command, arguments, results);
            subscribe(Packet.Type.UNREGISTER, event);
            return results;
        });
    }

    /// How long the daemon has owed an answer, in time during which this process ran; zero if it owes none.
    public Duration waited() {
        return socket.waited();
    }

    private <T> T exchange(String what, java.util.function.Supplier<T> exchange) {
        oneAtATime.lock();
        try {
            return socket.within(patience, what, exchange);
        } finally {
            oneAtATime.unlock();
        }
    }

    private Section answer(String command, Section arguments, List<Section> events) {
        socket.send(new Packet(Packet.Type.COMMAND, command, arguments));
        Packet packet = socket.receive();
        while (packet.type() == Packet.Type.EVENT) {
            events.add(packet.message());
            packet = socket.receive();
        }
        if (packet.type() != Packet.Type.ANSWER) {
            throw new ViciFailed("%s: the daemon answered %s".formatted(command, packet.type()));
        }
        if (packet.message().text("success").equals("no")) {
            throw new ViciFailed("%s: %s".formatted(command, packet.message().text("errmsg")));
        }
        return packet.message();
    }

    private void subscribe(Packet.Type type, String event) {
        socket.send(new Packet(type, event, Section.EMPTY));
        Packet packet = socket.receive();
        while (packet.type() == Packet.Type.EVENT) {
            packet = socket.receive();
        }
        if (packet.type() != Packet.Type.CONFIRMED) {
            throw new ViciFailed("the daemon does not know the event " + event);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

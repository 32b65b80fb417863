package dev.causeway.agent.ipsec.vici;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A connection on which the daemon tells what happens. Reading ends with a failure as soon as the daemon dies.
public final class ViciEvents implements AutoCloseable {

    private final ViciSocket socket;

    private ViciEvents(ViciSocket socket) {
        this.socket = socket;
    }

    /// Connects and asks for events.
    ///
    /// @param patience how long each subscription may take
    public static ViciEvents open(Path path, List<String> events, Duration patience) {
        ViciSocket socket = ViciSocket.open(path);
        try {
            for (String event : events) {
                socket.within(patience, event, () -> subscribe(socket, event));
            }
        } catch (ViciFailed e) {
            socket.close();
            throw e;
        }
        return new ViciEvents(socket);
    }

    private static Section subscribe(ViciSocket socket, String event) {
        socket.send(new Packet(Packet.Type.REGISTER, event, Section.EMPTY));
        // Events asked for before may already come in between; their listener looks at the whole state anyway.
        Packet packet = socket.receive();
        while (packet.type() == Packet.Type.EVENT) {
            packet = socket.receive();
        }
        if (packet.type() != Packet.Type.CONFIRMED) {
            throw new ViciFailed("the daemon does not know the event " + event);
        }
        return packet.message();
    }

    /// Waits for the next event.
    ///
    /// @throws ViciFailed when the connection ends
    public Event next() {
        Packet packet = socket.receive();
        while (packet.type() != Packet.Type.EVENT) {
            packet = socket.receive();
        }
        return new Event(packet.name(), packet.message());
    }

    @Override
    public void close() {
        socket.close();
    }

    /// Something that happened in the daemon.
    public record Event(String name, Section message) {}
}

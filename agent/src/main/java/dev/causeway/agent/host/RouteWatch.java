package dev.causeway.agent.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Hears at once when what is learned by routing daemons changes in a namespace, or a link there. What is
/// heard is a hint to look, and nothing more: several changes may be one hint, and a hint may be about
/// nothing.
///
/// A namespace that was removed lives on until its watch is closed.
public final class RouteWatch implements AutoCloseable {

    private static final int LINKS = 1;
    private static final int IPV4_ROUTES = 0x40;

    private static final int MESSAGE_HEADER = 16;
    private static final int TYPE = 4;
    private static final short NEW_ROUTE = 24;
    private static final short GONE_ROUTE = 25;
    private static final short NOTHING = 1;
    private static final short REQUEST_TO_ACKNOWLEDGE = 5;

    private static final int LONGEST_WAIT = 10_000;
    private static final long LARGEST_PACKET = 1 << 16;
    private static final long TIME_TO_END = 2000;

    private final int socket;
    private final Runnable hint;
    private final Thread thread;
    private volatile boolean closed;

    private RouteWatch(int socket, Runnable hint, String name) {
        this.socket = socket;
        this.hint = hint;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// Begins to watch.
    ///
    /// @param hint called on a thread of the watch
    /// @throws IllegalStateException if there is no such namespace
    public static RouteWatch of(Namespace namespace, Runnable hint) {
        int socket = Inside.ask(() -> Inside.of(namespace, () -> {
            int fresh = Kernel.netlink(Kernel.NETLINK_ROUTE);
            Kernel.listen(fresh, LINKS | IPV4_ROUTES);
            return fresh;
        }));
        var watch = new RouteWatch(socket, hint, "routes-" + namespace);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LARGEST_PACKET);
            while (!closed) {
                Kernel.await(socket, LONGEST_WAIT);
                if (!closed && isWorthALook(buffer)) {
                    hint.run();
                }
            }
        } finally {
            Kernel.close(socket);
        }
    }

    private boolean isWorthALook(MemorySegment buffer) {
        try {
            int length = Kernel.receive(socket, buffer);
            return isWorthALook(ByteBuffer.wrap(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE))
                    .order(ByteOrder.nativeOrder()));
        } catch (Kernel.Refused _) {
            // More came than was kept, or nothing did.
            return true;
        }
    }

    /// Each packet holds one message.
    private static boolean isWorthALook(ByteBuffer packet) {
        if (packet.remaining() < MESSAGE_HEADER + Netlink.ROUTE_HEADER) {
            return false;
        }
        return switch (packet.getShort(TYPE)) {
            case NEW_ROUTE, GONE_ROUTE ->
                LearnedRoutes.isLearned(packet.slice(MESSAGE_HEADER, packet.limit() - MESSAGE_HEADER));
            default -> true;
        };
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        wake();
        try {
            thread.join(TIME_TO_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Has the kernel say something.
    private void wake() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocate(MESSAGE_HEADER, Integer.BYTES);
            message.asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .putInt(MESSAGE_HEADER)
                    .putShort(NOTHING)
                    .putShort(REQUEST_TO_ACKNOWLEDGE);
            Kernel.send(socket, message);
        } catch (Kernel.Refused _) {
            // Then it ends when it has waited.
        }
    }
}

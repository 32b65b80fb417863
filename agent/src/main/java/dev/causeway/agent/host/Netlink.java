package dev.causeway.agent.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Asks the kernel in its own words what a network namespace holds: that of the thread that opens it.
final class Netlink implements AutoCloseable {

    private static final int HEADER = 16;
    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;
    private static final int INTERRUPTED = 0x10;
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final long LARGEST_ANSWER = 1 << 16;

    private final int socket;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(LARGEST_ANSWER);

    Netlink(int protocol) {
        socket = Kernel.netlink(protocol);
    }

    /// One message of an answer, without the header that all have.
    record Message(ByteBuffer content) {

        /// What lies behind a place.
        ByteBuffer from(int place) {
            return content.slice(place, content.limit() - place).order(ByteOrder.nativeOrder());
        }
    }

    /// Everything of a kind.
    List<Message> all(int type, byte[] content) {
        send(type, REQUEST | DUMP, content);
        List<Message> messages = new ArrayList<>();
        while (!receive(messages)) {
            // until the last message
        }
        return messages;
    }

    /// One thing. It must be there.
    Message one(int type, byte[] content) {
        send(type, REQUEST, content);
        List<Message> messages = new ArrayList<>();
        var _ = receive(messages);
        return messages.getFirst();
    }

    private void send(int type, int flags, byte[] content) {
        MemorySegment message = arena.allocate(HEADER + (long) content.length, Integer.BYTES);
        message.asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .putInt(HEADER + content.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(0)
                .putInt(0)
                .put(content);
        Kernel.send(socket, message);
    }

    /// @return whether that was all
    private boolean receive(List<Message> messages) {
        int length = Kernel.receive(socket, buffer);
        ByteBuffer bytes = ByteBuffer.wrap(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE))
                .order(ByteOrder.nativeOrder());
        while (bytes.remaining() >= HEADER) {
            int start = bytes.position();
            int size = bytes.getInt(start);
            int type = bytes.getShort(start + 4);
            if (type == ERROR || (bytes.getShort(start + 6) & INTERRUPTED) != 0) {
                throw new IllegalStateException("the kernel does not tell");
            }
            if (type == DONE) {
                return true;
            }
            messages.add(new Message(bytes.slice(start + HEADER, size - HEADER)));
            bytes.position(Math.min(bytes.limit(), start + (size + 3) / 4 * 4));
        }
        return false;
    }

    @Override
    public void close() {
        arena.close();
        Kernel.close(socket);
    }
}

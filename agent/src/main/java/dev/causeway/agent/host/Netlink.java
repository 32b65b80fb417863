package dev.causeway.agent.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Asks the kernel in its own words what a network namespace holds: that of the thread that opens it.
final class Netlink implements AutoCloseable {

    static final int LINK_HEADER = 16;
    static final int ADDRESS_HEADER = 8;
    static final int ROUTE_HEADER = 12;
    static final int FIREWALL_HEADER = 4;

    private static final int GET_LINK = 18;
    private static final int GET_ADDRESS = 22;
    private static final int GET_ROUTE = 26;
    private static final int GET_RULE = 34;
    private static final int GET_FIREWALL = 10 << 8 | 16;
    private static final int GET_FIREWALL_OBJECTS = 10 << 8 | 19;
    private static final byte INET = 2;
    private static final short NAME = 3;

    private static final int HEADER = 16;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;
    private static final int INTERRUPTED = 0x10;
    private static final int ERROR = 2;
    private static final int DONE = 3;

    /// What changes while it is told is asked for again.
    private static final int ROUNDS = 5;

    private static final long LARGEST_ANSWER = 1 << 16;

    private final int socket;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(LARGEST_ANSWER);
    private boolean interrupted;

    Netlink(int protocol) {
        socket = Kernel.netlink(protocol);
    }

    /// There is no such thing, or it was changing.
    static final class Untold extends RuntimeException {}

    /// One message of an answer, without the header that all have.
    record Message(ByteBuffer content) {

        /// What lies behind a place.
        ByteBuffer from(int place) {
            return content.slice(place, content.limit() - place).order(ByteOrder.nativeOrder());
        }

        /// The attributes behind the header of its kind.
        Map<Integer, ByteBuffer> attributes(int header) {
            return Netlink.attributes(from(header));
        }
    }

    /// Attributes by their kind, as they follow one another.
    static Map<Integer, ByteBuffer> attributes(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate().order(ByteOrder.nativeOrder());
        Map<Integer, ByteBuffer> attributes = new TreeMap<>();
        while (rest.remaining() >= ATTRIBUTE_HEADER) {
            int start = rest.position();
            int length = Math.max(ATTRIBUTE_HEADER, rest.getShort(start));
            attributes.put(
                    (int) rest.getShort(start + 2), rest.slice(start + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER));
            rest.position(Math.min(rest.limit(), start + aligned(length)));
        }
        return attributes;
    }

    private static int aligned(int length) {
        return (length + 3) / 4 * 4;
    }

    List<Message> links() {
        return all(GET_LINK, new byte[LINK_HEADER]);
    }

    /// One link. It must be there.
    Message link(String name) {
        byte[] text = (name + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(LINK_HEADER + ATTRIBUTE_HEADER + aligned(text.length))
                .order(ByteOrder.nativeOrder());
        request.position(LINK_HEADER)
                .putShort((short) (ATTRIBUTE_HEADER + text.length))
                .putShort(NAME)
                .put(text);
        return one(GET_LINK, request.array());
    }

    boolean exists(String link) {
        try {
            var _ = link(link);
            return true;
        } catch (Untold _) {
            return false;
        }
    }

    List<Message> addresses() {
        return all(GET_ADDRESS, inet(ADDRESS_HEADER));
    }

    List<Message> routes() {
        return all(GET_ROUTE, inet(ROUTE_HEADER));
    }

    List<Message> rules() {
        return all(GET_RULE, inet(12));
    }

    /// The state of the firewall.
    Glances.FirewallState firewall() {
        int number = one(GET_FIREWALL, new byte[FIREWALL_HEADER])
                .from(8)
                .order(ByteOrder.BIG_ENDIAN)
                .getInt();
        return new Glances.FirewallState(Kernel.namespace(socket), number);
    }

    /// What has a name in the firewall's tables, counters among it.
    List<Message> firewallObjects() {
        return all(GET_FIREWALL_OBJECTS, new byte[FIREWALL_HEADER]);
    }

    private static byte[] inet(int length) {
        byte[] request = new byte[length];
        request[0] = INET;
        return request;
    }

    private List<Message> all(int type, byte[] content) {
        for (int round = 0; round < ROUNDS; round++) {
            send(type, REQUEST | DUMP, content);
            interrupted = false;
            List<Message> messages = new ArrayList<>();
            while (!receive(messages)) {
                // until the last message
            }
            if (!interrupted) {
                return messages;
            }
        }
        throw new Untold();
    }

    private Message one(int type, byte[] content) {
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
            if (type == ERROR) {
                throw new Untold();
            }
            interrupted |= (bytes.getShort(start + 6) & INTERRUPTED) != 0;
            if (type == DONE) {
                return true;
            }
            messages.add(new Message(bytes.slice(start + HEADER, size - HEADER)));
            bytes.position(Math.min(bytes.limit(), start + aligned(size)));
        }
        return false;
    }

    @Override
    public void close() {
        arena.close();
        Kernel.close(socket);
    }
}

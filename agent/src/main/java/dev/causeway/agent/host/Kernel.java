package dev.causeway.agent.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The few calls of the kernel that this needs and no class of the platform makes. Each fails with [Refused].
final class Kernel {

    static final int NETLINK_ROUTE = 0;
    static final int NETLINK_NETFILTER = 12;

    private static final int READ_AND_CLOSE_ON_EXEC = 0x80000;
    private static final int NETWORK_NAMESPACE = 0x4000_0000;
    private static final int AF_NETLINK = 16;
    private static final int NETLINK_ADDRESS_SIZE = 12;
    private static final int POLL_SIZE = 8;
    private static final short READABLE = 1;
    private static final int RAW_AND_CLOSE_ON_EXEC = 0x80003;
    private static final int DO_NOT_WAIT = 0x40;
    private static final int SOCKET_LEVEL = 1;

    /// `SO_NETNS_COOKIE`, since Linux 5.14.
    private static final int NAMESPACE_COOKIE = 71;

    private static final MethodHandle OPEN = call("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = call("close", ValueLayout.JAVA_INT);
    private static final MethodHandle SETNS = call("setns", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle SOCKET =
            call("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle GETSOCKOPT = call(
            "getsockopt",
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);
    private static final MethodHandle BIND =
            call("bind", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle POLL =
            call("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle SEND = transfer("send");
    private static final MethodHandle RECV = transfer("recv");

    private Kernel() {}

    /// A call came to nothing.
    static final class Refused extends RuntimeException {

        private Refused(String call, Throwable cause) {
            super(call + " failed", cause);
        }
    }

    private static MethodHandle call(String name, ValueLayout... arguments) {
        return link(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static MethodHandle transfer(String name) {
        return link(
                name,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, FunctionDescriptor description) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), description);
    }

    /// Opens a file to read.
    static int open(String path) {
        try (Arena arena = Arena.ofConfined()) {
            return checked("open", (int) OPEN.invokeExact(arena.allocateFrom(path), READ_AND_CLOSE_ON_EXEC));
        } catch (Throwable e) {
            throw refused("open", e);
        }
    }

    static void close(int descriptor) {
        try {
            var _ = checked("close", (int) CLOSE.invokeExact(descriptor));
        } catch (Throwable e) {
            throw refused("close", e);
        }
    }

    /// Moves this thread into a network namespace.
    static void enter(int namespace) {
        try {
            var _ = checked("setns", (int) SETNS.invokeExact(namespace, NETWORK_NAMESPACE));
        } catch (Throwable e) {
            throw refused("setns", e);
        }
    }

    /// Opens a netlink socket in this thread's network namespace.
    static int netlink(int protocol) {
        try {
            return checked("socket", (int) SOCKET.invokeExact(AF_NETLINK, RAW_AND_CLOSE_ON_EXEC, protocol));
        } catch (Throwable e) {
            throw refused("socket", e);
        }
    }

    /// The number of a socket's network namespace, which no other one has had: the number of its file may come again.
    static long namespace(int socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, Long.BYTES);
            var _ = checked(
                    "getsockopt", (int) GETSOCKOPT.invokeExact(socket, SOCKET_LEVEL, NAMESPACE_COOKIE, number, length));
            return number.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable e) {
            throw refused("getsockopt", e);
        }
    }

    /// Lets a netlink socket hear of what happens.
    ///
    /// @param groups a bit for each kind of things
    static void listen(int socket, int groups) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(NETLINK_ADDRESS_SIZE, Integer.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
            address.set(ValueLayout.JAVA_INT, 8, groups);
            var _ = checked("bind", (int) BIND.invokeExact(socket, address, NETLINK_ADDRESS_SIZE));
        } catch (Throwable e) {
            throw refused("bind", e);
        }
    }

    /// Waits until something has arrived, or for a while. That takes this thread as a whole.
    static void await(int socket, int milliseconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(POLL_SIZE, Integer.BYTES);
            polled.set(ValueLayout.JAVA_INT, 0, socket);
            polled.set(ValueLayout.JAVA_SHORT, Integer.BYTES, READABLE);
            // Whatever ends it, the socket is asked next.
            var _ = (int) POLL.invokeExact(polled, 1L, milliseconds);
        } catch (Throwable e) {
            throw refused("poll", e);
        }
    }

    static void send(int socket, MemorySegment message) {
        try {
            var _ = checked("send", (long) SEND.invokeExact(socket, message, message.byteSize(), 0));
        } catch (Throwable e) {
            throw refused("send", e);
        }
    }

    /// Takes what has arrived.
    ///
    /// @return how many bytes of it there are
    static int receive(int socket, MemorySegment buffer) {
        try {
            return (int) checked("recv", (long) RECV.invokeExact(socket, buffer, buffer.byteSize(), DO_NOT_WAIT));
        } catch (Throwable e) {
            throw refused("recv", e);
        }
    }

    private static int checked(String call, int result) {
        return (int) checked(call, (long) result);
    }

    private static long checked(String call, long result) {
        if (result < 0) {
            throw new Refused(call, null);
        }
        return result;
    }

    private static RuntimeException refused(String call, Throwable e) {
        return switch (e) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            default -> new Refused(call, e);
        };
    }
}

package dev.causeway.scenarios.traffic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// One end of a stream or transfer. It runs as a process of its own inside a namespace, since a Java program cannot
/// enter one. The end of its input tells a stream to stop.
public final class StreamEnd {

    static final int PORT = 7007;
    private static final int CHUNK = 64 * 1024;
    private static final int TIMEOUT_MS = 60_000;
    private static final int PAYLOAD = 200;
    private static final int RECEIVE_BUFFER = 4 << 20;

    /// A second without a datagram.
    private static final int QUIET_LOOKS = 20;

    private StreamEnd() {}

    /// `serve-tcp` | `exchange-tcp HOST BYTES` | `receive-udp` | `send-udp HOST PER_SECOND [BYTES]`.
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "serve-tcp" -> serveTcp();
            case "exchange-tcp" -> exchangeTcp(arguments[1], Long.parseLong(arguments[2]));
            case "receive-udp" -> receiveUdp();
            case "send-udp" ->
                sendUdp(
                        arguments[1],
                        Integer.parseInt(arguments[2]),
                        arguments.length > 3 ? Integer.parseInt(arguments[3]) : PAYLOAD);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void serveTcp() throws IOException, NoSuchAlgorithmException {
        try (ServerSocket server = new ServerSocket(PORT)) {
            System.out.println("ready");
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(TIMEOUT_MS);
                var in = new DataInputStream(socket.getInputStream());
                var out = new DataOutputStream(socket.getOutputStream());
                long bytes = in.readLong();
                out.write(receive(in, bytes));
                out.write(send(out, bytes, 2));
                out.flush();
                in.read();
            }
        }
    }

    private static void exchangeTcp(String host, long bytes) throws IOException, NoSuchAlgorithmException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), PORT), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(bytes);
            byte[] there = send(out, bytes, 1);
            out.flush();
            check(there, in.readNBytes(there.length));
            byte[] back = receive(in, bytes);
            check(back, in.readNBytes(back.length));
            System.out.println("equal " + HexFormat.of().formatHex(there) + " "
                    + HexFormat.of().formatHex(back));
        }
    }

    private static void check(byte[] expected, byte[] seen) {
        if (!Arrays.equals(expected, seen)) {
            throw new IllegalStateException("checksums differ");
        }
    }

    private static byte[] send(OutputStream out, long bytes, long seed) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(seed);
        byte[] chunk = new byte[CHUNK];
        for (long left = bytes; left > 0; left -= CHUNK) {
            int size = (int) Math.min(left, CHUNK);
            random.nextBytes(chunk);
            digest.update(chunk, 0, size);
            out.write(chunk, 0, size);
        }
        return digest.digest();
    }

    private static byte[] receive(InputStream in, long bytes) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] chunk = new byte[CHUNK];
        for (long left = bytes; left > 0; ) {
            int size = in.read(chunk, 0, (int) Math.min(left, CHUNK));
            if (size < 0) {
                throw new IOException("the peer closed with %d bytes missing".formatted(left));
            }
            digest.update(chunk, 0, size);
            left -= size;
        }
        return digest.digest();
    }

    private static void receiveUdp() throws IOException {
        Set<Long> seen = new HashSet<>();
        long longest = 0;
        long previous = 0;
        try (DatagramSocket socket = new DatagramSocket(PORT)) {
            // What arrives while this process has no processor is not lost on the way.
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setSoTimeout(50);
            System.out.println("ready");
            byte[] bytes = new byte[PAYLOAD];
            int quiet = 0;
            // What was sent before the end counts, though it is on its way or was not read yet.
            while (!inputEnded() || quiet < QUIET_LOOKS) {
                try {
                    var packet = new DatagramPacket(bytes, bytes.length);
                    socket.receive(packet);
                    quiet = 0;
                    long now = System.nanoTime();
                    seen.add(ByteBuffer.wrap(bytes).getLong());
                    longest = previous == 0 ? 0 : Math.max(longest, now - previous);
                    previous = now;
                } catch (SocketTimeoutException _) {
                    quiet++;
                }
            }
        }
        System.out.println("received " + seen.size() + " " + longest / 1000);
    }

    private static void sendUdp(String host, int perSecond, int size) throws IOException {
        long sent = 0;
        long refused = 0;
        long begin;
        long step = 1_000_000_000L / perSecond;
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress target = InetAddress.getByName(host);
            System.out.println("ready");
            begin = System.nanoTime();
            long next = begin;
            while (!inputEnded()) {
                byte[] bytes = ByteBuffer.allocate(size).putLong(sent).array();
                try {
                    socket.send(new DatagramPacket(bytes, bytes.length, target, PORT));
                } catch (IOException _) {
                    refused++;
                }
                sent++;
                next += step;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        System.out.println("sent " + sent + " " + refused + " " + (System.nanoTime() - begin) / 1000);
    }

    /// The parent writes nothing: as soon as reading would not block, its end of the pipe is closed.
    private static boolean inputEnded() {
        return InputEnd.reached();
    }

    private static final class InputEnd {
        private static volatile boolean ended;

        static {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    ended = System.in.read() < 0;
                } catch (IOException _) {
                    ended = true;
                }
            });
        }

        private static boolean reached() {
            return ended;
        }
    }
}

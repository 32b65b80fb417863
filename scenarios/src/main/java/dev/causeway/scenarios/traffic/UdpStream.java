package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;

/// Numbered datagrams at a steady rate in one direction, until stopped.
public final class UdpStream implements AutoCloseable {

    private final Background receiver;
    private final Background sender;

    private UdpStream(Background receiver, Background sender) {
        this.receiver = receiver;
        this.sender = sender;
    }

    /// Starts a stream. A place can send one and receive one at a time.
    ///
    /// @param name tells the files of several streams apart
    public static UdpStream start(
            Path folder, String name, NetworkNamespace from, NetworkNamespace to, String address, int perSecond) {
        Background receiver = Ends.start(folder.resolve(name + "-receive"), to, "receive-udp");
        Ends.awaitReady(receiver);
        Background sender =
                Ends.start(folder.resolve(name + "-send"), from, "send-udp", address, Integer.toString(perSecond));
        Ends.awaitReady(sender);
        return new UdpStream(receiver, sender);
    }

    /// Stops the sender, lets the receiver wait for what is on its way, and counts.
    public Result stop() {
        sender.endInput();
        receiver.endInput();
        String[] sent = lastLine(sender, "sent ");
        String[] received = lastLine(receiver, "received ");
        long total = Long.parseLong(sent[1]);
        return new Result(
                total,
                total - Long.parseLong(received[1]),
                Long.parseLong(sent[2]),
                Duration.ofNanos(Long.parseLong(sent[3]) * 1000),
                Duration.ofNanos(Long.parseLong(received[2]) * 1000));
    }

    private static String[] lastLine(Background end, String start) {
        return end.output()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no result: " + end.errors()))
                .split(" ", -1);
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }

    /// What became of the datagrams.
    ///
    /// @param lost all that were sent and did not arrive, those that the sender's own host refused among them
    /// @param refused those that the sender's own host refused, for want of a route
    /// @param time from the first datagram to the end, by the sender's clock
    public record Result(long sent, long lost, long refused, Duration time, Duration longestGap) {

        /// The mean rate at which datagrams were sent.
        public double perSecond() {
            return sent * 1000.0 / Math.max(1, time.toMillis());
        }
    }
}

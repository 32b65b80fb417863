package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The traffic of a tunnel over all interfaces that it ever had. An interface counts from zero, and goes with its
/// daemon.
final class TrafficTotal {

    private final CounterFile written;
    private Traffic before = Traffic.NONE;
    private Traffic last = Traffic.NONE;
    private long process;

    /// Continues where an earlier process stopped.
    TrafficTotal(Path file) {
        this.written = new CounterFile(file);
        try {
            long[] numbers = Arrays.stream(Files.readString(file).strip().split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            before = new Traffic(numbers[0], numbers[1], numbers[2], numbers[3]);
            last = new Traffic(numbers[4], numbers[5], numbers[6], numbers[7]);
            process = numbers[8];
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            // There is no earlier count.
        }
    }

    synchronized Traffic total() {
        return before.plus(last);
    }

    /// Tells whose interface is counted from now on.
    synchronized void of(long daemon) {
        if (daemon != process) {
            before = before.plus(last);
            last = Traffic.NONE;
            process = daemon;
            save();
        }
    }

    synchronized void seen(Traffic now) {
        if (now.packetsIn() < last.packetsIn() || now.packetsOut() < last.packetsOut()) {
            before = before.plus(last);
        } else if (now.equals(last)) {
            return;
        }
        last = now;
        save();
    }

    private void save() {
        var _ = written.write(text(before) + " " + text(last) + " " + process + "\n");
    }

    private static String text(Traffic traffic) {
        return "%d %d %d %d"
                .formatted(traffic.packetsIn(), traffic.packetsOut(), traffic.bytesIn(), traffic.bytesOut());
    }
}

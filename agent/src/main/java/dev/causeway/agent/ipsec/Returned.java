package dev.causeway.agent.ipsec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What routers have said of packets that a daemon sent and that they did not pass on. The daemon does not hear of it,
/// but its kernel counts. What the worker's firewall lets in is that there is no way, and that a packet was too long;
/// those by which SAs are made are short enough for every way.
final class Returned {

    private static final String NAME = "InDestUnreachs";

    private final Path counters;
    private OptionalLong before;

    private Returned(Path counters) {
        this.counters = counters;
        this.before = count();
    }

    /// Begins to count.
    static Returned to(long daemon) {
        return new Returned(Path.of("/proc", Long.toString(daemon), "net", "snmp"));
    }

    /// Whether another one has come since the last look.
    boolean hasGrown() {
        OptionalLong now = count();
        boolean grown = now.isPresent() && before.isPresent() && now.getAsLong() > before.getAsLong();
        before = now;
        return grown;
    }

    /// The kernel writes a line of names and one of numbers for each protocol.
    private OptionalLong count() {
        try {
            List<String[]> lines = Files.readAllLines(counters).stream()
                    .filter(line -> line.startsWith("Icmp:"))
                    .map(line -> line.split(" ", -1))
                    .toList();
            int place = lines.isEmpty() ? -1 : List.of(lines.getFirst()).indexOf(NAME);
            return place < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lines.getLast()[place]));
        } catch (IOException _) {
            // The daemon has ended.
            return OptionalLong.empty();
        }
    }
}

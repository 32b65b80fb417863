package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Pings at a steady rate from one place to many others, by one process, until closed.
public final class ManyPings implements AutoCloseable {

    private static final Pattern REPLY = Pattern.compile("(?m)^\\[(\\d+)\\.(\\d+)] (\\S+) +: \\[\\d+], \\d+ bytes");
    private static final int NANO_DIGITS = 9;

    private final Background process;

    private ManyPings(Background process) {
        this.process = process;
    }

    /// Starts pinging.
    ///
    /// @param interval between two pings of one target
    public static ManyPings start(Path output, NetworkNamespace from, Collection<String> targets, Duration interval) {
        String period = Long.toString(interval.toMillis());
        List<String> words = new ArrayList<>(List.of("fping", "-l", "-D", "-i", "0.1", "-p", period, "-t", "500"));
        words.addAll(targets);
        return new ManyPings(from.start(output, words));
    }

    private record Reply(Instant at, String target) {}

    /// In the order in which they came.
    private Stream<Reply> replies() {
        return REPLY.matcher(process.output())
                .results()
                .map(found -> new Reply(instant(found.group(1), found.group(2)), found.group(3)));
    }

    private static Instant instant(String seconds, String fraction) {
        long nanos = Long.parseLong((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
        return Instant.ofEpochSecond(Long.parseLong(seconds), nanos);
    }

    /// When so many different ones had answered after a moment, by the host's clock; nothing as long as they have not.
    public Optional<Instant> answered(int targets, Instant after) {
        Set<String> seen = new HashSet<>();
        return replies()
                .filter(reply -> reply.at().isAfter(after))
                .filter(reply -> seen.add(reply.target()) && seen.size() == targets)
                .map(Reply::at)
                .findFirst();
    }

    /// When the last answer so far came, by the host's clock.
    public Optional<Instant> lastAnswer() {
        return replies().map(Reply::at).max(Instant::compareTo);
    }

    @Override
    public void close() {
        process.close();
    }
}

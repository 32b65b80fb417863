package dev.causeway.agent.load;

import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.document.HostLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at how busy the host is, and no more often than once in a while, however often it is asked.
public final class LoadMeter {

    private static final long KIB = 1_024;
    private static final Pattern KIBIBYTES = Pattern.compile(" (\\d{1,15}) kB$");

    private final Path proc;
    private final Duration every;
    private final Clock clock;
    private Optional<ProcessorTimes> before = Optional.empty();
    private Optional<HostLoad> load = Optional.empty();
    private Instant next;

    /// @param every the least time between two looks
    public LoadMeter(Duration every) {
        this(Path.of("/proc"), every, SteadyClock.ofProcess());
    }

    LoadMeter(Path proc, Duration every, Clock clock) {
        this.proc = proc;
        this.every = every;
        this.clock = clock;
        this.next = clock.instant();
    }

    /// What was last seen. Empty until the second look, as the first has nothing to compare with, and where the kernel
    /// does not say it.
    public synchronized Optional<HostLoad> load() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(every);
            look();
        }
        return load;
    }

    private void look() {
        Optional<ProcessorTimes> times = firstLine(proc.resolve("stat")).flatMap(ProcessorTimes::parse);
        load = times.flatMap(now -> before.flatMap(now::busySince)).flatMap(this::withMemory);
        before = times;
    }

    private Optional<HostLoad> withMemory(int processor) {
        List<String> lines = lines(proc.resolve("meminfo"));
        return bytes(lines, "MemTotal:")
                .flatMap(total -> bytes(lines, "MemAvailable:")
                        .map(available -> new HostLoad(processor, total - available, total)));
    }

    /// Of a line such as `MemTotal:       24684084 kB`.
    private static Optional<Long> bytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(KIBIBYTES::matcher)
                .filter(Matcher::find)
                .map(number -> Long.parseLong(number.group(1)) * KIB)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }

    private static Optional<String> firstLine(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}

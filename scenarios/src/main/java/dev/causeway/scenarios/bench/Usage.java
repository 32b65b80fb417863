package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a process takes of the machine.
record Usage(long pid) {

    /// The places of the processor's times behind the program's name in `/proc/PID/stat`: its own, and those of what
    /// it has started and seen end.
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    private static final double TICKS_PER_SECOND = 100;

    /// How much of one processor it takes, with all that it starts.
    double share(Duration watched) {
        double before = seconds();
        long start = System.nanoTime();
        Waiting.pause(watched);
        return (seconds() - before) / ((System.nanoTime() - start) / 1e9);
    }

    /// The processor time that it has taken since its start, with all that it has started and seen end.
    double seconds() {
        String stat = read("stat");
        List<String> words =
                List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1));
        return words.subList(FIRST_TIME, FIRST_TIME + TIMES).stream()
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    double residentMebibytes() {
        return read("status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    private String read(String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

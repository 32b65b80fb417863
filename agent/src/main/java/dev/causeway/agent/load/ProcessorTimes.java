package dev.causeway.agent.load;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What all processors together have done since the host was started, in ticks of the kernel.
record ProcessorTimes(long all, long idle) {

    /// The kernel's columns: user, nice, system, idle, waiting for disks, two kinds of interrupts, and what the machine
    /// below took for others. The two behind these are in the first ones already.
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /// Reads the line of `/proc/stat` that is about all processors. A kernel of before some of the columns has fewer.
    static Optional<ProcessorTimes> parse(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        if (words.size() <= 1 + WAITING || !words.getFirst().equals("cpu")) {
            return Optional.empty();
        }
        try {
            long[] ticks = words.stream()
                    .skip(1)
                    .limit(COLUMNS)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return Optional.of(new ProcessorTimes(Arrays.stream(ticks).sum(), ticks[IDLE] + ticks[WAITING]));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// What was in use since an earlier look, in thousandths; empty if no time has passed.
    Optional<Integer> busySince(ProcessorTimes before) {
        long passed = all - before.all;
        if (passed <= 0) {
            return Optional.empty();
        }
        long unused = Math.clamp(idle - before.idle, 0, passed);
        return Optional.of(Math.toIntExact(Math.round(1_000.0 * (passed - unused) / passed)));
    }
}

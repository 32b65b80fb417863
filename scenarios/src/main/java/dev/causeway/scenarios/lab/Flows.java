package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Pings from the workload to several hosts of the site that speaks BGP, which go by the one node or the other.
public final class Flows implements AutoCloseable {

    private static final int COUNT = 8;
    private static final Duration USUAL = Duration.ofMillis(20);
    private static final Duration IN_FLIGHT = Duration.ofSeconds(1);

    private final List<Pings> all;

    private Flows(List<Pings> all) {
        this.all = all;
    }

    private static String target(BgpLab lab, int which) {
        return lab.site().site().address(0, 100 + which);
    }

    /// Gives the host of the site the addresses.
    public static void addTargets(BgpLab lab) {
        IntStream.range(0, COUNT)
                .forEach(
                        which -> lab.site().site().host().ip("addr", "add", target(lab, which) + "/24", "dev", "eth0"));
    }

    /// Starts with 50 pings a second in each flow, and returns when all are answered.
    public static Flows start(BgpLab lab, Path folder) {
        return start(lab, folder, USUAL);
    }

    /// Starts, and returns when all are answered.
    ///
    /// @param interval between two pings of a flow
    public static Flows start(BgpLab lab, Path folder, Duration interval) {
        var flows = new Flows(IntStream.range(0, COUNT)
                .mapToObj(which -> Pings.start(
                        folder.resolve("pings" + which), lab.lab().workload(), target(lab, which), interval))
                .toList());
        Waiting.until("answers", () -> flows.all.stream().allMatch(each -> each.answers() > 20));
        return flows;
    }

    /// Lets what is on its way arrive, ends all, and counts.
    public Outcome stop() {
        Waiting.pause(IN_FLIGHT);
        List<Pings.Result> results = all.stream().map(Pings::stop).toList();
        return new Outcome(
                results.stream()
                        .map(Pings.Result::longestGap)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                results.stream().mapToLong(Pings.Result::sent).sum(),
                results.stream().mapToLong(Pings.Result::lost).sum());
    }

    /// As [#stop], and prints what became of them.
    public Outcome told(String what) {
        Outcome seen = stop();
        System.out.printf(
                "%s: longest gap %d ms, %d of %d pings lost%n",
                what, seen.longestGap().toMillis(), seen.lost(), seen.sent());
        return seen;
    }

    /// As [#told].
    ///
    /// @param most for how long there may have been no answer
    /// @throws IllegalStateException if it was longer
    public void tell(String what, Duration most) {
        Duration gap = told(what).longestGap();
        if (gap.compareTo(most) >= 0) {
            throw new IllegalStateException("%s: nothing passed for %d ms".formatted(what, gap.toMillis()));
        }
    }

    @Override
    public void close() {
        all.forEach(Pings::close);
    }

    /// What became of the pings.
    ///
    /// @param longestGap for how long any of the flows went without an answer at most
    public record Outcome(Duration longestGap, long sent, long lost) {}
}

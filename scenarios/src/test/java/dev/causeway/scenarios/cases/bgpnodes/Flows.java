package dev.causeway.scenarios.cases.bgpnodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Pings to several hosts of the site, which go by the one node or the other.
final class Flows implements AutoCloseable {

    private static final int COUNT = 8;
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final List<Pings> all;

    private Flows(List<Pings> all) {
        this.all = all;
    }

    private static String target(BgpLab lab, int which) {
        return lab.lab().site().address(0, 100 + which);
    }

    /// Gives the site's host the addresses.
    static void addTargets(BgpLab lab) {
        IntStream.range(0, COUNT)
                .forEach(which -> lab.lab().site().host().ip("addr", "add", target(lab, which) + "/24", "dev", "eth0"));
    }

    /// Starts, and returns when all are answered.
    static Flows start(BgpLab lab, Path folder) {
        var flows = new Flows(IntStream.range(0, COUNT)
                .mapToObj(which -> Pings.start(
                        folder.resolve("pings" + which), lab.lab().workload(), target(lab, which), INTERVAL))
                .toList());
        Waiting.until("answers", () -> flows.all.stream().allMatch(each -> each.answers() > 20));
        return flows;
    }

    /// Ends, and tells for how long any of them went without an answer at most.
    void tell(String what, Duration most) {
        assertThat(stop(what).longestGap()).as(what).isLessThan(most);
    }

    /// Ends, and tells how many were not answered.
    long lost(String what) {
        return stop(what).lost();
    }

    private Pings.Result stop(String what) {
        Waiting.pause(Duration.ofSeconds(1));
        List<Pings.Result> results = all.stream().map(Pings::stop).toList();
        Duration gap = results.stream()
                .map(Pings.Result::longestGap)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        long lost = results.stream().mapToLong(Pings.Result::lost).sum();
        long sent = results.stream().mapToLong(Pings.Result::sent).sum();
        System.out.printf("%s: longest gap %d ms, %d of %d pings lost%n", what, gap.toMillis(), lost, sent);
        return new Pings.Result(sent, lost, gap);
    }

    @Override
    public void close() {
        all.forEach(Pings::close);
    }
}

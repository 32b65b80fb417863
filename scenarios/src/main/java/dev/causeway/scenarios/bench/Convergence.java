package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.ManyPings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// How soon a VPC reaches as many networks as a peer may announce, and how soon it does so no more. The lab has its
/// connections.
final class Convergence {

    private static final int ROUNDS = 5;
    private static final int ROUTES = 100;
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Figures figures;
    private final BgpLab lab;
    private final String[] networks;
    private final List<String> targets;

    Convergence(Figures figures, BgpLab lab) {
        this.figures = figures;
        this.lab = lab;
        Site site = lab.site().site();
        this.networks = IntStream.range(0, ROUTES).mapToObj(site::network).toArray(String[]::new);
        this.targets = IntStream.range(0, ROUTES)
                .mapToObj(network -> site.address(network, 1))
                .toList();
    }

    void measure() {
        figures.progress("%d routes, %d times".formatted(ROUTES, ROUNDS));
        targets.stream().skip(1).forEach(target -> lab.site().site().addNetwork(target + "/24"));
        lab.site().withdraw(networks[0]);
        Samples come = new Samples();
        Samples gone = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            Path output = lab.lab().folder().resolve("routes" + round);
            try (ManyPings pings = ManyPings.start(output, lab.lab().workload(), targets, STEP)) {
                awaitSilence(pings);
                come.add(announced(pings));
                gone.add(withdrawn(pings));
            }
        }
        lab.site().announce(networks[0]);
        add("announced, to the last of them answered", come);
        add("withdrawn, to the last answer", gone);
    }

    private void add(String what, Samples samples) {
        String routes = "%d routes ".formatted(ROUTES);
        figures.add(routes + what + ", median", "ms", samples.medianMillis());
        figures.add(routes + what + ", worst", "ms", samples.percentileMillis(100));
    }

    private Duration announced(ManyPings pings) {
        Instant called = Instant.now();
        lab.site().announce(networks);
        await("all to answer", () -> pings.answered(ROUTES, called).isPresent());
        return Duration.between(called, pings.answered(ROUTES, called).orElseThrow());
    }

    private Duration withdrawn(ManyPings pings) {
        Instant called = Instant.now();
        lab.site().withdraw(networks);
        awaitSilence(pings);
        return Duration.between(called, pings.lastAnswer().orElseThrow());
    }

    private static void awaitSilence(ManyPings pings) {
        await(
                "silence",
                () -> pings.lastAnswer()
                        .filter(last -> last.isAfter(Instant.now().minus(QUIET)))
                        .isEmpty());
    }

    /// Looks seldom: a look reads all that was answered, and what is measured needs the processors.
    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, () -> {
            Waiting.pause(LOOK);
            return condition.getAsBoolean();
        });
    }
}

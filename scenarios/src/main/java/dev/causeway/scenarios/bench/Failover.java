package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.Flows;
import dev.causeway.scenarios.lab.NodeRemoval;
import java.time.Duration;
import java.util.List;

/// For how long nothing passes when one of two nodes is lost or its tunnel falls silent: with BFD, and by the hold time
/// of BGP alone.
final class Failover {

    private static final int ROUNDS = 5;
    private static final int KEEPALIVE = 3;
    private static final int HOLD = 9;

    /// How much longer than the hold time it may take.
    private static final int SLACK = 1;

    private static final Duration STEP = Duration.ofMillis(10);

    private final Figures figures;
    private final Service service;
    private final BgpLab lab;
    private final String first;
    private final String second;
    private int measurements;

    /// Of a lab that has its connections.
    Failover(Figures figures, Service service, BgpLab lab, String first, String second) {
        this.figures = figures;
        this.service = service;
        this.lab = lab;
        this.first = first;
        this.second = second;
    }

    void measure() {
        measure("BFD 3 x 300 ms", Target.below(1200), lab::awaitWatched);
        startAgent("--bgp-timers", KEEPALIVE + "," + HOLD, "--bfd", "0");
        // Times hold for sessions that begin after they were set.
        for (int which : List.of(1, 2)) {
            lab.site().speaker().restart(which);
            Duration agreed = lab.site().speaker().holdTime(which);
            if (agreed.toSeconds() != HOLD) {
                throw new IllegalStateException("the ends have agreed on a hold time of " + agreed);
            }
        }
        measure("without BFD, hold time %d s".formatted(HOLD), Target.below(1000.0 * (HOLD + SLACK)), () -> {});
        startAgent();
        lab.awaitBothWays(first, second);
    }

    private void startAgent(String... options) {
        service.endAgent("TERM");
        service.startAgent(options);
    }

    /// @param ready waits for what has to be so before each round, beside that both nodes carry
    private void measure(String how, Target target, Runnable ready) {
        figures.progress("failover, %s, %d times each".formatted(how, ROUNDS));
        Samples lost = new Samples();
        Samples silent = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            await(ready);
            lost.add(whileANodeIsLost());
            await(ready);
            silent.add(whileATunnelIsSilent());
        }
        add("node lost, " + how, lost, target);
        add("silent tunnel, " + how, silent, target);
    }

    private void add(String what, Samples samples, Target target) {
        figures.add(what + ", nothing passes, median", "ms", samples.medianMillis(), target);
        figures.add(what + ", nothing passes, worst", "ms", samples.percentileMillis(100), target);
    }

    private Duration whileANodeIsLost() {
        try (Flows flows = start();
                NodeRemoval _ = lab.lab().removeNode(1, List.of(first))) {
            lab.awaitOnly(2);
            return flows.stop().longestGap();
        }
    }

    private Duration whileATunnelIsSilent() {
        try (Flows flows = start()) {
            lab.site().silence(lab.lab().gateway().eips().getFirst().address());
            lab.awaitOnly(2);
            return flows.stop().longestGap();
        } finally {
            lab.site().listen();
        }
    }

    private void await(Runnable ready) {
        lab.awaitBothWays(first, second);
        ready.run();
    }

    private Flows start() {
        measurements++;
        return Flows.start(lab, lab.lab().folder().resolve("failover" + measurements), STEP);
    }
}

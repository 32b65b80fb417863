package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.DrainedNode;
import dev.causeway.scenarios.lab.Flows;
import java.time.Duration;

/// What is lost while the operator takes one of two nodes out of use and lets it serve again, if both speak BGP.
final class DrainLoss {

    private static final int ROUNDS = 3;
    private static final Duration STEP = Duration.ofMillis(10);

    /// After that the node counts as drained, whatever still passes.
    private static final Target LIMIT = Target.below(30_000);

    private final Figures figures;
    private final BgpLab lab;
    private final String first;
    private final String second;

    /// Of a lab that has its connections.
    DrainLoss(Figures figures, BgpLab lab, String first, String second) {
        this.figures = figures;
        this.lab = lab;
        this.first = first;
        this.second = second;
    }

    void measure() {
        figures.progress("a node is drained and back, %d times".formatted(ROUNDS));
        Samples drained = new Samples();
        long sent = 0;
        long lost = 0;
        for (int round = 0; round < ROUNDS; round++) {
            lab.awaitBothWays(first, second);
            try (Flows flows = Flows.start(lab, lab.lab().folder().resolve("drained" + round), STEP)) {
                drained.add(drain());
                lab.awaitBothWays(first, second);
                Flows.Outcome outcome = flows.stop();
                sent += outcome.sent();
                lost += outcome.lost();
            }
        }
        figures.add("node drained, to only BGP and BFD pass, median", "ms", drained.medianMillis());
        figures.add("node drained, to only BGP and BFD pass, worst", "ms", drained.percentileMillis(100), LIMIT);
        figures.add(
                "node drained and back, %d times, lost of %d".formatted(ROUNDS, sent),
                "packets",
                (double) lost,
                Target.below(1));
    }

    private Duration drain() {
        long start = System.nanoTime();
        try (DrainedNode node = DrainedNode.begin(lab.lab(), 1)) {
            var _ = node.await();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            lab.awaitOnly(2);
            return took;
        }
    }
}

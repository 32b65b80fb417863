package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// How soon a change of a policy is in force where there are many, and what a client notices that it does not concern.
final class PolicyChanges {

    private static final int ROUNDS = 6;
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration QUIET = Duration.ofMillis(600);

    private final Figures figures;
    private final ClientLab lab;
    private final ManyUsers users;
    private final StockClient client;

    PolicyChanges(Figures figures, ClientLab lab, ManyUsers users, StockClient client) {
        this.figures = figures;
        this.lab = lab;
        this.users = users;
        this.client = client;
    }

    void measure() {
        figures.progress("changes of a policy");
        client.start(lab.profile(), users.probe(0).name(), ManyUsers.PASSWORD);
        client.awaitConnected(1);
        Waiting.until("traffic", () -> Pings.answered(client.machine(), lab.allowed(), 1) == 1);
        Samples opened = new Samples();
        Samples closed = new Samples();
        Pings.Result kept;
        try (Pings pings = Pings.start(lab.folder().resolve("kept"), client.machine(), lab.allowed(), STEP)) {
            for (int round = 0; round < ROUNDS; round++) {
                change(opened, closed);
            }
            kept = pings.stop();
        }
        client.stop();
        String change = "change of one of %d policies, with %d users, ".formatted(ManyUsers.POLICIES, ManyUsers.USERS);
        figures.add(change + "to opened, median", "ms", opened.medianMillis());
        figures.add(change + "to opened, slowest", "ms", opened.percentileMillis(100));
        figures.add(change + "to closed, median", "ms", closed.medianMillis());
        figures.add(change + "to closed, slowest", "ms", closed.percentileMillis(100), Target.below(500));
        figures.add(
                "packets lost meanwhile, of %d that it does not concern".formatted(kept.sent()),
                "packets",
                (double) kept.lost(),
                Target.below(1));
    }

    /// The second workload can be reached, and then no longer.
    private void change(Samples opened, Samples closed) {
        try (Pings pings = Pings.start(lab.folder().resolve("changed"), client.machine(), lab.denied(), STEP)) {
            Instant opening = Instant.now();
            allow(lab.allowed(), lab.denied());
            Waiting.until("answers", () -> pings.answers() > 0);
            opened.add(Duration.between(opening, pings.firstAnswer()));
            Instant closing = Instant.now();
            allow(lab.allowed());
            closed.add(pings.untilQuiet(closing, QUIET));
        }
    }

    private void allow(String... addresses) {
        List<String> destinations =
                Arrays.stream(addresses).map(address -> address + "/32").toList();
        var body = Map.of("access_policy", Map.of("dest_ip_cidrs", destinations));
        var _ = lab.api().put(users.probesPolicy(), body).expect(200);
    }
}

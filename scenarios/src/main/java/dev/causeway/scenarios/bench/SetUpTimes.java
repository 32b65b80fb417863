package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.time.Duration;
import java.util.Map;

/// How long it takes until a tunnel is up, beside the same tunnel made by hand with swanctl.
final class SetUpTimes {

    static final String ESP = "aes128-sha256-modp3072";
    private static final int ROUNDS = 12;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Figures figures;

    SetUpTimes(Figures figures) {
        this.figures = figures;
    }

    /// A peer listens; the gateway, or a second device in its place, begins.
    void measure(Lab lab) {
        figures.progress("set-up of a tunnel, %d times".formatted(ROUNDS));
        Samples answered = new Samples();
        Samples applied = new Samples();
        Samples active = new Samples();
        Samples byHandLoaded = new Samples();
        Samples byHandUp = new Samples();
        SitePair pair = SitePair.in(lab);
        try (Device managed = lab.site().startDevice(getClass(), SitePair.with(lab.values(), ESP));
                Device listening = pair.startListening(ESP)) {
            for (int round = 0; round < ROUNDS; round++) {
                managed(lab, answered, applied, active);
                byHand(pair, byHandLoaded, byHandUp);
            }
            if (!managed.alive() || !listening.alive()) {
                throw new IllegalStateException("a device died");
            }
        }
        figures.add("POST vpn-connection, answer, median", "ms", answered.medianMillis());
        figures.add(
                "POST vpn-connection to applied, median",
                "ms",
                applied.medianMillis(),
                byHandLoaded.medianMillis(),
                Target.below(300));
        figures.add(
                "POST vpn-connection to ACTIVE, median",
                "ms",
                active.medianMillis(),
                byHandUp.medianMillis(),
                Target.below(1000));
        figures.add(
                "POST vpn-connection to ACTIVE, slowest",
                "ms",
                active.percentileMillis(100),
                byHandUp.percentileMillis(100),
                Target.none());
    }

    private static void managed(Lab lab, Samples answered, Samples applied, Samples active) {
        long start = System.nanoTime();
        String connection = lab.connect(Map.of());
        answered.add(since(start));
        Tenant tenant = lab.tenant();
        var _ = Waiting.until(
                "the connection to be applied",
                LIMIT,
                () -> tenant.connectionStatus(connection).orElse(""),
                status -> !status.equals("PENDING_CREATE"));
        applied.add(since(start));
        tenant.awaitConnection(connection, "ACTIVE", LIMIT);
        active.add(since(start));
        lab.disconnect(connection);
    }

    /// The same daemon, started, loaded and told to begin by hand.
    private static void byHand(SitePair pair, Samples loaded, Samples up) {
        long start = System.nanoTime();
        try (Device device = pair.startAsking(ESP)) {
            loaded.add(since(start));
            if (!device.initiate("vpc")) {
                throw new IllegalStateException("by hand: " + device.log().text());
            }
            up.add(since(start));
            device.terminate("causeway");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

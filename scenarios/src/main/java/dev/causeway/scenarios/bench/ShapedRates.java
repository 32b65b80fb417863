package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodePort;
import dev.causeway.scenarios.site.Device;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// How much of the bandwidth that was bought crosses the internet, either way, while TCP takes what it can get.
final class ShapedRates {

    private static final List<Integer> MEGABITS = List.of(5, 100, 300);
    private static final Duration WARMED_UP = Duration.ofSeconds(4);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    private static final int SECONDS = 15;

    private final Figures figures;
    private final Iperf iperf;

    ShapedRates(Figures figures, Lab lab) {
        this.figures = figures;
        this.iperf = new Iperf(lab.folder());
    }

    void measure(Lab lab) {
        String connection =
                lab.connect(Map.of("ipsecpolicy", Map.of("encryption_algorithm", "aes-128-gcm-16", "pfs", "group14")));
        try (Device _ = lab.site().startDevice(getClass(), SitePair.with(lab.values(), "aes128gcm16-modp2048"))) {
            lab.tenant().awaitConnection(connection, "ACTIVE");
            Waiting.until("traffic", lab::reaches);
            NodePort port =
                    NodePort.of(lab.cloud(), lab.gateway().eips().getFirst().address());
            NetworkNamespace host = lab.site().host();
            for (int megabits : MEGABITS) {
                figures.progress("a bandwidth of %d Mbit/s".formatted(megabits));
                lab.tenant().resize(lab.gateway(), 1, megabits);
                measure(megabits, "out", lab.workload(), host, lab.site().hostAddress(), port::in);
                measure(megabits, "in", host, lab.workload(), lab.workloadAddress(), port::out);
            }
        }
        lab.disconnect(connection);
    }

    private void measure(
            int megabits,
            String way,
            NetworkNamespace from,
            NetworkNamespace to,
            String address,
            NodePort.Bytes crossed) {
        CompletableFuture<Double> inner =
                CompletableFuture.supplyAsync(() -> iperf.megabits(from, to, address, SECONDS, false));
        Waiting.pause(WARMED_UP);
        double outer = NodePort.megabits(crossed, WATCHED);
        inner.join();
        figures.add(
                String.format(Locale.ROOT, "outer bytes %s, of a bandwidth of %d Mbit/s", way, megabits),
                "%",
                100 * outer / megabits,
                Target.between(95, 105));
    }
}

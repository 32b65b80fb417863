package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// TCP through a managed tunnel beside a hand-made one, in turns, with the same daemon and settings at all four ends.
final class Throughput {

    private static final int ROUNDS = 6;
    private static final int SECONDS = 4;

    private final Figures figures;
    private final Path folder;

    Throughput(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    /// An algorithm, as the API and as strongSwan writes it.
    private record Cipher(String encryption, String proposal) {}

    void measure(Lab lab) {
        SitePair pair = SitePair.in(lab);
        measure(lab, pair, new Cipher("aes-128", "aes128-sha256-modp2048"));
        measure(lab, pair, new Cipher("aes-128-gcm-16", "aes128gcm16-modp2048"));
    }

    private void measure(Lab lab, SitePair pair, Cipher cipher) {
        figures.progress("throughput with " + cipher.encryption());
        String connection = lab.connect(Map.of(
                "ipsecpolicy",
                Map.of(
                        "encryption_algorithm", cipher.encryption(),
                        "authentication_algorithm", "sha2-256",
                        "pfs", "group14")));
        try (Device _ = lab.site().startDevice(getClass(), SitePair.with(lab.values(), cipher.proposal()));
                Device _ = pair.startListening(cipher.proposal());
                Device asking = pair.startAsking(cipher.proposal())) {
            if (!asking.initiate("vpc")) {
                throw new IllegalStateException("by hand: " + asking.log().text());
            }
            lab.tenant().awaitConnection(connection, "ACTIVE");
            Waiting.until("traffic", Duration.ofSeconds(20), lab::reaches);
            List<Double> managed = new ArrayList<>();
            List<Double> byHand = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                managed.add(
                        megabits(lab.workload(), lab.site().host(), lab.site().hostAddress()));
                byHand.add(megabits(
                        pair.asking().host(),
                        pair.listening().host(),
                        pair.listening().hostAddress()));
            }
            double ratio = median(managed) / median(byHand);
            figures.add(
                    "TCP, " + cipher.encryption() + ", median",
                    "Mbit/s",
                    median(managed),
                    median(byHand),
                    Target.none());
            figures.add("TCP, " + cipher.encryption() + ", managed / by hand", "%", 100 * ratio, Target.atLeast(97));
        }
        lab.disconnect(connection);
    }

    private double megabits(NetworkNamespace from, NetworkNamespace to, String address) {
        try (Background server =
                to.start(folder.resolve("iperf-server"), List.of("iperf3", "-s", "-1", "--forceflush"))) {
            server.awaitReady("iperf3", () -> server.output().contains("listening"));
            try (Background client = from.start(
                    folder.resolve("iperf-client"),
                    List.of("iperf3", "-c", address, "-t", Integer.toString(SECONDS), "-J"))) {
                int status = client.await(Duration.ofSeconds(SECONDS + 20));
                if (status != 0) {
                    throw new IllegalStateException("iperf3: " + client.output() + client.errors());
                }
                return JsonText.parse(client.output())
                                .at("/end/sum_received/bits_per_second")
                                .asDouble()
                        / 1e6;
            }
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}

package dev.causeway.scenarios.bench;

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
    private final Iperf iperf;

    Throughput(Figures figures, Path folder) {
        this.figures = figures;
        this.iperf = new Iperf(folder);
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
                managed.add(iperf.megabits(
                        lab.workload(), lab.site().host(), lab.site().hostAddress(), SECONDS, false));
                byHand.add(iperf.megabits(
                        pair.asking().host(),
                        pair.listening().host(),
                        pair.listening().hostAddress(),
                        SECONDS,
                        false));
            }
            double ratio = Iperf.median(managed) / Iperf.median(byHand);
            figures.add(
                    "TCP, " + cipher.encryption() + ", median",
                    "Mbit/s",
                    Iperf.median(managed),
                    Iperf.median(byHand),
                    Target.none());
            figures.add("TCP, " + cipher.encryption() + ", managed / by hand", "%", 100 * ratio, Target.atLeast(97));
        }
        lab.disconnect(connection);
    }
}

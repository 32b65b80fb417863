package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How much TCP carries from one place to another.
///
/// @param folder for its output
record Iperf(Path folder) {

    /// One measurement, in Mbit/s as the receiver counts them.
    ///
    /// @param reversed whether the one that was asked sends
    double megabits(NetworkNamespace from, NetworkNamespace to, String address, int seconds, boolean reversed) {
        try (Background server =
                to.start(folder.resolve("iperf-server"), List.of("iperf3", "-s", "-1", "--forceflush"))) {
            server.awaitReady("iperf3", () -> server.output().contains("listening"));
            List<String> words =
                    new ArrayList<>(List.of("iperf3", "-c", address, "-t", Integer.toString(seconds), "-J"));
            if (reversed) {
                words.add("-R");
            }
            try (Background client = from.start(folder.resolve("iperf-client"), words)) {
                int status = client.await(Duration.ofSeconds(seconds + 20));
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

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}

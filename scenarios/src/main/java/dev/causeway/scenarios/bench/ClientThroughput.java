package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// TCP through the service's server beside one that is made by hand, in turns.
final class ClientThroughput {

    private static final int ROUNDS = 8;
    private static final int SECONDS = 3;

    private final Figures figures;
    private final ServerPair pair;
    private final Iperf iperf;

    ClientThroughput(Figures figures, ServerPair pair, Path folder) {
        this.figures = figures;
        this.pair = pair;
        this.iperf = new Iperf(folder);
    }

    void measure() {
        figures.progress("throughput");
        connect(pair.managed(), pair.managedProfile(), pair.lab().allowed());
        connect(pair.byHand(), pair.profileByHand(), HandServer.WORKLOAD);
        measure("from a client", false);
        measure("to a client", true);
        pair.managed().stop();
        pair.byHand().stop();
    }

    private static void connect(StockClient client, String profile, String workload) {
        client.start(profile, ManyUsers.name(1), ManyUsers.PASSWORD);
        client.awaitConnected(1);
        Waiting.until("traffic", () -> Pings.answered(client.machine(), workload, 1) == 1);
    }

    private void measure(String direction, boolean reversed) {
        List<Double> managed = new ArrayList<>();
        List<Double> byHand = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            managed.add(iperf.megabits(
                    pair.managedMachine(), pair.lab().workload(0), pair.lab().allowed(), SECONDS, reversed));
            byHand.add(iperf.megabits(
                    pair.machineByHand(), pair.hand().workload(), HandServer.WORKLOAD, SECONDS, reversed));
        }
        figures.add(
                "TCP " + direction + ", median", "Mbit/s", Iperf.median(managed), Iperf.median(byHand), Target.none());
        figures.add("TCP " + direction + ", managed / by hand", "%", 100 * ratio(managed, byHand), Target.atLeast(97));
    }

    /// The median of what each round came to: a machine that is slower for a while is so for both.
    private static double ratio(List<Double> managed, List<Double> byHand) {
        return Iperf.median(IntStream.range(0, ROUNDS)
                .mapToObj(round -> managed.get(round) / byHand.get(round))
                .toList());
    }
}

package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// TCP through the service's server beside one that is made by hand, in turns. Which queue and processor a connection
/// falls to is decided by its port and stays so, and makes more of a difference than anything else: so each round is
/// of connections of its own.
final class ClientThroughput {

    private static final int ROUNDS = 12;
    private static final int SECONDS = 2;

    private final Figures figures;
    private final ServerPair pair;
    private final Iperf iperf;

    /// What both came to in each round, in one direction.
    private record Direction(String name, boolean reversed, List<Double> managed, List<Double> byHand) {

        Direction(String name, boolean reversed) {
            this(name, reversed, new ArrayList<>(), new ArrayList<>());
        }

        /// The median of what each round came to: a machine that is slower for a while is so for both.
        double ratio() {
            return Iperf.median(IntStream.range(0, ROUNDS)
                    .mapToObj(round -> managed.get(round) / byHand.get(round))
                    .toList());
        }
    }

    ClientThroughput(Figures figures, ServerPair pair, Path folder) {
        this.figures = figures;
        this.pair = pair;
        this.iperf = new Iperf(folder);
    }

    void measure() {
        figures.progress("throughput");
        List<Direction> directions = List.of(new Direction("from a client", false), new Direction("to a client", true));
        for (int round = 0; round < ROUNDS; round++) {
            connect(pair.managed(), pair.managedProfile(), pair.lab().allowed());
            connect(pair.byHand(), pair.profileByHand(), HandServer.WORKLOAD);
            for (Direction direction : directions) {
                measure(direction, round % 2 == 0);
            }
            pair.managed().stop();
            pair.byHand().stop();
        }
        directions.forEach(this::tell);
    }

    private static void connect(StockClient client, String profile, String workload) {
        client.start(profile, ManyUsers.name(1), ManyUsers.PASSWORD);
        client.awaitConnected(1);
        Waiting.until("traffic", () -> Pings.answered(client.machine(), workload, 1) == 1);
    }

    private void measure(Direction direction, boolean managedFirst) {
        Runnable managed = () -> direction.managed.add(iperf.megabits(
                pair.managedMachine(), pair.lab().workload(0), pair.lab().allowed(), SECONDS, direction.reversed));
        Runnable byHand = () -> direction.byHand.add(iperf.megabits(
                pair.machineByHand(), pair.hand().workload(), HandServer.WORKLOAD, SECONDS, direction.reversed));
        (managedFirst ? List.of(managed, byHand) : List.of(byHand, managed)).forEach(Runnable::run);
    }

    private void tell(Direction direction) {
        figures.add(
                "TCP " + direction.name + ", median",
                "Mbit/s",
                Iperf.median(direction.managed),
                Iperf.median(direction.byHand),
                Target.none());
        figures.add("TCP " + direction.name + ", managed / by hand", "%", 100 * direction.ratio(), Target.atLeast(97));
    }
}

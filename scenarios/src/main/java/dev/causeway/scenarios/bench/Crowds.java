package dev.causeway.scenarios.bench;

import dev.causeway.model.PasswordHash;
import dev.causeway.model.password.Passwords;
import dev.causeway.scenarios.cloud.ApiConnection;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.NodeRemoval;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Clients that connect: one after the other, a hundred at once, and those again when their server is replaced.
final class Crowds {

    private static final int ROUNDS = 20;
    private static final int CLIENTS = 100;
    private static final int LISTS = 200;
    private static final int COMPARISONS = 20;
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final Duration SHOWN = Duration.ofMinutes(1);

    private final Figures figures;
    private final Service service;
    private final ServerPair pair;
    private final ManyUsers users;
    private final Path folder;

    Crowds(Figures figures, Service service, ServerPair pair, ManyUsers users, Path folder) {
        this.figures = figures;
        this.service = service;
        this.pair = pair;
        this.users = users;
        this.folder = folder;
    }

    void measure() {
        measureOne();
        measureComparison();
        Joined byHand = joinedByHand();
        measureMany(byHand);
    }

    /// How long it took.
    ///
    /// @param all from the start until the last was connected
    /// @param perSecond between the first and the last
    /// @param kibibytes what the daemon took more for each
    /// @param back from the call to replace the daemon until the last was connected again
    private record Joined(double all, double perSecond, double kibibytes, double back) {}

    private void measureOne() {
        figures.progress("connects, %d times".formatted(ROUNDS));
        Samples managed = new Samples();
        Samples byHand = new Samples();
        String ours = pair.managedProfile();
        String theirs = pair.profileByHand();
        for (int round = 0; round < ROUNDS; round++) {
            managed.add(connect(pair.managedMachine(), ours));
            byHand.add(connect(pair.machineByHand(), theirs));
        }
        figures.add("connect, median", "ms", managed.medianMillis(), byHand.medianMillis(), Target.none());
        figures.add(
                "connect, slowest", "ms", managed.percentileMillis(100), byHand.percentileMillis(100), Target.none());
    }

    private Duration connect(NetworkNamespace machine, String profile) {
        try (Crowd one = Crowd.ofOne(machine, folder, profile)) {
            return one.sinceStart(one.awaitConnected(1).getLast());
        }
    }

    private void measureComparison() {
        var passwords = new Passwords(1);
        PasswordHash hash = passwords.hash(ManyUsers.PASSWORD);
        Samples samples = new Samples();
        for (int time = 0; time < COMPARISONS; time++) {
            long start = System.nanoTime();
            if (!passwords.matches(ManyUsers.PASSWORD, hash)) {
                throw new IllegalStateException("a password is not what it was");
            }
            samples.add(Duration.ofNanos(System.nanoTime() - start));
        }
        figures.add("a password's comparison (argon2id, 19 MiB, 2 rounds), median", "ms", samples.medianMillis());
    }

    private Joined joinedByHand() {
        figures.progress("%d clients by hand".formatted(CLIENTS));
        double before = new Usage(pair.hand().pid()).residentMebibytes();
        try (Crowd crowd = Crowd.of(CLIENTS, pair.machineByHand(), folder, pair.profileByHand())) {
            List<Instant> connected = crowd.awaitConnected(CLIENTS);
            double more = new Usage(pair.hand().pid()).residentMebibytes() - before;
            return joined(crowd, connected, more, pair.hand()::replace);
        }
    }

    private static Joined joined(Crowd crowd, List<Instant> connected, double mebibytes, Runnable replacement) {
        Waiting.pause(SETTLED);
        Instant called = Instant.now();
        replacement.run();
        Instant back = crowd.awaitConnected(2 * CLIENTS).getLast();
        return new Joined(
                millis(crowd.sinceStart(connected.getLast())),
                (CLIENTS - 1) * 1000 / millis(Duration.between(connected.getFirst(), connected.getLast())),
                1024 * mebibytes / CLIENTS,
                millis(Duration.between(called, back)));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private void measureMany(Joined byHand) {
        figures.progress("%d clients".formatted(CLIENTS));
        NetworkNamespace node = NodeRemoval.nodeOf(service.cloud(), pair.lab().eip());
        var agent = new Usage(service.agent().pid());
        double daemonBefore = daemon(node).residentMebibytes();
        double agentBefore = agent.residentMebibytes();
        try (Crowd crowd = Crowd.of(CLIENTS, pair.managedMachine(), folder, pair.managedProfile())) {
            List<Instant> connected = crowd.awaitConnected(CLIENTS);
            double daemonMore = daemon(node).residentMebibytes() - daemonBefore;
            awaitShown();
            measureList();
            new PolicyChanges(figures, pair.lab(), users, pair.byHand()).measure();
            double agentWith = agent.residentMebibytes();
            figures.add("agent, resident, with %d sessions".formatted(CLIENTS), "MiB", agentWith, Target.below(150));
            Joined managed = joined(crowd, connected, daemonMore, this::replaceDaemon);
            report(managed, byHand);
            figures.add("agent, resident, for each session", "KiB", 1024 * (agentWith - agentBefore) / CLIENTS);
        }
    }

    private void report(Joined managed, Joined byHand) {
        String clients = "%d clients at once, ".formatted(CLIENTS);
        figures.add(clients + "to all connected", "ms", managed.all(), byHand.all(), Target.none());
        figures.add(clients + "logins", "per s", managed.perSecond(), byHand.perSecond(), Target.none());
        figures.add("daemon replaced, to all of them back", "ms", managed.back(), byHand.back(), Target.none());
        figures.add(
                "daemon, resident, for each session", "KiB", managed.kibibytes(), byHand.kibibytes(), Target.none());
    }

    /// The daemon starts anew with another cipher.
    private void replaceDaemon() {
        var body = Map.of("vpn_server", Map.of("ssl_options", Map.of("encryption_algorithm", "AES-256-GCM")));
        var _ = pair.lab().api().put(pair.lab().below(""), body).expect(200);
    }

    private void awaitShown() {
        Waiting.until(
                "all to be listed",
                SHOWN,
                () -> pair.lab().connections().body().required("connections").size() >= CLIENTS);
    }

    private void measureList() {
        Samples samples = new Samples();
        byte[] call = pair.lab().api().prepared("GET", pair.lab().gatewayPath() + "/connections?limit=" + CLIENTS, "");
        try (ApiConnection connection = pair.lab().api().connect()) {
            for (int time = 0; time < LISTS; time++) {
                ApiConnection.Answer answer = connection.exchange(call);
                if (answer.status() != 200) {
                    throw new IllegalStateException(answer.body());
                }
                // The first ones find a controller that has not compiled this yet.
                if (time >= LISTS / 2) {
                    samples.add(answer.took());
                }
            }
        }
        String list = "list of %d live connections, ".formatted(CLIENTS);
        figures.add(list + "p50", "ms", samples.medianMillis());
        figures.add(list + "p99", "ms", samples.percentileMillis(99));
    }

    private static Usage daemon(NetworkNamespace node) {
        return new Usage(Long.parseLong(node.pids("openvpn").getFirst()));
    }
}

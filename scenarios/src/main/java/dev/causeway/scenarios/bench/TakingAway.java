package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How long a ping each 5 ms is answered after what a client may reach was taken away, in several ways.
final class TakingAway {

    private static final int ROUNDS = 3;
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration QUIET = Duration.ofMillis(600);

    private final Figures figures;
    private final ClientLab lab;
    private final ManyUsers users;
    private final StockClient client;
    private final Samples all = new Samples();
    private int next;

    TakingAway(Figures figures, ClientLab lab, ManyUsers users, StockClient client) {
        this.figures = figures;
        this.lab = lab;
        this.users = users;
        this.client = client;
    }

    /// Takes something away from a user.
    private interface Way {
        ApiAnswer of(String user);
    }

    void measure() {
        figures.progress("revocations");
        measure(
                "user deleted",
                true,
                user -> lab.api().delete(lab.below("/users/" + user)).expect(204));
        measure("user out of the group", false, this::leaveGroup);
        measure(
                "policy deleted",
                false,
                _ -> lab.api().delete(users.probesPolicy()).expect(204));
        measure(
                "another password",
                true,
                user -> lab.api()
                        .post(
                                lab.below("/users/" + user + "/reset-password"),
                                Map.of("new_password", ClientLab.PASSWORD))
                        .expect(200));
        measure("disconnected", false, this::disconnect);
        figures.add("revocation, in all ways, median", "ms", all.medianMillis());
        figures.add("revocation, in all ways, slowest", "ms", all.percentileMillis(100), Target.below(500));
    }

    private ApiAnswer leaveGroup(String user) {
        var body = Map.of("users", List.of(Map.of("id", user)));
        return lab.api()
                .post(lab.below("/groups/" + users.probes() + "/remove-users"), body)
                .expect(201);
    }

    /// The newest connection is the first.
    private ApiAnswer disconnect(String user) {
        String session = lab.connections().text("/connections/0/connection_id");
        return lab.api()
                .post(lab.gatewayPath() + "/connections/" + session + "/disconnect", Map.of())
                .expect(200);
    }

    /// @param spends whether nobody can log in as that user afterwards
    private void measure(String how, boolean spends, Way way) {
        Samples samples = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            Duration took = once(users.probe(next), way);
            next += spends ? 1 : 0;
            samples.add(took);
            all.add(took);
        }
        figures.add("revocation, " + how + ", median", "ms", samples.medianMillis());
    }

    private Duration once(ManyUsers.Probe user, Way way) {
        client.start(lab.profile(), user.name(), ManyUsers.PASSWORD);
        client.awaitConnected(1);
        Waiting.until("traffic", () -> Pings.answered(client.machine(), lab.allowed(), 1) == 1);
        try (Pings pings = Pings.start(lab.folder().resolve("revoked"), client.machine(), lab.allowed(), STEP)) {
            Waiting.until("pings", () -> pings.answers() > 50);
            var _ = lab.awaitConnections(1);
            Instant called = Instant.now();
            var _ = way.of(user.id());
            return pings.untilQuiet(called, QUIET);
        } finally {
            client.stop();
            restore(user);
        }
    }

    /// What was taken away from several is there again for the next one.
    private void restore(ManyUsers.Probe user) {
        var group = Map.of("users", List.of(Map.of("id", user.id())));
        var _ = lab.api().post(lab.below("/groups/" + users.probes() + "/add-users"), group);
        if (lab.api().get(users.probesPolicy()).status() != 200) {
            users.openProbes();
        }
        var _ = lab.awaitConnections(0);
    }
}

package dev.causeway.scenarios.cases.clientrights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientRightsTest {

    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration QUIET = Duration.ofSeconds(1);

    @Test
    void whatIsTakenAwayEndsAtOnceHoweverItIsTakenAway(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            String group = lab.group("developers");
            String policy = lab.policy("app", group, lab.allowed() + "/32");
            String user = lab.user("alice", group);
            StockClient client = lab.client();
            connect(lab, client);
            withoutPolicy(lab, client, group, policy);
            withoutGroup(lab, client, group, user);
            disconnected(lab, client);
            connect(lab, client);
            withAnotherPassword(lab, client, user);
        }
    }

    private static void withoutPolicy(ClientLab lab, StockClient client, String group, String policy) {
        stops(
                lab,
                client,
                "policy deleted",
                () -> lab.api().delete(lab.below("/access-policies/" + policy)).expect(204));
        assertThat(client.connected()).as("only packets are stopped").isTrue();
        lab.policy("app", group, lab.allowed() + "/32");
        Waiting.until("packets to pass again", () -> reaches(client, lab.allowed()));
    }

    private static void withoutGroup(ClientLab lab, StockClient client, String group, String user) {
        var users = Map.of("users", List.of(Map.of("id", user)));
        stops(
                lab,
                client,
                "left the group",
                () -> lab.api()
                        .post(lab.below("/groups/" + group + "/remove-users"), users)
                        .expect(201));
        var _ = lab.api()
                .post(lab.below("/groups/" + group + "/add-users"), users)
                .expect(201);
        Waiting.until("packets to pass again", () -> reaches(client, lab.allowed()));
    }

    private static void disconnected(ClientLab lab, StockClient client) {
        String session = lab.connections().text("/connections/0/connection_id");
        stops(lab, client, "disconnected", () -> lab.vpn().disconnect(session));
        assertThat(client.awaitEnd()).contains("Halt command was pushed by server");
    }

    private static void withAnotherPassword(ClientLab lab, StockClient client, String user) {
        stops(
                lab,
                client,
                "another password",
                () -> lab.api()
                        .post(
                                lab.below("/users/" + user + "/reset-password"),
                                Map.of("new_password", "Another_1-password"))
                        .expect(200));
        assertThat(client.awaitEnd()).contains("Halt command was pushed by server");
        client.start(lab.profile(), "alice", ClientLab.PASSWORD);
        assertThat(client.awaitEnd()).contains("AUTH_FAILED");
    }

    private static void connect(ClientLab lab, StockClient client) {
        client.start(lab.profile(), "alice", ClientLab.PASSWORD);
        client.awaitConnected(1);
        Waiting.until("packets to pass", () -> reaches(client, lab.allowed()));
    }

    /// Pings that were answered are answered no longer.
    private static void stops(ClientLab lab, StockClient client, String how, Runnable call) {
        Path file = lab.folder().resolve(how.replace(' ', '-'));
        try (Pings pings = Pings.start(file, client.machine(), lab.allowed(), STEP)) {
            Waiting.until("pings", () -> pings.answers() > 50);
            Instant began = Instant.now();
            call.run();
            System.out.printf(
                    "%s: the last answer came %d ms after the call began%n",
                    how, pings.untilQuiet(began, QUIET).toMillis());
        }
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 1) == 1;
    }
}

package dev.causeway.scenarios.cases.clientrestarts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

@Case
@Isolated("controller and agent are killed")
class ClientRestartsTest {

    private static final Duration STEP = Duration.ofMillis(20);

    @Test
    void clientsStayAndComeInWhateverIsKilled(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            String group = lab.group("developers", lab.vpcNetwork());
            var _ = lab.user("alice", group);
            String bob = lab.user("bob_1", group);
            var _ = lab.user("carol", group);
            StockClient alice = connected(lab, "alice");
            StockClient second = connected(lab, "bob_1");
            JsonNode before = session(lab.awaitConnections(2), "alice");
            try (Pings pings = Pings.start(folder.resolve("pings"), alice.machine(), lab.allowed(), STEP)) {
                StockClient third = withoutController(service, lab);
                withoutAgent(service, lab, bob, second, third);
                assertThat(pings.stop()).matches(result -> result.lost() == 0, "no packet is lost");
            }
            JsonNode after = session(lab.connections(), "alice");
            assertThat(after.at("/connection_id")).isEqualTo(before.at("/connection_id"));
            assertThat(after.at("/inbound_packets").longValue())
                    .isGreaterThan(before.at("/inbound_packets").longValue() + 100);
            withoutDaemon(lab, alice);
        }
    }

    private static StockClient connected(ClientLab lab, String user) {
        StockClient client = lab.client();
        client.start(lab.profile(), user, ClientLab.PASSWORD);
        client.awaitConnected(1);
        Waiting.until("packets of " + user, () -> reaches(client, lab.allowed()));
        return client;
    }

    /// Whoever logs in meanwhile comes in.
    private static StockClient withoutController(Service service, ClientLab lab) {
        String profile = lab.profile();
        StockClient third = lab.client();
        service.endController("KILL");
        third.start(profile, "carol", ClientLab.PASSWORD);
        third.awaitConnected(1);
        Waiting.until("packets of carol", () -> reaches(third, lab.allowed()));
        third.stop();
        service.startController();
        return third;
    }

    /// Nobody's connection ends. Whoever connects meanwhile is in soon after its return, and who was deleted is out.
    private static void withoutAgent(
            Service service, ClientLab lab, String bob, StockClient second, StockClient third) {
        String profile = lab.profile();
        service.endAgent("KILL");
        var _ = lab.api().delete(lab.below("/users/" + bob)).expect(204);
        third.start(profile, "carol", ClientLab.PASSWORD);
        Waiting.pause(Duration.ofSeconds(3));
        assertThat(third.connected()).as("nobody is let in unseen").isFalse();
        long began = System.nanoTime();
        service.startAgent();
        third.awaitConnected(1);
        System.out.printf("in %d ms after the agent was started%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(second.awaitEnd()).contains("Halt command was pushed by server");
        var _ = lab.awaitConnections(2);
    }

    /// Connections are back without anybody's doing.
    private static void withoutDaemon(ClientLab lab, StockClient alice) {
        int times = alice.timesConnected();
        assertThat(NodeRemoval.nodeOf(lab.cloud(), lab.eip()).kill("openvpn")).hasSize(1);
        long began = System.nanoTime();
        alice.awaitConnected(times + 1);
        Waiting.until("packets to pass again", () -> reaches(alice, lab.allowed()));
        System.out.printf("back %d ms after the daemon was killed%n", (System.nanoTime() - began) / 1_000_000);
        lab.awaitServer("ACTIVE");
    }

    private static JsonNode session(ApiAnswer connections, String user) {
        return connections
                .body()
                .required("connections")
                .valueStream()
                .filter(one -> one.at("/client_user_name").stringValue().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 1) == 1;
    }
}

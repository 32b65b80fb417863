package dev.causeway.scenarios.cases.clientpassword;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class ClientPasswordTest {

    @Test
    void aUserReachesWhatTheGroupsPolicyNamesUntilItIsTakenAway(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            String group = lab.group("developers", lab.allowed() + "/32");
            String alice = lab.user("alice", group);
            StockClient client = lab.client();
            client.start(lab.profile(), "alice", ClientLab.PASSWORD);
            client.awaitConnected(1);

            Waiting.until("the workload to answer", () -> reaches(client, lab.allowed()));
            assertThat(reaches(client, lab.denied())).isFalse();
            JsonNode session = lab.awaitConnections(1).body().at("/connections/0");
            assertThat(session.at("/client_user_name").stringValue()).isEqualTo("alice");
            assertThat(session.at("/client_ip").stringValue()).startsWith(client.address());
            assertThat(session.at("/client_virtual_ip").stringValue()).isEqualTo(client.virtualAddress());

            takesAway(lab, client, alice);
        }
    }

    /// A ping each 5 ms ends soon after the user was deleted, and the client with it.
    private static void takesAway(ClientLab lab, StockClient client, String user) {
        try (Pings pings =
                Pings.start(lab.folder().resolve("pings"), client.machine(), lab.allowed(), Duration.ofMillis(5))) {
            Waiting.until("pings", () -> pings.answers() > 100);
            Instant called = Instant.now();
            lab.api().delete(lab.below("/users/" + user)).expect(204);
            System.out.printf(
                    "user deleted: the last answer came %d ms after the call began%n",
                    pings.untilQuiet(called, Duration.ofSeconds(1)).toMillis());
            String said = client.awaitEnd();
            assertThat(said).contains("Halt command was pushed by server");
            var _ = lab.awaitConnections(0);
        }
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 3) == 3;
    }
}

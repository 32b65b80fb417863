package dev.causeway.scenarios.cases.clienthost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Case
@Isolated("everything on the host goes")
class ClientHostTest {

    @Test
    void clientsAreBackByThemselvesAfterTheHostRestarted(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            var _ = lab.user("alice", lab.group("developers", lab.vpcNetwork()));
            StockClient client = lab.connected("alice");
            Waiting.until("packets to pass", () -> reaches(client, lab.allowed()));

            service.endController("KILL");
            service.endAgent("KILL");
            service.loseHost();
            service.startAgent();
            lab.rejoinInternet();
            long began = System.nanoTime();
            Waiting.until(
                    "packets to pass again, with the controller still away",
                    Duration.ofSeconds(90),
                    () -> reaches(client, lab.allowed()));
            System.out.printf("back %d ms after the internet was back%n", (System.nanoTime() - began) / 1_000_000);
            assertThat(client.connected()).isTrue();

            service.startController();
            assertThat(lab.awaitConnections(1).text("/connections/0/client_user_name"))
                    .isEqualTo("alice");
            lab.awaitServer("ACTIVE");
        }
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 1) == 1;
    }
}

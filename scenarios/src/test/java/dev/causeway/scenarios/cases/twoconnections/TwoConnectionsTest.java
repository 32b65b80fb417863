package dev.causeway.scenarios.cases.twoconnections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class TwoConnectionsTest {

    private static final Duration AWAY = Duration.ofSeconds(15);

    /// The device gives up a dead peer after about 3 s; the rest is for a slow machine. A gap that ends with the return
    /// of the lost node is longer.
    private static final Duration MOST = Duration.ofSeconds(12);

    @Test
    void theOtherNodeCarriesTheTrafficWhileOneIsAway(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            List<String> connections = List.of(lab.connect(1, Map.of()), lab.connect(2, Map.of()));
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));
            lab.provesTraffic();

            for (int lost = 0; lost < 2; lost++) {
                Pings.Result result = lose(lab, folder, lost, connections);
                assertThat(result.longestGap()).isLessThan(MOST);
                lab.tenant().awaitConnection(connections.get(lost), "ACTIVE");
                lab.provesTraffic();
            }
            device.stop();
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "DOWN"));
        }
    }

    private static Pings.Result lose(Lab lab, Path folder, int node, List<String> connections) {
        Duration interval = Duration.ofMillis(20);
        Pings pings = Pings.start(
                folder.resolve("pings" + node), lab.workload(), lab.site().hostAddress(), interval);
        try (pings) {
            Waiting.pause(Duration.ofSeconds(1));
            try (NodeRemoval _ = lab.removeNode(node + 1, List.of(connections.get(node)))) {
                Waiting.pause(AWAY);
                assertThat(lab.reaches()).isTrue();
                lab.tenant().awaitConnection(connections.get(1 - node), "ACTIVE");
            }
            lab.tenant().awaitConnection(connections.get(node), "ACTIVE");
            return pings.stop();
        }
    }
}

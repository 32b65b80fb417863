package dev.causeway.scenarios.cases.activestandby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ActiveStandbyTest {

    private static final int FLOWS = 32;

    /// A capture is told of packets in blocks, some time after they have passed.
    private static final Duration CAPTURED = Duration.ofMillis(500);

    @Test
    void theStandbyNodeCarriesTheTrafficOnlyWhileTheActiveOneIsAway(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).haMode("active-standby").open()) {
            Device device = lab.startDevice(getClass());
            String master = lab.connect(1, Map.of("ha_role", "master"));
            String slave = lab.connect(2, Map.of("ha_role", "slave"));
            for (String connection : List.of(master, slave)) {
                lab.tenant().awaitConnection(connection, "ACTIVE");
                Checks.hasOneSa(lab, connection);
            }
            allLeaveBy(lab, 1);
            lab.provesTraffic();

            try (NodeRemoval _ = lab.removeNode(1, List.of(master))) {
                lab.tenant().awaitConnection(master, "DOWN");
                Waiting.until("traffic through the standby node", lab::reaches);
                allLeaveBy(lab, 2);
                assertThat(lab.tenant().connectionStatus(slave)).contains("ACTIVE");
            }
            lab.tenant().awaitConnection(master, "ACTIVE");
            allLeaveBy(lab, 1);
            lab.provesTraffic();

            device.stop();
            lab.tenant().awaitConnection(master, "DOWN");
            lab.tenant().awaitConnection(slave, "DOWN");
        }
    }

    /// Flows on many ports come to leave by one address and none by the other. It takes a moment until a tunnel that
    /// came up draws traffic.
    private static void allLeaveBy(Lab lab, int node) {
        String send = "for port in {20001..%d}; do echo x > /dev/udp/%s/$port; done"
                .formatted(20_000 + FLOWS, lab.site().hostAddress());
        Waiting.until("ESP from address %d only".formatted(node), () -> {
            int here = lab.espFrom(node);
            int there = lab.espFrom(3 - node);
            lab.workload().run("bash", "-c", send);
            Waiting.pause(CAPTURED);
            return lab.espFrom(3 - node) == there && lab.espFrom(node) - here >= FLOWS;
        });
    }
}

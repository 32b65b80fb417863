package dev.causeway.scenarios.cases.twenty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class TwentyConnectionsTest {

    private static final int SITES = 10;

    @Test
    void oneGatewayServesTwentyConnectionsEachToItsOwnSite(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            List<Lab.Branch> branches = new ArrayList<>();
            List<Device> devices = new ArrayList<>();
            for (int site = 0; site < SITES; site++) {
                Lab.Branch branch = lab.addBranch();
                branches.add(branch);
                devices.add(branch.site().startDevice(getClass(), lab.values(branch.site())));
            }
            List<String> connections = lab.connectAll(branches);
            assertThat(connections).hasSize(2 * SITES);
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));
            connections.forEach(connection -> Checks.hasOneSa(lab, connection));
            int before = lab.espCrossed();
            for (Lab.Branch branch : branches) {
                assertThat(Pings.answered(lab.workload(), branch.site().hostAddress(), 5))
                        .isEqualTo(5);
                assertThat(Pings.answered(branch.site().host(), lab.workloadAddress(), 5))
                        .isEqualTo(5);
            }
            Waiting.until("ESP on the internet", () -> lab.espCrossed() - before >= 2 * 2 * 5 * SITES);
            devices.getFirst().stop();
            lab.tenant().awaitConnection(connections.get(0), "DOWN");
            lab.tenant().awaitConnection(connections.get(1), "DOWN");
            assertThat(Pings.answered(lab.workload(), branches.getFirst().site().hostAddress(), 1))
                    .isZero();
            assertThat(lab.tenant().connectionStatus(connections.get(2))).contains("ACTIVE");
            assertThat(Pings.answered(lab.workload(), branches.get(1).site().hostAddress(), 5))
                    .isEqualTo(5);
        }
    }
}

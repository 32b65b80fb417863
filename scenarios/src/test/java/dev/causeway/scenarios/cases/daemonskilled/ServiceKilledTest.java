package dev.causeway.scenarios.cases.daemonskilled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Case
@Isolated("controller and agent are killed")
class ServiceKilledTest {

    @Test
    void killingControllerAndAgentDropsNoPacketAndLosesNothing(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);
            int established = device.log().ikeEstablished();
            Site site = lab.site();
            try (UdpStream there =
                            UdpStream.start(folder, "there", lab.workload(), site.host(), site.hostAddress(), 100);
                    UdpStream back =
                            UdpStream.start(folder, "back", site.host(), lab.workload(), lab.workloadAddress(), 100)) {
                Set<String> seen = statusesWhile(lab, connection, () -> {
                    service.endAgent("KILL");
                    service.startAgent();
                });
                assertThat(seen).as("what a tenant reads meanwhile").containsOnly("ACTIVE");
                service.endController("KILL");
                service.startController();
                service.endController("KILL");
                service.endAgent("KILL");
                service.startController();
                service.startAgent();
                lab.tenant().awaitConnection(connection, "ACTIVE");
                assertThat(there.stop()).matches(result -> result.lost() == 0);
                assertThat(back.stop()).matches(result -> result.lost() == 0);
            }
            assertThat(device.log().ikeEstablished())
                    .as("adopted without a new IKE SA")
                    .isEqualTo(established);
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }

    /// All statuses that a connection shows while something happens, asked for over and over.
    private static Set<String> statusesWhile(Lab lab, String connection, Runnable happening) {
        CompletableFuture<Void> over = CompletableFuture.runAsync(happening);
        Set<String> seen = new HashSet<>();
        while (!over.isDone()) {
            seen.add(lab.tenant().connectionStatus(connection).orElse("none"));
        }
        over.join();
        return seen;
    }
}

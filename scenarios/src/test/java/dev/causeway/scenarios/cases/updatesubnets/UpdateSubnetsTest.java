package dev.causeway.scenarios.cases.updatesubnets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class UpdateSubnetsTest {

    @Test
    void peerSubnetsChangeWithoutLossInThoseThatStay(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Site site = lab.site();
            site.addNetwork(site.address(1, 1) + "/24");
            Map<String, String> values = lab.values();
            values.put("second", site.network(1));
            Device device = site.startDevice(getClass(), values);
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);
            assertThat(answers(lab, site.address(1, 1)))
                    .as("not a peer subnet yet")
                    .isZero();

            try (UdpStream there =
                            UdpStream.start(folder, "there", lab.workload(), site.host(), site.hostAddress(), 100);
                    UdpStream back =
                            UdpStream.start(folder, "back", site.host(), lab.workload(), lab.workloadAddress(), 100)) {
                update(lab, connection, List.of(site.network(), site.network(1)));
                Waiting.until("the new network", () -> answers(lab, site.address(1, 1)) == 3);
                update(lab, connection, List.of(site.network()));
                Waiting.until("the network to go", () -> answers(lab, site.address(1, 1)) == 0);
                Checks.hasLostNothing(there);
                Checks.hasLostNothing(back);
            }
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }

    private static void update(Lab lab, String connection, List<String> subnets) {
        lab.tenant()
                .updateConnection(connection, Map.of("peer_subnets", subnets))
                .expect(200);
        lab.tenant().awaitConnection(connection, "ACTIVE");
    }

    private static long answers(Lab lab, String target) {
        return Pings.answered(lab.workload(), target, 3);
    }
}

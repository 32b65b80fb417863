package dev.causeway.scenarios.cases.foreignsource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ForeignSourceTest {

    @Test
    void whatComesFromOutsideThePeerSubnetsIsDropped(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Site site = lab.site();
            String foreign = site.address(9, 1);
            site.addNetwork(foreign + "/24");
            Device device = lab.startRouteBasedDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);

            try (Background arrivals = lab.workload()
                    .start(
                            folder.resolve("arrivals"),
                            List.of(
                                    "tcpdump",
                                    "-n",
                                    "-l",
                                    "-i",
                                    "eth0",
                                    "icmp and src host " + foreign + " or icmp and src host "
                                            + site.routerAddress()))) {
                arrivals.awaitReady("tcpdump", () -> arrivals.errors().contains("listening"));
                pingFrom(site, foreign, lab.workloadAddress());
                pingFrom(site, site.routerAddress(), lab.workloadAddress());
                Waiting.until(
                        "pings with an allowed source", () -> arrivals.output().contains(site.routerAddress()));
                assertThat(arrivals.output()).doesNotContain(foreign);
            }
            Checks.breaks(lab, device, connection);
        }
    }

    private static void pingFrom(Site site, String source, String target) {
        site.router()
                .attempt(Duration.ofSeconds(5), "ping", "-n", "-c", "3", "-i", "0.1", "-W", "1", "-I", source, target);
    }
}

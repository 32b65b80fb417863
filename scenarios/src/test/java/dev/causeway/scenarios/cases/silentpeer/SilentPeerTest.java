package dev.causeway.scenarios.cases.silentpeer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class SilentPeerTest {

    /// Ten seconds of silence and four without an answer; the rest is for a slow machine. By the usual times of a
    /// connection it would be 45 seconds, and by those of the daemon almost three minutes.
    private static final Duration MOST = Duration.ofSeconds(40);

    @Test
    void aDeviceThatDiesWithoutAWordIsFoundOutByTheTimesOfTheConnection(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of("ikepolicy", Map.of("dpd", Map.of("interval", 10, "timeout", 4))));
            Checks.carries(lab, device, connection);
            assertThat(lab.vpcRoutes()).contains(" via ");
            assertThat(lab.tenant().routes(lab.gateway(), lab.site().network()))
                    .singleElement()
                    .satisfies(
                            route -> assertThat(route.at("/nexthop_resource/id").asString())
                                    .isEqualTo(connection));
            assertThat(lab.tenant().routes(lab.gateway(), lab.vpcNetwork(24))).hasSize(2);

            device.kill();
            lab.tenant().awaitConnection(connection, "DOWN", MOST);
            Waiting.until(
                    "the cause in the log",
                    () -> lab.tenant().log(connection).stream().anyMatch(line -> line.contains("giving up after")));
            Checks.isDiagnosed(lab, connection, "peer-silent");
            Waiting.until("the way to the site to go", lab::vpcRoutes, routes -> !routes.contains(" via "));
            assertThat(lab.reaches()).isFalse();
            assertThat(lab.tenant().routes(lab.gateway(), lab.site().network())).isEmpty();
            assertThat(lab.tenant().sas(connection)).isNotEmpty();

            Checks.heals(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }
}

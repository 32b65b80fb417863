package dev.causeway.scenarios.cases.charonkilled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class CharonKilledTest {

    @Test
    void aDaemonThatDiesUnderTrafficIsReplacedAndNothingLeavesInClear(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startRouteBasedDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);
            JsonNode first = Waiting.until(
                    "what was carried to be counted",
                    () -> lab.tenant().sas(connection).getFirst(),
                    sa -> packets(sa) > 0);
            NetworkNamespace worker = lab.cloud().namespace("t", connection);
            Site site = lab.site();
            try (UdpStream there =
                    UdpStream.start(folder, "there", lab.workload(), site.host(), site.hostAddress(), 200)) {
                for (int round = 0; round < 3; round++) {
                    List<String> killed = worker.kill("charon");
                    assertThat(killed).hasSize(1);
                    Waiting.until("another daemon", lab::reaches);
                    assertThat(lab.tenant().sas(connection)).singleElement().satisfies(sa -> {
                        assertThat(sa.required("id")).isEqualTo(first.required("id"));
                        assertThat(packets(sa)).isGreaterThanOrEqualTo(packets(first));
                    });
                }
                assertThat(there.stop().lost()).isPositive();
            }
            Checks.carries(lab, device, connection);
            diesAgainAndAgain(lab, worker, connection);
            Checks.carries(lab, device, connection);
            Checks.isDiagnosed(lab, connection, "ok");
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }

    /// It is started anew after longer and longer pauses.
    private static void diesAgainAndAgain(Lab lab, NetworkNamespace worker, String connection) {
        for (int death = 0; death < 3; death++) {
            Waiting.until("a daemon to kill", () -> !worker.kill("charon").isEmpty());
        }
        Checks.isDiagnosed(lab, connection, "daemon-failed");
    }

    private static long packets(JsonNode sa) {
        return sa.required("packets_sent").asLong();
    }
}

package dev.causeway.scenarios.cases.shaped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodePort;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.traffic.UdpFlood;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Case
@Isolated("a busy machine does not carry what was bought")
class ShapedTest {

    @Test
    void whatWasBoughtPassesAndNoMore(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).unobserved().open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            lab.tenant().awaitConnection(connection, "ACTIVE");
            Checks.hasOneSaAtEachEnd(lab, device, connection);
            lab.provesTraffic();
            String associations = lab.associations(connection);
            NodePort port =
                    NodePort.of(service.cloud(), lab.gateway().eips().getFirst().address());
            for (int megabits : List.of(5, 100)) {
                lab.tenant().resize(lab.gateway(), 1, megabits);
                isHeldTo(megabits, "out", folder, lab.workload(), lab.site().hostAddress(), port::in);
                isHeldTo(megabits, "in", folder, lab.site().host(), lab.workloadAddress(), port::out);
            }
            losesNothingWhileItChanges(lab, folder, connection);
            assertThat(lab.associations(connection)).isEqualTo(associations);
            lab.provesTraffic();
        }
    }

    /// Once the machine can send as much, that is what crosses; more than that never does.
    private static void isHeldTo(
            int megabits, String way, Path folder, NetworkNamespace from, String target, NodePort.Bytes crossed) {
        try (UdpFlood _ = UdpFlood.start(folder, way, from, target, megabits * 1.25)) {
            // What was saved up before passes at once.
            Waiting.pause(Duration.ofSeconds(1));
            double seen = Waiting.until(
                    "%d Mbit/s %s".formatted(megabits, way),
                    Duration.ofMinutes(1),
                    () -> NodePort.megabits(crossed, Duration.ofSeconds(2)),
                    rate -> rate > 0.95 * megabits && rate < 1.2 * megabits);
            assertThat(seen).as("%d Mbit/s %s", megabits, way).isLessThan(1.05 * megabits);
        }
    }

    private static void losesNothingWhileItChanges(Lab lab, Path folder, String connection) {
        try (UdpStream there = UdpStream.start(
                        folder,
                        "there",
                        lab.workload(),
                        lab.site().host(),
                        lab.site().hostAddress(),
                        200);
                UdpStream back = UdpStream.start(
                        folder, "back", lab.site().host(), lab.workload(), lab.workloadAddress(), 200)) {
            for (int megabits : List.of(5, 100, 7, 300, 20, 2000, 10)) {
                lab.tenant().resize(lab.gateway(), 1, megabits);
                assertThat(lab.tenant().gatewayStatus(lab.gateway())).isEqualTo("ACTIVE");
                assertThat(lab.tenant().connectionStatus(connection)).contains("ACTIVE");
                Waiting.pause(Duration.ofMillis(300));
            }
            Checks.hasLostNothing(there);
            Checks.hasLostNothing(back);
        }
    }
}

package dev.causeway.scenarios.cases.sharedrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodePort;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.UdpFlood;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class SharedRateTest {

    @Test
    void twoAddressesLetPassSoMuchTogether(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Site site = lab.site();
            site.addNetwork(site.address(1, 1) + "/24");
            Map<String, String> values = lab.values();
            values.put("another", site.network(1));
            site.startDevice(getClass(), values);
            List<String> connections =
                    List.of(lab.connect(1, Map.of()), lab.connect(2, Map.of("peer_subnets", List.of(site.network(1)))));
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));
            List<String> targets = List.of(site.hostAddress(), site.address(1, 1));
            targets.forEach(target -> Waiting.until("an answer", () -> Pings.answered(lab.workload(), target, 1) == 1));
            List<String> associations =
                    connections.stream().map(lab::associations).toList();
            List<NodePort> ports = lab.gateway().eips().stream()
                    .map(Tenant.Eip::address)
                    .map(address -> NodePort.of(service.cloud(), address))
                    .toList();

            String shared = lab.tenant().createSharedBandwidth(5);
            losesNothing(lab, folder.resolve("in"), () -> {
                lab.tenant().share(shared, lab.gateway().eips());
                ports.forEach(port -> Waiting.until("the shared bandwidth", port::shares));
            });
            areHeldTo(5, lab, folder, targets, ports.getFirst());
            lab.tenant().resize(lab.gateway(), 1, 10);
            areHeldTo(10, lab, folder, targets, ports.getFirst());
            assertThat(lab.tenant().gatewayStatus(lab.gateway())).isEqualTo("ACTIVE");
            assertThat(connections.stream().map(lab::associations)).isEqualTo(associations);

            losesNothing(lab, folder.resolve("out"), () -> {
                lab.tenant().unshare(shared, lab.gateway().eips(), 20);
                ports.forEach(
                        port -> Waiting.until("a bandwidth of its own", () -> port.held() == 20 && !port.shares()));
            });
            lab.tenant().deleteSharedBandwidth(shared);
        }
    }

    private static void losesNothing(Lab lab, Path folder, Runnable change) {
        NetworkNamespace site = lab.site().host();
        try (UdpStream there = UdpStream.start(
                        folder, "there", lab.workload(), site, lab.site().hostAddress(), 200);
                UdpStream back = UdpStream.start(folder, "back", site, lab.workload(), lab.workloadAddress(), 200)) {
            change.run();
            Checks.hasLostNothing(there);
            Checks.hasLostNothing(back);
        }
    }

    private static void areHeldTo(int megabits, Lab lab, Path folder, List<String> targets, NodePort port) {
        var line = new NodePort(lab.cloud().internet(), "site" + lab.site().number());
        NetworkNamespace from = lab.workload();
        try (UdpFlood _ = UdpFlood.start(folder, "first", from, targets.getFirst(), megabits);
                UdpFlood _ = UdpFlood.start(folder, "second", from, targets.getLast(), megabits)) {
            awaitRate(megabits, line);
        }
        try (UdpFlood _ = UdpFlood.start(folder, "back", lab.site().host(), lab.workloadAddress(), 1.5 * megabits)) {
            awaitRate(megabits, port);
        }
    }

    private static void awaitRate(int megabits, NodePort port) {
        // What was saved up before passes at once.
        Waiting.pause(Duration.ofSeconds(1));
        var _ = Waiting.until(
                megabits + " Mbit/s",
                () -> NodePort.megabits(port::out, Duration.ofSeconds(2)),
                rate -> rate > 0.95 * megabits && rate < 1.05 * megabits);
    }
}

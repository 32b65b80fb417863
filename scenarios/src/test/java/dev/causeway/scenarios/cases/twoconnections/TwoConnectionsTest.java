package dev.causeway.scenarios.cases.twoconnections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Template;
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
            Device device = lab.site().startDevice(getClass(), values(lab));
            List<String> connections = List.of(lab.connect(1, Map.of()), lab.connect(2, Map.of()));
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));
            connections.forEach(connection -> Checks.hasOneSa(lab, connection));
            lab.provesTraffic();
            flowsUseBoth(lab);

            for (int lost = 0; lost < 2; lost++) {
                Pings.Result result = lose(lab, folder, lost, connections);
                assertThat(result.longestGap()).isLessThan(MOST);
                lab.tenant().awaitConnection(connections.get(lost), "ACTIVE");
                Checks.hasOneSa(lab, connections.get(lost));
                lab.provesTraffic();
            }
            device.stop();
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "DOWN"));
        }
    }

    /// Which way a flow goes is decided by its ports, so that hardly ever all take the same one. A tunnel
    /// that came up a moment ago is not used yet, so that more flows may be needed.
    private static void flowsUseBoth(Lab lab) {
        int first = lab.espFrom(1);
        int second = lab.espFrom(2);
        String send = "for port in {20001..20064}; do echo x > /dev/udp/%s/$port; done"
                .formatted(lab.site().hostAddress());
        Waiting.until("ESP from both addresses", () -> {
            lab.workload().run("bash", "-c", send);
            return lab.espFrom(1) > first && lab.espFrom(2) > second;
        });
    }

    /// The device has a wrong key for one tunnel: the other one carries the traffic until the key is right again.
    @Test
    void theOtherTunnelCarriesTheTrafficWhileTheKeyOfOneIsWrong(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.site().startDevice(getClass(), values(lab));
            List<String> connections = List.of(lab.connect(1, Map.of()), lab.connect(2, Map.of()));
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));

            Template configuration = Template.beside(getClass(), "swanctl.conf");
            Map<String, String> wrong = lab.values();
            wrong.put("psk1", "Wrong_key_2026");
            device.reconfigure(configuration, wrong);
            device.terminate("first");
            lab.tenant().awaitConnection(connections.getFirst(), "DOWN");
            Waiting.until("traffic through the other tunnel", lab::reaches);
            int before = lab.espFrom(2);
            lab.provesTraffic();
            Waiting.until("ESP from the other address", () -> lab.espFrom(2) > before);
            Checks.hasOneSa(lab, connections.getLast());
            assertThat(lab.tenant().connectionStatus(connections.getFirst())).contains("DOWN");

            device.reconfigure(configuration, values(lab));
            lab.tenant().awaitConnection(connections.getFirst(), "ACTIVE");
            connections.forEach(connection -> Checks.hasOneSa(lab, connection));
            flowsUseBoth(lab);
            lab.provesTraffic();
        }
    }

    private static Map<String, String> values(Lab lab) {
        Map<String, String> values = lab.values();
        values.put("psk1", Lab.PSK);
        return values;
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

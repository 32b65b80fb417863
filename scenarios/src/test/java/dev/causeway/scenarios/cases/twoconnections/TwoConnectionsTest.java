package dev.causeway.scenarios.cases.twoconnections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.DrainedNode;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Template;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class TwoConnectionsTest {

    private static final Duration AWAY = Duration.ofSeconds(15);
    private static final Duration DRAINING = Duration.ofSeconds(3);
    private static final int FLOWS = 64;

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

            drainNodeOfTheSite(lab, folder, connections);

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
        Waiting.until("ESP from both addresses", () -> {
            send(lab.workload(), lab.site().hostAddress());
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

    /// A device with static routes cannot be told to use the other node. What is lost while its node is drained, and
    /// once that is taken away, is measured.
    private static void drainNodeOfTheSite(Lab lab, Path folder, List<String> connections) {
        int node = nodeOfTheSite(lab);
        String connection = connections.get(node - 1);
        try (DrainedNode drained = DrainedNode.begin(lab, node)) {
            measure(lab, folder.resolve("drained"), "drained", () -> Waiting.pause(DRAINING));
            assertThat(drained.awaitQuiet().get("ended").stringValue()).isIn("quiet", "overdue");
            assertThat(lab.vpcRoutes().split(" via ", -1)).as("ways of the VPC").hasSize(2);
            measure(lab, folder.resolve("taken"), "drained and taken away", () -> {
                try (NodeRemoval _ = lab.removeNode(node, List.of(connection))) {
                    Waiting.until("the other tunnel", lab::reaches);
                }
            });
            lab.tenant().awaitConnection(connection, "ACTIVE");
        }
        Checks.hasOneSa(lab, connection);
        flowsUseBoth(lab);
    }

    private static void measure(Lab lab, Path folder, String what, Runnable work) {
        NetworkNamespace host = lab.site().host();
        try (UdpStream there = UdpStream.start(
                        folder, "there", lab.workload(), host, lab.site().hostAddress(), 200);
                UdpStream back = UdpStream.start(folder, "back", host, lab.workload(), lab.workloadAddress(), 200)) {
            work.run();
            UdpStream.Result out = there.stop();
            UdpStream.Result in = back.stop();
            System.out.printf(
                    "static, %s: %d of %d datagrams lost from the cloud, %d of %d to it, which took %d ms%n",
                    what,
                    out.lost(),
                    out.sent(),
                    in.lost(),
                    in.sent(),
                    in.longestGap().toMillis());
        }
    }

    /// The node that passes on what comes from the site.
    private static int nodeOfTheSite(Lab lab) {
        long before = DrainedNode.passed(lab, 1);
        send(lab.site().host(), lab.workloadAddress());
        return DrainedNode.passed(lab, 1) - before > FLOWS / 2 ? 1 : 2;
    }

    private static void send(NetworkNamespace from, String address) {
        from.run(
                "bash",
                "-c",
                "for port in {20001..%d}; do echo x > /dev/udp/%s/$port; done".formatted(20_000 + FLOWS, address));
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

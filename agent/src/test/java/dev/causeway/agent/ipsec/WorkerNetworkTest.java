package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.HardwareAddress;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerNetworkTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Tunnel tunnel = Examples.staticTunnel();
    private Lab lab;
    private Namespace worker;

    @BeforeEach
    void build() {
        lab = new Lab(host);
        worker = host.names().worker(tunnel.connection());
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void whatTheDaemonSendsPassesBesideTheNode() {
        assertThat(lab.lostBothWays()).isZero();
        String sent = host.inside(worker, "ip", "-s", "-j", "link", "show", "dev", "out0");
        assertThat(sent).doesNotContain("\"tx\":{\"bytes\":0");
        assertThat(host.inside(lab.internet, "ip", "neighbour", "show", "203.0.113.10"))
                .as("who has the EIP for the internet")
                .contains(hardwareAddress(lab.node, "eip0"));
    }

    @Test
    void nothingButIkeAndEspLeavesTheWorker() {
        assertThat(lab.lost(worker, Examples.PEER.toString(), 1, 1)).isEqualTo(1);
        assertThat(host.inside(worker, "nft", "list", "chain", "inet", "causeway", "output"))
                .contains("policy drop", "ip saddr 203.0.113.10 ip daddr 198.51.100.2 udp sport { 500, 4500 }");
        assertThat(host.inside(worker, "ip", "route", "show", "default")).isEmpty();
    }

    @Test
    void isMadeAnewWhenTheNodesLinkIs() {
        host.namespaces().batch(lab.internet, List.of("link del gw"));
        lab.await(Duration.ofSeconds(20), report -> report.state() == State.DOWN);
        host.namespaces()
                .batch(
                        lab.internet,
                        List.of(
                                "link add gw address " + HardwareAddress.of(Ipv4.parse("203.0.113.1"))
                                        + " type veth peer name eip0 netns " + lab.node,
                                "address add 203.0.113.1/24 dev gw",
                                "link set gw up"));
        host.namespaces().batch(lab.node, List.of("address add 203.0.113.10/24 dev eip0", "link set eip0 up"));
        lab.await(Duration.ofSeconds(30), report -> report.state() == State.UP);
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    private String hardwareAddress(Namespace namespace, String link) {
        return host.namespaces().view(namespace).links().get(link).mac();
    }
}

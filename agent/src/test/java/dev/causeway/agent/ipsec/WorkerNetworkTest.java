package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.ipsec.ObservedTunnel.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerNetworkTest extends InLab {

    private TunnelConfig tunnel;
    private Namespace worker;

    @BeforeEach
    void connect() {
        tunnel = up(Examples.staticTunnel());
        worker = host.names().worker(tunnel.connection());
    }

    @Test
    void whatTheDaemonSendsPassesBesideTheNode() {
        assertThat(lab.lostBothWays()).isZero();
        assertThat(host.inside(worker, "ip", "-s", "-j", "link", "show", "dev", "out0"))
                .doesNotContain("\"tx\":{\"bytes\":0");
        assertThat(host.inside(lab.topology.internet, "ip", "neighbour", "show", "203.0.113.10"))
                .as("who has the EIP for the internet")
                .contains(host.namespaces().view(lab.node).links().get("eip0").mac());
    }

    @Test
    void nothingButIkeAndEspLeavesTheWorker() {
        assertThat(lab.lost(worker, Examples.PEER.toString(), 1, 1)).isEqualTo(1);
        assertThat(host.inside(worker, "nft", "list", "chain", "inet", "causeway", "output"))
                .contains("policy drop", "ip saddr 203.0.113.10 ip daddr 198.51.100.2 udp sport { 500, 4500 }");
        assertThat(host.inside(worker, "ip", "route", "show", "default")).isEmpty();
    }

    @Test
    void whatTheDaemonSendsMayBeCutOnItsWay() {
        assertThat(host.namespaces().settings(worker, List.of("net.ipv4.ip_no_pmtu_disc", "net.ipv4.route.min_pmtu")))
                .isEqualTo(Map.of("net.ipv4.ip_no_pmtu_disc", "1", "net.ipv4.route.min_pmtu", "1280"));
    }

    @Test
    void isMadeAnewWhenItsPlaceholderIsGone() {
        host.namespaces().batch(worker, List.of("link del ipsec0"));
        lab.restartAgent(tunnel);
        lab.awaitUp();
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void isMadeAnewWhenTheNodesLinkIs() {
        lab.topology.unplug();
        lab.await(report -> report.state() == State.DOWN);
        lab.topology.plug();
        lab.awaitUp();
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }
}

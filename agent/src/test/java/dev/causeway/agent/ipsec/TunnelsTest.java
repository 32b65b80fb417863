package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TunnelsTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private Lab lab;

    @BeforeEach
    void build() {
        lab = new Lab(host);
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void carriesPacketsBothWaysAndLeavesNothingBehind() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
        assertThat(lab.log()).contains("established");
        lab.tunnels().remove(lab.nodeId);
        assertThat(lab.peer.control("--list-sas")).isEmpty();
        assertThat(host.names().runtimeFolder()).doesNotExist();
        assertThat(host.namespaces().list()).doesNotContain(host.names().worker(tunnel.connection()));
        assertThat(host.namespaces().view(lab.node).links()).doesNotContainKeys("u1", "tun1");
    }

    @Test
    void speaksTheFirstVersionOfIkeInBothModes() {
        for (Phase1Mode mode : Phase1Mode.values()) {
            Tunnel tunnel = Examples.withVersion(Examples.staticTunnel(), IkeVersion.V1, mode);
            lab.matchPeer(tunnel, mode == Phase1Mode.AGGRESSIVE ? "aggressive = yes" : "", "");
            lab.apply(tunnel);
            lab.awaitUp();
            assertThat(lab.lostBothWays()).isZero();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void tellsWhyItIsNotUp() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.peer.load(
                Lab.configuration(tunnel, "Another-1234", "", Lab.child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", "")));
        lab.apply(tunnel);
        lab.await(
                Duration.ofSeconds(3),
                report -> report.state() == State.DOWN && report.reason().startsWith("AUTHENTICATION_FAILED"));
    }
}

package dev.causeway.agent.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A workload, a customer and a peer on the internet around a node.
class PassedPacketsTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final NodeId id = NodeId.random();
    private final Namespace node = host.names().node(id);
    private final Namespace workload = new Namespace(host.names().prefix() + "w-1");
    private final Namespace customer = new Namespace(host.names().prefix() + "w-2");
    private final Namespace peer = new Namespace(host.names().prefix() + "w-3");
    private final PassedPackets passed = new PassedPackets(host.names(), host.commands());

    @Test
    void countsWhatTheNodePassesOnAndNeitherItsOwnWordsNorWhatPeersSendToDaemons() {
        List.of(node, workload, customer, peer).forEach(host.namespaces()::create);
        host.namespaces().set(node, Map.of("net.ipv4.ip_forward", "1"));
        join(workload, "vpc0", "10.8.0");
        join(customer, "tun1", "10.9.0");
        join(peer, "eip0", "10.7.0");
        assertThat(passed.count(id)).isEmpty();
        passed.begin(id);
        assertThat(passed.count(id)).hasValue(0);

        ping(node, "10.8.0.2");
        ping(customer, "10.9.0.1");
        assertThat(passed.count(id)).as("what the node says").hasValue(0);
        ping(peer, "10.9.0.2");
        assertThat(passed.count(id)).as("the answers").hasValue(3);
        ping(workload, "10.9.0.2");
        assertThat(passed.count(id)).hasValue(9);

        passed.end(id);
        assertThat(passed.count(id)).isEmpty();
    }

    private void join(Namespace end, String device, String network) {
        host.namespaces()
                .batch(
                        node,
                        List.of(
                                "link add " + device + " type veth peer name end0 netns " + end,
                                "address add " + network + ".1/24 dev " + device,
                                "link set " + device + " up"));
        host.namespaces()
                .batch(
                        end,
                        List.of(
                                "address add " + network + ".2/24 dev end0",
                                "link set end0 up",
                                "route add default via " + network + ".1"));
    }

    private void ping(Namespace from, String address) {
        host.inside(from, "ping", "-c", "3", "-i", "0.05", address);
    }

    @Test
    void aNodeThatIsNotThereTellsNothing() {
        assertThatThrownBy(() -> passed.count(id)).isInstanceOf(IllegalStateException.class);
    }
}

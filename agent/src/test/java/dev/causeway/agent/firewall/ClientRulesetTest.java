package dev.causeway.agent.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.node.Plans;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Uplink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What passes a node that is there for clients, seen from the internet, from its clients and from its VPC.
@Execution(ExecutionMode.CONCURRENT)
class ClientRulesetTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Firewall firewall = new Firewall(host.names(), host.commands());
    private final NodeDocument node = new World().clientNode(10, Optional.of(World.server()));
    private final Namespace space = host.names().node(node.node());
    private Namespace internet;

    @BeforeEach
    void load() {
        host.namespaces().create(space);
        host.namespaces().set(space, JoinedSides.ROUTER);
        assertThat(firewall.apply(Plans.firewall(node))).isTrue();
        internet = new JoinedSides(host, space).join("eip0", "203.0.113.10/24", "203.0.113.1/24");
        host.namespaces().set(internet, JoinedSides.ROUTER);
    }

    @AfterEach
    void leavesNothing() {
        host.namespaces().list().stream().filter(host.names()::owns).forEach(host.namespaces()::evict);
        firewall.remove(node.node());
        host.assertNothingRemains();
    }

    @Test
    void isKnownToBeAsItWasLoaded() {
        NodeDocument bare = World.clientNode(node, new Uplink.None(), Optional.of(World.server()));
        NodeDocument idle = World.clientNode(node, node.uplink(), Optional.empty());
        for (NodeDocument next : List.of(node, bare, idle, node)) {
            firewall.apply(Plans.firewall(next));
            assertThat(firewall.apply(Plans.firewall(next))).as("a second time").isFalse();
            assertThat(new Firewall(host.names(), host.commands()).apply(Plans.firewall(next)))
                    .as("by the next agent")
                    .isFalse();
        }
    }

    @Test
    void letsTheInternetTalkToThePortOfTheServerAndToNoOther() {
        listen(443);
        listen(8443);
        talk(internet, 443);
        assertThatThrownBy(() -> talk(internet, 8443)).isInstanceOf(CommandFailed.class);
        host.inside(internet, "ping", "-c1", "-W2", "203.0.113.10");
        assertThatThrownBy(() -> host.inside(space, "ping", "-c1", "-W1", "203.0.113.1"))
                .isInstanceOf(CommandFailed.class);
        assertThat(firewall.refused(node.node()).get("refused")).isPositive();
    }

    @Test
    void tracksNothingOfWhatTheInternetSends() {
        host.inside(
                space,
                "nft",
                "table inet probe { counter seen { }; chain input { type filter hook input priority 10;"
                        + " iifname eip0 ct state untracked counter name seen; ct state != untracked drop; }; }");
        listen(443);
        talk(internet, 443);
    }

    /// A router further away takes less at once than either end knows, and says so.
    @Test
    void serverAndClientLearnThatTheWayIsNarrow() {
        Namespace far = new Namespace(host.names().prefix() + "far");
        host.namespaces().create(far);
        host.namespaces()
                .batch(
                        internet,
                        List.of(
                                "link add narrow mtu 1300 type veth peer name eth0 netns " + far,
                                "address add 198.51.100.1/24 dev narrow",
                                "link set narrow up"));
        host.namespaces()
                .batch(
                        far,
                        List.of(
                                "address add 198.51.100.2/24 dev eth0",
                                "link set eth0 up",
                                "route add default via 198.51.100.1"));
        host.namespaces().batch(space, List.of("route add default via 203.0.113.1"));
        listen(443);
        talk(far, 443);
        assertThat(host.inside(space, "ip", "route", "get", "198.51.100.2")).contains("mtu 1300");
    }

    @Test
    void hearsOfNothingButItsOwnFlows() {
        assertThat(host.inside(space, "nft", "list", "chain", "inet", "causeway", "input")
                        .lines()
                        .filter(line -> line.contains("icmp type @errors")))
                .singleElement()
                .asString()
                .contains("ip daddr 203.0.113.10", "@th,136,8 0x6 ", "@th,160,32 0xcb00710a ", "@th,224,16 0x1bb ");
    }

    @Test
    void nothingPassesBetweenItsSidesThatNobodyLetsIn() {
        Namespace vpc = new JoinedSides(host, space).join("vpc0", "192.168.0.10/24", "192.168.0.100/24");
        Namespace client = new JoinedSides(host, space).join("p2c0", "10.250.0.1/24", "10.250.0.6/24");
        host.inside(vpc, "ping", "-c1", "-W2", "192.168.0.10");
        List.of("192.168.0.100", "10.250.0.1", "192.168.0.10", "203.0.113.10", "203.0.113.1")
                .forEach(address -> unanswered(client, address));
        List.of("10.250.0.6", "203.0.113.1", "203.0.113.10").forEach(address -> unanswered(vpc, address));
        List.of("10.250.0.6", "192.168.0.100", "192.168.0.10").forEach(address -> unanswered(internet, address));
    }

    @Test
    void aNodeWithoutAnEipHasNoSideToTheInternet() {
        NodeDocument bare = World.clientNode(node, new Uplink.None(), Optional.of(World.server()));
        assertThat(firewall.apply(Plans.firewall(bare))).isTrue();
        assertThat(host.inside(space, "nft", "list", "chain", "inet", "causeway", "input"))
                .doesNotContain("203.0.113", "443");
        unanswered(internet, "203.0.113.10");
        assertThat(firewall.apply(Plans.firewall(node))).isTrue();
        host.inside(internet, "ping", "-c1", "-W2", "203.0.113.10");
    }

    private void unanswered(Namespace from, String to) {
        assertThatThrownBy(() -> host.inside(from, "ping", "-c1", "-W1", to)).isInstanceOf(CommandFailed.class);
    }

    /// Something in the node that waits for connections, until the namespace is taken away.
    private void listen(int port) {
        Thread.ofVirtual().start(() -> {
            try {
                host.inside(space, "timeout", "18", "iperf3", "-s", "-p", "" + port);
            } catch (CommandFailed _) {
                // It was ended.
            }
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> host.inside(space, "ss", "-ltn").contains(":" + port + " "));
    }

    /// Bytes both ways.
    private void talk(Namespace from, int port) {
        for (String direction : List.of("--reverse", "--no-delay")) {
            host.inside(
                    from,
                    "timeout",
                    "8",
                    "iperf3",
                    "-c",
                    "203.0.113.10",
                    "-p",
                    "" + port,
                    "-n",
                    "1M",
                    "--connect-timeout",
                    "2000",
                    direction);
        }
    }
}

package dev.causeway.agent.firewall;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.policyTunnel;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.node.Plans;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RulesetTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final World world = new World();
    private final Firewall firewall = new Firewall(host.names(), host.commands());

    @Test
    void aNodeWithoutConnectionsIsClosed() {
        String table = load(world.node(10));
        assertThat(table)
                .contains("hook forward priority filter; policy drop;", "hook input", "hook output")
                .doesNotContain("tun1");
    }

    @Test
    void aStaticTunnelCarriesWhatLiesBetweenItsSubnets() {
        String table = load(world.node(10, tunnel(1, OFFICE, Prefix.parse("10.1.0.128/25"))));
        assertThat(table)
                .contains(
                        "iifname \"vpc0\" ip saddr 192.168.0.0/24 jump to_peers1",
                        "oifname \"vpc0\" ip daddr 192.168.1.0/24 jump from_peers1",
                        "ip daddr 10.1.0.0/24 accept",
                        "ip daddr 169.254.70.6 accept",
                        "ip saddr 10.1.0.0/24 accept",
                        "\"tun1\" : jump from_tun1",
                        "198.51.100.2 : 0x00000001");
    }

    @Test
    void aPolicyTunnelCarriesOnlyThePairsOfItsRules() {
        String table = load(world.node(
                10,
                policyTunnel(
                        7,
                        new PolicyRule(Prefix.parse("192.168.0.0/25"), List.of(Prefix.parse("10.1.0.0/24"))),
                        new PolicyRule(Prefix.parse("192.168.1.0/25"), List.of(Prefix.parse("10.2.0.0/24"))))));
        assertThat(table)
                .contains(
                        "ip saddr 192.168.0.0/25 ip daddr 10.1.0.0/24 accept",
                        "ip saddr 192.168.0.0/25 ip daddr 169.254.70.30 accept",
                        "ip saddr 192.168.1.0/25 ip daddr 10.2.0.0/24 accept",
                        "ip daddr 192.168.0.0/25 ip saddr 10.1.0.0/24 accept")
                .doesNotContain("ip saddr 192.168.0.0/25 ip daddr 10.2.0.0/24");
    }

    @Test
    void manyTunnelsFit() {
        Tunnel[] tunnels = IntStream.rangeClosed(1, 100)
                .mapToObj(slot -> tunnel(slot, Prefix.parse("10.%d.0.0/16".formatted(slot))))
                .toArray(Tunnel[]::new);
        NodeDocument node = world.node(10, tunnels);
        load(node);
        assertThat(firewall.apply(Plans.firewall(node)))
                .as("replaced although nothing changed")
                .isFalse();
        assertThat(firewall.apply(Plans.firewall(World.next(node, true, tunnel(1, OFFICE)))))
                .isTrue();
        assertThat(listing(host.names().node(node.node()))).contains("to_tun1 ").doesNotContain("tun2");
    }

    @Test
    void whatAnEarlierAgentLeftIsReplaced() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE), tunnel(2, OFFICE));
        String two = load(node);
        var restarted = new Firewall(host.names(), host.commands());
        assertThat(restarted.apply(Plans.firewall(node))).as("the same again").isFalse();
        NodeDocument one = World.next(node, true, tunnel(1, OFFICE));
        assertThat(restarted.apply(Plans.firewall(one))).isTrue();
        assertThat(listing(host.names().node(node.node()))).doesNotContain("tun2");
        host.inside(host.names().node(node.node()), "nft", "flush", "ruleset");
        assertThat(new Firewall(host.names(), host.commands()).apply(Plans.firewall(one)))
                .as("taken away meanwhile")
                .isTrue();
        assertThat(restarted.apply(Plans.firewall(node))).isTrue();
        assertThat(listing(host.names().node(node.node())).lines())
                .as("the same rules, the new chains last")
                .containsExactlyInAnyOrderElementsOf(two.lines().toList());
    }

    @Test
    void aTableThatSomeoneChangedIsReplaced() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        String before = load(node);
        Namespace namespace = host.names().node(node.node());
        host.inside(namespace, "nft", "flush", "chain", "inet", "causeway", "forward");
        assertThat(firewall.apply(Plans.firewall(node))).isTrue();
        assertThat(listing(namespace)).isEqualTo(before);
        host.inside(
                namespace,
                "nft",
                "add",
                "chain",
                "inet",
                "causeway",
                "mine",
                "{ type filter hook forward priority 1; }");
        assertThat(firewall.apply(Plans.firewall(node))).isTrue();
        assertThat(listing(namespace)).isEqualTo(before);
        host.inside(namespace, "nft", "flush", "ruleset");
        assertThat(firewall.apply(Plans.firewall(node))).isTrue();
        assertThat(listing(namespace)).isEqualTo(before);
    }

    /// A flood of pings through the node: a table that is deleted and made again refuses for some microseconds only.
    @Test
    void losesNothingWhileItsTableIsReplaced() {
        Tunnel tunnel = tunnel(1, OFFICE);
        NodeDocument node = world.node(10, tunnel);
        load(node);
        Namespace inside = host.names().node(node.node());
        host.namespaces().set(inside, Map.of("net.ipv4.ip_forward", "1"));
        Namespace vpc = new JoinedSides(host, inside).join("vpc0", "192.168.0.1/24", "192.168.0.100/24");
        new JoinedSides(host, inside).join("tun1", "10.1.0.1/24", "10.1.0.2/24");
        CompletableFuture<String> pings = CompletableFuture.supplyAsync(
                () -> host.inside(vpc, "ping", "-f", "-q", "-w", "60", "-c", "150000", "10.1.0.2"));
        int replaced = 0;
        while (!pings.isDone()) {
            // In turn: another connection comes, this one gets another network, all is loaded anew.
            node = switch (replaced % 3) {
                case 0 -> World.next(node, true, tunnel, tunnel(2));
                case 1 -> World.next(node, true, World.tunnel(1, OFFICE, Prefix.parse("10.9.0.0/24")));
                default -> World.next(node, true, tunnel);
            };
            Firewall changing = replaced % 3 == 2 ? new Firewall(host.names(), host.commands()) : firewall;
            replaced += changing.apply(Plans.firewall(node)) ? 1 : 0;
            if (changing != firewall) {
                assertThat(firewall.apply(Plans.firewall(node)))
                        .as("known to be as it is")
                        .isTrue();
            }
        }
        assertThat(replaced).isGreaterThan(10);
        assertThat(pings.join()).contains("150000 packets transmitted, 150000 received");
    }

    /// Only the first part of it has ports.
    @Test
    void aPeersPacketThatWasCutOnItsWayReachesItsWorkerWhole() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        load(node);
        Namespace inside = host.names().node(node.node());
        Namespace peer = new JoinedSides(host, inside).join("eip0", "198.51.100.1/24", "198.51.100.2/24");
        Namespace worker = new JoinedSides(host, inside).join("u1", "100.64.1.1/30", "100.64.1.2/30");
        for (Namespace end : List.of(inside, worker)) {
            host.namespaces().batch(end, List.of("address add 203.0.113.10/32 dev lo"));
            host.namespaces().set(end, JoinedSides.ROUTER);
        }
        host.namespaces()
                .batch(
                        inside,
                        List.of(
                                "route add default via 100.64.1.2 table 1001",
                                "rule add pref 10 fwmark 1 lookup 1001",
                                "rule add pref 100 lookup local",
                                "rule del pref 0"));
        host.inside(peer, "bash", "-c", "head -c 3000 /dev/zero > /dev/udp/203.0.113.10/4500");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(reassembled(worker)).isEqualTo(1));
    }

    /// How many packets a namespace has put together.
    private long reassembled(Namespace namespace) {
        List<String> lines =
                host.inside(namespace, "grep", "^Ip:", "/proc/net/snmp").lines().toList();
        int place = List.of(lines.getFirst().split(" ", -1)).indexOf("ReasmOKs");
        return Long.parseLong(lines.getLast().split(" ", -1)[place]);
    }

    @Test
    void whatRoutersSayOfPacketsThatTheyDidNotPassOnFindsItsWorker() {
        String table = load(world.node(10, tunnel(1, OFFICE), tunnel(2, OFFICE)));
        assertThat(table)
                .contains(
                        "icmp type destination-unreachable icmp code frag-needed @th,136,8 0x11 jump mark_destinations",
                        "meta mark set @th,192,32 map @destinations",
                        "0xc6336402 : 0x00000001, 0xc6336403 : 0x00000002",
                        "icmp code frag-needed @th,136,8 0x11 @th,192,32 0xc6336403 accept",
                        "icmp code < prot-unreachable @th,136,8 0x11 jump mark_destinations",
                        "icmp code < prot-unreachable @th,136,8 0x11 @th,192,32 0xc6336403 accept");
    }

    private String load(NodeDocument node) {
        Namespace namespace = host.names().node(node.node());
        host.namespaces().create(namespace);
        firewall.apply(Plans.firewall(node));
        return listing(namespace);
    }

    private String listing(Namespace namespace) {
        return host.inside(namespace, "nft", "-s", "list", "table", "inet", "causeway");
    }
}

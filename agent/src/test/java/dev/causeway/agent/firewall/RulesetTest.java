package dev.causeway.agent.firewall;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.policyTunnel;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import java.util.List;
import java.util.stream.IntStream;
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
                        "iifname \"vpc0\" ip saddr { 192.168.0.0/23 } ip daddr { 10.1.0.0/24, 169.254.70.6 } accept",
                        "oifname \"vpc0\" ip saddr { 10.1.0.0/24, 169.254.70.6 } ip daddr { 192.168.0.0/23 } accept",
                        "\"tun1\" : jump from_tun1",
                        "elements = { 198.51.100.2 : 0x00000001 }");
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
                        "ip saddr 192.168.0.0/25 ip daddr { 10.1.0.0/24, 169.254.70.30 } accept",
                        "ip saddr 192.168.1.0/25 ip daddr { 10.2.0.0/24, 169.254.70.30 } accept",
                        "ip saddr { 10.1.0.0/24, 169.254.70.30 } ip daddr 192.168.0.0/25 accept");
    }

    @Test
    void manyTunnelsFit() {
        Tunnel[] tunnels = IntStream.rangeClosed(1, 100)
                .mapToObj(slot -> tunnel(slot, Prefix.parse("10.%d.0.0/16".formatted(slot))))
                .toArray(Tunnel[]::new);
        NodeDocument node = world.node(10, tunnels);
        load(node);
        assertThat(firewall.apply(node)).as("replaced although nothing changed").isFalse();
        assertThat(firewall.apply(World.next(node, true, tunnel(1, OFFICE)))).isTrue();
    }

    @Test
    void aTableThatSomeoneChangedIsReplaced() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        String before = load(node);
        Namespace namespace = host.names().node(node.node());
        host.inside(namespace, "nft", "flush", "chain", "inet", "causeway", "forward");
        assertThat(firewall.apply(node)).isTrue();
        assertThat(listing(namespace)).isEqualTo(before);
        host.inside(namespace, "nft", "flush", "ruleset");
        assertThat(firewall.apply(node)).isTrue();
        assertThat(listing(namespace)).isEqualTo(before);
    }

    private String load(NodeDocument node) {
        Namespace namespace = host.names().node(node.node());
        host.namespaces().create(namespace);
        firewall.apply(node);
        return listing(namespace);
    }

    private String listing(Namespace namespace) {
        return host.inside(namespace, "nft", "-s", "list", "table", "inet", "causeway");
    }
}

package dev.causeway.agent.firewall;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.policyTunnel;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.node.Plans;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a change of one connection costs on a node that has many.
class FirewallCostTest {

    private static final Prefix SHOP = Prefix.parse("10.2.0.0/24");

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final World world = new World();
    private final Commands commands = new Commands();
    private final Firewall firewall = new Firewall(host.names(), commands);

    @Test
    void aChangeWritesWhatHasChangedHoweverManyConnectionsThereAre() {
        List<List<String>> few = changes(loaded(3));
        List<List<String>> many = changes(loaded(60));
        assertThat(many.stream().map(List::size).toList())
                .isEqualTo(few.stream().map(List::size).toList());
        assertThat(many).allSatisfy(lines -> assertThat(lines).hasSizeLessThan(40));
    }

    @Test
    void aChangeAsksTheKernelForNothing() {
        NodeDocument node = loaded(60);
        commands.all.clear();
        firewall.apply(Plans.firewall(withOther(node, tunnel(1, OFFICE, SHOP))));
        assertThat(commands.all)
                .singleElement()
                .satisfies(command -> assertThat(command.toString()).doesNotContain("list"));
    }

    @Test
    void whatIsThereAfterAChangeIsKnown() {
        for (NodeDocument node = loaded(3); !node.tunnels().isEmpty(); node = without(node)) {
            for (NodeDocument next : variants(node)) {
                assertThat(firewall.apply(Plans.firewall(next))).isTrue();
                assertThat(firewall.apply(Plans.firewall(next)))
                        .as("seen to be so")
                        .isFalse();
                assertThat(new Firewall(host.names(), commands).apply(Plans.firewall(next)))
                        .as("also by the next agent")
                        .isFalse();
            }
        }
    }

    @Test
    void aTableThatIsGoneIsMadeWholeWhateverHasChanged() {
        NodeDocument node = loaded(3);
        Namespace namespace = host.names().node(node.node());
        host.inside(namespace, "nft", "flush", "ruleset");
        NodeDocument next = withOther(node, tunnel(1, SHOP));
        assertThat(firewall.apply(Plans.firewall(next))).isTrue();
        String listing = host.inside(namespace, "nft", "-s", "list", "table", "inet", "causeway");
        assertThat(listing).contains("policy drop", "10.2.0.0/24", "\"tun2\" : jump in_tun2");
        assertThat(firewall.apply(Plans.firewall(next))).isFalse();
    }

    /// What is sent to `nft` while one connection after the other is changed.
    private List<List<String>> changes(NodeDocument node) {
        return variants(node).stream()
                .map(next -> {
                    commands.all.clear();
                    assertThat(firewall.apply(Plans.firewall(next))).isTrue();
                    return commands.all.getLast().input().lines().toList();
                })
                .toList();
    }

    /// Documents that differ in one connection from the one before.
    private static List<NodeDocument> variants(NodeDocument node) {
        Tunnel first = node.tunnels().getFirst();
        int free = node.tunnels().getLast().slot() + 1;
        List<NodeDocument> all = new ArrayList<>();
        all.add(with(node, tunnel(free, OFFICE)));
        all.add(with(all.getLast()));
        all.add(withOther(all.getLast(), tunnel(first.slot(), OFFICE, SHOP)));
        all.add(withOther(
                all.getLast(),
                policyTunnel(first.slot(), new PolicyRule(Prefix.parse("192.168.0.0/25"), List.of(SHOP)))));
        all.add(withOther(all.getLast(), World.withPeer(first, Ipv4.parse("198.51.100.250"))));
        all.add(withOther(all.getLast(), first));
        return all;
    }

    private NodeDocument loaded(int connections) {
        NodeDocument node = world.node(
                10,
                IntStream.rangeClosed(1, connections)
                        .mapToObj(slot -> tunnel(slot, OFFICE))
                        .toArray(Tunnel[]::new));
        host.namespaces().create(host.names().node(node.node()));
        firewall.apply(Plans.firewall(node));
        return node;
    }

    private static NodeDocument with(NodeDocument node, Tunnel... more) {
        List<Tunnel> kept = more.length > 0
                ? node.tunnels()
                : node.tunnels().subList(0, node.tunnels().size() - 1);
        return World.next(
                node, true, Stream.concat(kept.stream(), Stream.of(more)).toArray(Tunnel[]::new));
    }

    private static NodeDocument without(NodeDocument node) {
        return World.next(node, true, node.tunnels().stream().skip(1).toArray(Tunnel[]::new));
    }

    private static NodeDocument withOther(NodeDocument node, Tunnel tunnel) {
        return World.next(
                node,
                true,
                node.tunnels().stream()
                        .map(one -> one.slot() == tunnel.slot() ? tunnel : one)
                        .toArray(Tunnel[]::new));
    }

    /// Notes what is run.
    private final class Commands implements CommandRunner {

        private final List<Command> all = new ArrayList<>();

        @Override
        public String run(Command command) {
            all.add(command);
            return host.commands().run(command);
        }

        @Override
        public ProcessHandle start(Command command, Map<String, String> environment, Path output) {
            throw new UnsupportedOperationException();
        }
    }
}

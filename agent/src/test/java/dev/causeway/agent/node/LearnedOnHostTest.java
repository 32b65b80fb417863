package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.ExitStates;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.network.Routed;
import dev.causeway.agent.network.VpcConfig;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A VPC follows what a routing daemon has entered into a node.
class LearnedOnHostTest {

    private static final Prefix BRANCHES = Prefix.parse("10.0.0.0/8");
    private static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");
    private static final ExitId EXIT = new ExitId("one");

    @RegisterExtension
    private final RealHost real = new RealHost();

    private final World world = new World();
    private final NodeDocument node = world.node(10);
    private HostNetwork network;

    @BeforeEach
    void connect() {
        network = new HostNetwork(real.names(), real.namespaces());
        network.apply(Plans.internet(world.internet()));
        followInTheVpc();
        network.prepare(node.node());
        real.namespaces()
                .batch(
                        inNode(),
                        List.of("link add tun1 type veth peer name peer1", "link set peer1 up", "link set tun1 up"));
        assertThat(applyNode().whole()).containsExactly(EXIT);
    }

    @Test
    void aLearnedRouteIsFollowedByTheVpcAndWithdrawnThereToo() {
        real.namespaces().batch(inNode(), List.of("route add " + OFFICE + " dev tun1 proto 186 metric 20"));
        followInTheVpc();
        assertThat(towardsBranches()).hasSize(2).anyMatch(route -> route.startsWith("10.1.0.0/24 via 192.168.0.10 "));
        applyNode();
        assertThat(learned()).containsExactly(OFFICE);
        real.namespaces().batch(inNode(), List.of("route del " + OFFICE + " dev tun1 proto 186"));
        followInTheVpc();
        assertThat(towardsBranches()).hasSize(1).allMatch(route -> route.startsWith("unreachable 10.0.0.0/8 "));
    }

    private Routed applyNode() {
        return network.apply(
                Plans.node(node),
                () -> List.of(new Exit(
                        EXIT, "tun1", new Exit.State.Up(Instant.EPOCH), Set.of(BRANCHES), Optional.of(learned()))));
    }

    private void followInTheVpc() {
        VpcConfig plain = Plans.vpc(world.vpc());
        var path = new VpcConfig.Path(EXIT, node.node(), Ipv4.parse("192.168.0.10"), 0);
        var vpc = new VpcConfig(
                plain.vpc(),
                plain.subnets(),
                List.of(),
                List.of(new VpcConfig.WayOut(BRANCHES, List.of(path), VpcConfig.Lead.LEARNED)));
        network.route(vpc, () -> new ExitStates(Set.of(EXIT), Set.of(), Set.of(), Map.of(), Map.of(EXIT, learned())));
    }

    private Set<Prefix> learned() {
        if (!real.namespaces().exists(inNode())) {
            return Set.of();
        }
        return real.inside(inNode(), "ip", "route", "show", "proto", "186")
                .lines()
                .map(route -> Prefix.parse(route.substring(0, route.indexOf(' '))))
                .collect(Collectors.toSet());
    }

    private List<String> towardsBranches() {
        return real.inside(real.names().vpc(world.vpc), "ip", "route", "show", "root", BRANCHES.toString())
                .lines()
                .toList();
    }

    private Namespace inNode() {
        return real.names().node(node.node());
    }
}

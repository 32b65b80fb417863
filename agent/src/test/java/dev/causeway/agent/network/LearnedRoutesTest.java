package dev.causeway.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.network.Exit.State;
import dev.causeway.agent.network.VpcConfig.Lead;
import dev.causeway.agent.network.VpcConfig.WayOut;
import dev.causeway.agent.node.Plans;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Routes that nodes have learned, and the VPC's that follow them.
class LearnedRoutesTest {

    private static final Prefix BRANCHES = Prefix.parse("10.0.0.0/8");
    private static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");
    private static final Prefix SHOP = Prefix.parse("10.2.0.0/24");
    private static final VpcConfig.Path ONE = path("one", 10);
    private static final VpcConfig.Path OTHER = path("other", 11);

    private final World world = new World();
    private final Layouts layouts = new Layouts(new HostNames("00aa"), _ -> true);

    @Test
    void aVpcSendsWhatIsLearnedToTheNodesThatHaveLearnedIt() {
        var out = new WayOut(BRANCHES, List.of(ONE, OTHER), Lead.LEARNED);
        ExitStates states = up(ONE, OTHER).with(Map.of(ONE.exit(), Set.of(OFFICE, SHOP), OTHER.exit(), Set.of(SHOP)));
        assertThat(routes(states, NetworkView.EMPTY, out))
                .containsExactlyInAnyOrder(
                        KernelRoute.unreachable(BRANCHES), through(OFFICE, ONE), through(SHOP, ONE, OTHER));
    }

    @Test
    void anExitThatIsDownLeadsNowhereThoughSomethingIsStillLearnedOfIt() {
        var out = new WayOut(BRANCHES, List.of(ONE), Lead.LEARNED);
        assertThat(routes(ExitStates.ALL_DOWN.with(Map.of(ONE.exit(), Set.of(OFFICE))), NetworkView.EMPTY, out))
                .containsExactly(KernelRoute.unreachable(BRANCHES));
    }

    @Test
    void whatLiesInTheVpcOrBeyondTheDestinationIsNotFollowed() {
        var out = new WayOut(Prefix.parse("192.168.0.0/16"), List.of(ONE), Lead.LEARNED);
        Prefix beside = Prefix.parse("192.168.77.0/24");
        Set<Prefix> learned = Set.of(World.FRONT, Prefix.parse("192.168.1.128/25"), OFFICE, beside);
        assertThat(routes(up(ONE).with(Map.of(ONE.exit(), learned)), NetworkView.EMPTY, out))
                .containsExactlyInAnyOrder(KernelRoute.unreachable(out.destination()), through(beside, ONE));
    }

    @Test
    void whereClientsAreNothingIsLearned() {
        var learned = new WayOut(BRANCHES, List.of(ONE), Lead.LEARNED);
        var clients = new WayOut(OFFICE, List.of(OTHER), Lead.CLAIMED);
        ExitStates states = up(ONE).with(Map.of(ONE.exit(), Set.of(OFFICE, Prefix.parse("10.1.0.128/25"), SHOP)));
        assertThat(routes(states, NetworkView.EMPTY, learned, clients))
                .containsExactlyInAnyOrder(
                        KernelRoute.unreachable(BRANCHES), KernelRoute.unreachable(OFFICE), through(SHOP, ONE));
    }

    @Test
    void whatTwoDestinationsHoldIsOneRoute() {
        ExitStates states = up(ONE, OTHER).with(Map.of(ONE.exit(), Set.of(OFFICE), OTHER.exit(), Set.of(OFFICE)));
        assertThat(routes(
                        states,
                        NetworkView.EMPTY,
                        new WayOut(BRANCHES, List.of(ONE), Lead.LEARNED),
                        new WayOut(OFFICE, List.of(OTHER), Lead.LEARNED)))
                .containsExactlyInAnyOrder(
                        KernelRoute.unreachable(BRANCHES),
                        KernelRoute.unreachable(OFFICE),
                        through(OFFICE, ONE, OTHER));
    }

    @Test
    void aWayThatLeadsThereAnyhowComesFirstWhileItIsUp() {
        var anyhow = new WayOut(OFFICE, List.of(OTHER), Lead.ALL);
        var learned = new WayOut(OFFICE, List.of(ONE), Lead.LEARNED);
        Map<ExitId, Set<Prefix>> office = Map.of(ONE.exit(), Set.of(OFFICE));
        assertThat(routes(up(ONE, OTHER).with(office), NetworkView.EMPTY, learned, anyhow))
                .containsExactlyInAnyOrder(KernelRoute.unreachable(OFFICE), through(OFFICE, OTHER));
        assertThat(routes(up(ONE).with(office), NetworkView.EMPTY, learned, anyhow))
                .containsExactlyInAnyOrder(KernelRoute.unreachable(OFFICE), through(OFFICE, ONE));
    }

    @Test
    void whereNobodyKnowsPacketsGoOnWhereTheyWent() {
        var out = new WayOut(BRANCHES, List.of(ONE, OTHER), Lead.LEARNED);
        var before = new NetworkView(Map.of(), Set.of(through(OFFICE, ONE)), Set.of());
        var unknown = new ExitStates(Set.of(), Set.of(), Set.of(ONE.exit(), OTHER.exit()), Map.of());
        assertThat(routes(unknown, before, out))
                .containsExactlyInAnyOrder(KernelRoute.unreachable(BRANCHES), through(OFFICE, ONE));
        assertThat(routes(unknown.with(Map.of(ONE.exit(), Set.of(SHOP), OTHER.exit(), Set.of(OFFICE))), before, out))
                .containsExactlyInAnyOrder(KernelRoute.unreachable(BRANCHES), through(SHOP, ONE));
    }

    @Test
    void aNodeLeavesItToOthersToEnterWhatIsLearned() {
        var node = Plans.node(world.node(10));
        var exit =
                new Exit(ONE.exit(), "tun1", new State.Up(Instant.EPOCH), Set.of(BRANCHES), Optional.of(Set.of(SHOP)));
        assertThat(layouts.node(node, List.of(exit), new Routed(Set.of(exit.id()), Map.of()))
                        .routes())
                .contains(KernelRoute.unreachable(BRANCHES))
                .noneMatch(route ->
                        route.hops().stream().anyMatch(hop -> hop.device().equals("tun1")));
    }

    private Set<KernelRoute> routes(ExitStates states, NetworkView there, WayOut... out) {
        VpcConfig vpc = Plans.vpc(world.vpc());
        return RoutesBehindNodes.of(
                new VpcConfig(vpc.vpc(), vpc.subnets(), vpc.workloads(), List.of(out)), states, there);
    }

    private static ExitStates up(VpcConfig.Path... paths) {
        Set<ExitId> exits = Arrays.stream(paths).map(VpcConfig.Path::exit).collect(Collectors.toSet());
        return new ExitStates(exits, Set.of(), Set.of(), Map.of());
    }

    private static VpcConfig.Path path(String exit, int host) {
        return new VpcConfig.Path(new ExitId(exit), NodeId.random(), Ipv4.parse("192.168.0." + host), 0);
    }

    private KernelRoute through(Prefix destination, VpcConfig.Path... paths) {
        return new KernelRoute(
                destination,
                KernelRoute.MAIN,
                0,
                Arrays.stream(paths)
                        .map(path -> new KernelRoute.Hop(Optional.of(path.nodeAddress()), "s-" + world.front.shortId()))
                        .toList());
    }
}

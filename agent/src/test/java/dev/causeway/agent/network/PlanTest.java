package dev.causeway.agent.network;

import static dev.causeway.agent.World.BACK;
import static dev.causeway.agent.World.FRONT;
import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.host.Rule;
import dev.causeway.agent.node.Plans;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.VpcDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final int BGP = 186;
    private static final String REFUSE = "unreachable 10.1.0.0/24 table 254 proto 202 metric 4278198272";

    private final HostNames names = new HostNames("00aa");
    private final Layouts layouts = new Layouts(names, _ -> true);
    private final World world = new World();
    private final NodeDocument node = world.node(10, tunnel(1, OFFICE), tunnel(2, OFFICE));
    private final NodeDocument other = world.node(11, tunnel(1, OFFICE));
    private final ExitId first = Plans.exit(node.tunnels().getFirst());
    private final ExitId second = Plans.exit(node.tunnels().getLast());

    @Test
    void aNodeIsMadeFromNothing() {
        String inet = "cw-00aa-inet";
        String vpc = "cw-00aa-v-" + world.vpc.shortId();
        String eipPort = "e-" + node.node().shortId();
        String vpcPort = "n-" + node.node().shortId();
        assertThat(steps(layoutOf(node, Routed.NOTHING), NetworkView.EMPTY))
                .containsExactly(
                        "link add eip0 address 02:ca:cb:00:71:0a type veth peer name " + eipPort + " netns " + inet,
                        "link add vpc0 address 02:ca:c0:a8:00:0a type veth peer name " + vpcPort + " netns " + vpc,
                        inet + ": link set " + eipPort + " master inet0 up",
                        inet + ": fdb replace 02:ca:cb:00:71:0a dev " + eipPort + " master static",
                        inet + ": link set " + eipPort + " type bridge_slave flood off",
                        vpc + ": link set " + vpcPort + " master s-" + world.front.shortId() + " up",
                        "address add 203.0.113.10/24 dev eip0",
                        "link set eip0 up",
                        "address add 192.168.0.10/24 dev vpc0",
                        "link set vpc0 up",
                        "rule add pref 100 lookup 255",
                        "rule add pref 110 from 203.0.113.10 lookup 1000",
                        "route replace " + REFUSE,
                        "route replace 0.0.0.0/0 table 1000 proto 202 via 203.0.113.1 dev eip0",
                        "route replace 192.168.1.0/24 table 254 proto 202 via 192.168.0.1 dev vpc0");
    }

    @Test
    void whatIsAsLaidOutNeedsNoStep() {
        Layout layout = layoutOf(node, whole(first));
        assertThat(Plan.between(layout, LaidOut.found(layout)).isEmpty()).isTrue();
    }

    @Test
    void settingsThatDifferAreSet() {
        Layout layout = layouts.internet(Plans.internet(world.internet()));
        Found found = LaidOut.found(layout);
        Map<String, String> settings = new HashMap<>(found.settings());
        settings.put("net.ipv4.ip_forward", "0");
        assertThat(Plan.between(layout, new Found(found.view(), settings, found.ports()))
                        .settings())
                .isEqualTo(Map.of("net.ipv4.ip_forward", "1"));
    }

    @Test
    void settingsThatTheKernelDoesNotHaveAreNotAskedFor() {
        Layout anywhere = new Layouts(names, _ -> false).internet(Plans.internet(world.internet()));
        assertThat(anywhere.settings().keySet())
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("net.bridge.") || name.startsWith("net.ipv6."));
        assertThat(layouts.internet(Plans.internet(world.internet())).settings())
                .containsAllEntriesOf(anywhere.settings())
                .containsEntry("net.bridge.bridge-nf-call-iptables", "0");
    }

    @Test
    void onlyTheDifferenceIsCarriedOut() {
        Layout layout = layoutOf(node, Routed.NOTHING);
        NetworkView view = LaidOut.found(layout).view();
        Map<String, NetworkLink> links = new HashMap<>(view.links());
        links.put("eip0", link(links.get("eip0"), "203.0.113.99/24", true));
        links.put("vpc0", link(links.get("vpc0"), "192.168.0.10/24", false));
        links.put("tun1", new NetworkLink("tun1", "tun", true, true, 1400, "", Optional.empty(), Set.of()));
        Set<KernelRoute> routes = new HashSet<>(view.routes());
        routes.remove(KernelRoute.via(BACK, Ipv4.parse("192.168.0.1"), "vpc0"));
        routes.add(KernelRoute.via(BACK, Ipv4.parse("192.168.0.9"), "vpc0"));
        routes.add(KernelRoute.via(Prefix.EVERYTHING, Ipv4.parse("203.0.113.1"), "eip0"));
        routes.add(KernelRoute.via(Prefix.EVERYTHING, Ipv4.parse("100.64.1.2"), "u1")
                .inTable(1001));
        Set<Rule> rules = new HashSet<>(view.rules());
        rules.add(Rule.always(0, Rule.LOCAL_TABLE));
        rules.add(Rule.marked(10, 1, 1001));
        assertThat(steps(layout, new NetworkView(links, routes, rules)))
                .containsExactly(
                        "address del 203.0.113.99/24 dev eip0",
                        "address add 203.0.113.10/24 dev eip0",
                        "link set vpc0 up",
                        "rule del pref 0 lookup 255",
                        "route replace 192.168.1.0/24 table 254 proto 202 via 192.168.0.1 dev vpc0",
                        "route del 0.0.0.0/0 table 254 proto 202 via 203.0.113.1 dev eip0");
    }

    @Test
    void aRefusingRouteComesBeforeALiveOneAndGoesAfterIt() {
        Layout live = layoutOf(node, whole(first));
        assertThat(routeSteps(live, NetworkView.EMPTY))
                .containsSubsequence(
                        "route replace " + REFUSE, "route replace 10.1.0.0/24 table 254 proto 202 dev tun1");
        Layout gone = layoutOf(World.next(node, true), Routed.NOTHING);
        assertThat(routeSteps(gone, LaidOut.found(live).view()))
                .containsExactly("route del 10.1.0.0/24 table 254 proto 202 dev tun1", "route del " + REFUSE);
    }

    @Test
    void whatOtherProgramsHaveEnteredStays() {
        Layout layout = layoutOf(node, whole(first));
        Set<KernelRoute> learned = Set.of(
                KernelRoute.onLink(Prefix.parse("10.9.0.0/16"), "tun1").by(BGP),
                KernelRoute.unreachable(Prefix.parse("10.8.0.0/16")).by(BGP),
                KernelRoute.onLink(OFFICE, "tun2").by(BGP));
        assertThat(routeSteps(layout, with(LaidOut.found(layout).view(), learned)))
                .isEmpty();
        Set<KernelRoute> stale = Set.of(
                KernelRoute.onLink(Prefix.parse("10.9.0.0/16"), "tun1"),
                KernelRoute.unreachable(Prefix.parse("10.8.0.0/16")).by(KernelRoute.UNNAMED));
        assertThat(routeSteps(layout, with(LaidOut.found(layout).view(), stale)))
                .containsExactly(
                        "route del 10.9.0.0/16 table 254 proto 202 dev tun1",
                        "route del unreachable 10.8.0.0/16 table 254 proto 3 metric 4278198272");
    }

    @Test
    void whatAnEarlierAgentHasEnteredIsReplacedEntryByEntry() {
        Layout layout = layoutOf(node, whole(first));
        NetworkView view = LaidOut.found(layout).view();
        Set<KernelRoute> before = view.routes().stream()
                .map(route -> route.by(KernelRoute.UNNAMED))
                .collect(Collectors.toSet());
        assertThat(routeSteps(layout, new NetworkView(view.links(), before, view.rules())))
                .hasSameSizeAs(before)
                .allMatch(step -> step.startsWith("route replace ") && step.contains(" proto 202 "));
    }

    @Test
    void anEntryOfAnotherProgramIsNotReplacedThoughItIsForTheSame() {
        Layout layout = layoutOf(node, whole(first));
        KernelRoute theirs = KernelRoute.onLink(OFFICE, "eip0").by(BGP);
        assertThat(routeSteps(
                        layout,
                        with(LaidOut.found(layoutOf(node, Routed.NOTHING)).view(), Set.of(theirs))))
                .containsExactly("route prepend 10.1.0.0/24 table 254 proto 202 dev tun1");
        assertThat(routeSteps(
                        layoutOf(node, whole(second)),
                        with(LaidOut.found(layout).view(), Set.of(theirs))))
                .containsExactly(
                        "route prepend 10.1.0.0/24 table 254 proto 202 dev tun2",
                        "route del 10.1.0.0/24 table 254 proto 202 dev tun1");
    }

    @Test
    void theFirstTunnelThatIsUpCarriesANetworkThatTwoLeadTo() {
        assertThat(layoutOf(node, whole(second)).routes()).contains(KernelRoute.onLink(OFFICE, "tun2"));
        assertThat(layoutOf(node, whole(first, second)).routes())
                .contains(KernelRoute.onLink(OFFICE, "tun1"))
                .doesNotContain(KernelRoute.onLink(OFFICE, "tun2"));
    }

    @Test
    void aTunnelThatIsNotUpAsAWholeCarriesTheNetworksThatItReachesAndNoOther() {
        Prefix shop = Prefix.parse("10.2.0.0/24");
        NodeDocument both = world.node(10, tunnel(1, OFFICE, shop), tunnel(2, OFFICE, shop));
        ExitId part = Plans.exit(both.tunnels().getFirst());
        ExitId whole = Plans.exit(both.tunnels().getLast());
        assertThat(layoutOf(both, new Routed(Set.of(), Map.of(part, Set.of(OFFICE))))
                        .routes())
                .contains(KernelRoute.onLink(OFFICE, "tun1"), KernelRoute.unreachable(shop))
                .noneMatch(route -> route.equals(KernelRoute.onLink(shop, "tun1")));
        assertThat(layoutOf(both, new Routed(Set.of(whole), Map.of(part, Set.of(OFFICE))))
                        .routes())
                .contains(KernelRoute.onLink(OFFICE, "tun2"), KernelRoute.onLink(shop, "tun2"))
                .doesNotContain(KernelRoute.onLink(OFFICE, "tun1"));
    }

    @Test
    void aVpcSendsToATunnelThatIsNotUpAsAWholeOnlyWhereNoOtherIs() {
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0), path(other, 0, 1)));
        ExitId theirs = Plans.exit(other.tunnels().getFirst());
        var alone = new ExitStates(Set.of(), Set.of(), Set.of(), Map.of(first, Set.of(OFFICE)));
        assertThat(peerRoutes(layoutOf(vpc, alone, NetworkView.EMPTY)))
                .contains("10.1.0.0/24 table 254 proto 202 via 192.168.0.10 dev s-" + world.front.shortId());
        var beside = new ExitStates(Set.of(theirs), Set.of(), Set.of(), Map.of(first, Set.of(OFFICE)));
        assertThat(peerRoutes(layoutOf(vpc, beside, NetworkView.EMPTY)))
                .containsExactlyInAnyOrder(
                        REFUSE, "10.1.0.0/24 table 254 proto 202 via 192.168.0.11 dev s-" + world.front.shortId());
        var elsewhere = new ExitStates(Set.of(), Set.of(), Set.of(), Map.of(first, Set.of(BACK)));
        assertThat(peerRoutes(layoutOf(vpc, elsewhere, NetworkView.EMPTY))).containsExactly(REFUSE);
        assertThat(elsewhere.lost(alone)).isTrue();
        assertThat(alone.lost(alone)).isFalse();
        assertThat(alone.lost(up(first))).isTrue();
    }

    @Test
    void aVpcSharesFlowsBetweenTheBestPathsThatAreUp() {
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0), path(other, 0, 0)));
        ExitId theirs = Plans.exit(other.tunnels().getFirst());
        assertThat(peerRoutes(layoutOf(vpc, up(first, theirs), NetworkView.EMPTY)))
                .containsExactlyInAnyOrder(
                        REFUSE,
                        "10.1.0.0/24 table 254 proto 202 nexthop via 192.168.0.10 dev s-" + world.front.shortId()
                                + " nexthop via 192.168.0.11 dev s-" + world.front.shortId());
        assertThat(peerRoutes(layoutOf(vpc, up(theirs), NetworkView.EMPTY)))
                .containsExactlyInAnyOrder(
                        REFUSE, "10.1.0.0/24 table 254 proto 202 via 192.168.0.11 dev s-" + world.front.shortId());
        assertThat(peerRoutes(layoutOf(vpc, ExitStates.ALL_DOWN, NetworkView.EMPTY)))
                .containsExactly(REFUSE);
    }

    @Test
    void oneNodeLeavingReplacesTheRouteInOneStep() {
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0), path(other, 0, 0)));
        ExitId theirs = Plans.exit(other.tunnels().getFirst());
        NetworkView both = LaidOut.found(layoutOf(vpc, up(first, theirs), NetworkView.EMPTY))
                .view();
        assertThat(steps(layoutOf(vpc, up(theirs), both), both))
                .containsExactly("route replace 10.1.0.0/24 table 254 proto 202 via 192.168.0.11 dev s-"
                        + world.front.shortId());
    }

    @Test
    void aTunnelThatNobodyHasLookedAtKeepsItsRoutes() {
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0), path(other, 0, 0)));
        var unknown = new ExitStates(
                Set.of(), Set.of(), Set.of(first, Plans.exit(other.tunnels().getFirst())), Map.of());
        NetworkView one =
                LaidOut.found(layoutOf(vpc, up(first), NetworkView.EMPTY)).view();
        assertThat(steps(layoutOf(vpc, unknown, one), one)).isEmpty();
        assertThat(peerRoutes(layoutOf(vpc, unknown, NetworkView.EMPTY))).containsExactly(REFUSE);
    }

    @Test
    void aTunnelThatCameUpJustNowDoesNotDrawPacketsAwayFromOneThatLasts() {
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0), path(other, 0, 1)));
        ExitId theirs = Plans.exit(other.tunnels().getFirst());
        var masterIsBack = new ExitStates(Set.of(first, theirs), Set.of(first), Set.of(), Map.of());
        String throughOther = "10.1.0.0/24 table 254 proto 202 via 192.168.0.11 dev s-" + world.front.shortId();
        String throughMaster = "10.1.0.0/24 table 254 proto 202 via 192.168.0.10 dev s-" + world.front.shortId();
        assertThat(peerRoutes(layoutOf(vpc, masterIsBack, NetworkView.EMPTY))).contains(throughOther);
        assertThat(peerRoutes(layoutOf(vpc, up(first, theirs), NetworkView.EMPTY)))
                .contains(throughMaster);
        var onlyMaster = new ExitStates(Set.of(first), Set.of(first), Set.of(), Map.of());
        assertThat(peerRoutes(layoutOf(vpc, onlyMaster, NetworkView.EMPTY))).contains(throughMaster);
        NetworkView used =
                LaidOut.found(layoutOf(vpc, onlyMaster, NetworkView.EMPTY)).view();
        assertThat(steps(layoutOf(vpc, masterIsBack, used), used)).isEmpty();
    }

    @Test
    void subnetsAndWorkloadsThatAreNotWantedGo() {
        Layout layout = layoutOf(world.vpc(), ExitStates.ALL_DOWN, NetworkView.EMPTY);
        NetworkView view = LaidOut.found(layout).view();
        Map<String, NetworkLink> links = new HashMap<>(view.links());
        for (String name : List.of("s-00000000", "w-0a000001", "n-00000000", "w-c0a80064")) {
            links.put(name, new NetworkLink(name, "veth", true, true, 1500, "", Optional.empty(), Set.of()));
        }
        assertThat(steps(layout, new NetworkView(links, view.routes(), view.rules())))
                .containsExactly("link del s-00000000", "link del w-0a000001");
    }

    @Test
    void localNetworksOutsideTheNodesSubnetAreReachedThroughTheVpcsRouter() {
        assertThat(layoutOf(node, Routed.NOTHING).routes())
                .contains(KernelRoute.via(BACK, Ipv4.parse("192.168.0.1"), "vpc0"))
                .noneMatch(route -> route.destination().equals(FRONT));
    }

    private static NetworkView with(NetworkView view, Set<KernelRoute> more) {
        Set<KernelRoute> routes = new HashSet<>(view.routes());
        routes.addAll(more);
        return new NetworkView(view.links(), routes, view.rules());
    }

    private Layout layoutOf(NodeDocument document, Routed routed) {
        return layouts.node(Plans.node(document), Plans.exits(document, Exit.State.UNDECIDED), routed);
    }

    private Layout layoutOf(VpcDocument document, ExitStates states, NetworkView there) {
        return layouts.vpc(Plans.vpc(document), states, there);
    }

    private ExitStates up(ExitId... connections) {
        return new ExitStates(Set.of(connections), Set.of(), Set.of(), Map.of());
    }

    private static Routed whole(ExitId... connections) {
        return new Routed(Set.of(connections), Map.of());
    }

    private static List<String> peerRoutes(Layout layout) {
        return layout.routes().stream().map(KernelRoute::toString).toList();
    }

    private static List<String> steps(Layout layout, NetworkView view) {
        Found whole = LaidOut.found(layout);
        boolean fresh = view.links().isEmpty();
        return LaidOut.steps(layout, new Found(view, whole.settings(), fresh ? Map.of() : whole.ports()));
    }

    private static List<String> routeSteps(Layout layout, NetworkView view) {
        return steps(layout, view).stream()
                .filter(step -> step.startsWith("route"))
                .toList();
    }

    private static NetworkLink link(NetworkLink link, String address, boolean up) {
        return new NetworkLink(
                link.name(),
                link.kind(),
                up,
                up,
                link.mtu(),
                link.mac(),
                link.plugged(),
                Set.of(InterfaceAddress.parse(address)));
    }
}

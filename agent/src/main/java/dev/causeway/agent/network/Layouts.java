package dev.causeway.agent.network;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.host.Rule;
import dev.causeway.agent.host.SiblingLink;
import dev.causeway.agent.host.Tables;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What configurations mean on a host.
final class Layouts {

    private static final Map<String, String> ROUTER = Map.of(
            "net.ipv4.ip_forward", "1",
            "net.ipv4.conf.all.rp_filter", "0",
            "net.ipv4.conf.default.rp_filter", "0",
            "net.ipv4.conf.all.send_redirects", "0",
            "net.ipv4.conf.default.send_redirects", "0",
            // Who has an address is answered on its own link alone: a link tells nobody what lies behind another.
            "net.ipv4.conf.all.arp_ignore", "1",
            // Flows, not addresses, are shared between equal routes.
            "net.ipv4.fib_multipath_hash_policy", "1");

    private static final Map<String, String> WITHOUT_IPV6 =
            Map.of("net.ipv6.conf.all.disable_ipv6", "1", "net.ipv6.conf.default.disable_ipv6", "1");

    /// A bridge asks no rules for IP about what it carries. It would, and for each packet, as soon as anybody on the
    /// host has loaded `br_netfilter`, as Docker does.
    private static final Map<String, String> BRIDGES = Map.of(
            "net.bridge.bridge-nf-call-iptables", "0",
            "net.bridge.bridge-nf-call-ip6tables", "0",
            "net.bridge.bridge-nf-call-arptables", "0");

    private final HostNames names;
    private final Predicate<String> known;

    /// @param known whether the kernel has a setting of this name, now: modules bring some
    Layouts(HostNames names, Predicate<String> known) {
        this.names = names;
        this.known = known;
    }

    /// The settings of every namespace that packets pass.
    Map<String, String> router() {
        return with(WITHOUT_IPV6, ROUTER);
    }

    /// The settings of every namespace that has bridges.
    private Map<String, String> bridging() {
        return with(BRIDGES, router());
    }

    private Map<String, String> with(Map<String, String> whatIsKnown, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(whatIsKnown);
        all.keySet().removeIf(known.negate());
        all.putAll(settings);
        return all;
    }

    Layout internet(InternetConfig config) {
        var address = new InterfaceAddress(config.router(), config.segment().length());
        return new Layout(
                names.internet(),
                bridging(),
                List.of(new WantedLink.Bridge(LinkNames.INTERNET, address)),
                Set.of(),
                Set.of(),
                // Whoever simulates the rest of the internet enters routes here.
                new Layout.Domain(_ -> false, _ -> false, _ -> false));
    }

    Layout vpc(VpcConfig config, ExitStates states, NetworkView there) {
        List<WantedLink> bridges = new ArrayList<>();
        config.subnets()
                .forEach(subnet -> bridges.add(new WantedLink.Bridge(LinkNames.bridge(subnet.id()), subnet.gateway())));
        Set<String> plugs = new HashSet<>();
        config.workloads()
                .forEach(workload ->
                        plugs.add(LinkNames.workloadPort(workload.address().address())));
        return new Layout(
                names.vpc(config.vpc()),
                bridging(),
                bridges,
                Set.of(),
                RoutesBehindNodes.of(config, states, there),
                Layout.Domain.of(
                        name -> LinkNames.isBridge(name) || (LinkNames.isWorkloadPort(name) && !plugs.contains(name))));
    }

    Layout workload(VpcId vpc, VpcConfig.Workload workload) {
        var cable = new WantedLink.Cable(
                LinkNames.WORKLOAD,
                workload.address(),
                new WantedLink.Port(
                        names.vpc(vpc),
                        LinkNames.workloadPort(workload.address().address()),
                        new NetworkLink.Plugged(LinkNames.bridge(workload.subnet()), true)));
        Map<String, String> settings = new HashMap<>(router());
        settings.put("net.ipv4.ip_forward", "0");
        return new Layout(
                names.workload(vpc, workload.name()),
                settings,
                List.of(cable),
                Set.of(),
                Set.of(KernelRoute.via(Prefix.EVERYTHING, workload.router(), LinkNames.WORKLOAD)),
                // What its user adds is the user's.
                new Layout.Domain(_ -> false, _ -> false, _ -> false));
    }

    /// @param exits in the order of preference
    Layout node(NodeConfig config, List<Exit> exits, Routed routed) {
        Set<Rule> rules = new HashSet<>(Set.of(Rule.always(Tables.LOCAL_THEN, Rule.LOCAL_TABLE)));
        List<WantedLink> links = new ArrayList<>();
        config.internet().ifPresent(internet -> {
            rules.add(Rule.from(Tables.FROM_EIP, internet.eip().address(), Tables.INTERNET));
            links.add(internetCable(config.node(), internet));
        });
        links.add(vpcCable(config));
        config.sibling().ifPresent(sibling -> links.add(strand(sibling)));
        Set<Integer> preferences = Set.of(Tables.LOCAL_AT_FIRST, Tables.LOCAL_THEN, Tables.FROM_EIP);
        return new Layout(
                names.node(config.node()),
                router(),
                links,
                rules,
                nodeRoutes(config, exits, routed),
                new Layout.Domain(
                        Set.of(LinkNames.EIP, SiblingLink.DEVICE)::contains,
                        rule -> preferences.contains(rule.preference()),
                        route -> route.table() == KernelRoute.MAIN || route.table() == Tables.INTERNET));
    }

    private WantedLink strand(NodeConfig.Sibling sibling) {
        return new WantedLink.Strand(
                SiblingLink.DEVICE,
                SiblingLink.end(sibling.index()),
                names.node(sibling.node()),
                SiblingLink.farEnd(sibling.index()));
    }

    private WantedLink internetCable(NodeId node, NodeConfig.Internet internet) {
        String port = LinkNames.internetPort(node);
        // What is for an EIP whose node is gone must not go to all others, and use up what their tenants have bought.
        return new WantedLink.Cable(
                LinkNames.EIP,
                internet.eip(),
                new WantedLink.Port(names.internet(), port, new NetworkLink.Plugged(LinkNames.INTERNET, false)));
    }

    private WantedLink vpcCable(NodeConfig config) {
        NodeConfig.Vpc vpc = config.vpc();
        String port = LinkNames.vpcPort(config.node());
        return new WantedLink.Cable(
                LinkNames.VPC,
                vpc.address(),
                new WantedLink.Port(
                        names.vpc(vpc.vpc()), port, new NetworkLink.Plugged(LinkNames.bridge(vpc.subnet()), true)));
    }

    private static Set<KernelRoute> nodeRoutes(NodeConfig config, List<Exit> exits, Routed routed) {
        Set<KernelRoute> routes = new HashSet<>();
        config.internet()
                .ifPresent(internet -> routes.add(KernelRoute.via(Prefix.EVERYTHING, internet.router(), LinkNames.EIP)
                        .inTable(Tables.INTERNET)));
        NodeConfig.Vpc vpc = config.vpc();
        config.inside().stream()
                .filter(network -> !vpc.address().prefix().contains(network))
                .forEach(network -> routes.add(KernelRoute.via(network, vpc.router(), LinkNames.VPC)));
        Set<Prefix> served = new HashSet<>();
        for (Exit exit : inOrder(exits, routed)) {
            exit.destinations().forEach(destination -> {
                routes.add(KernelRoute.unreachable(destination));
                boolean isOurs = exit.learned().isEmpty();
                if (isOurs && routed.leads(exit.id(), destination) && served.add(destination)) {
                    routes.add(KernelRoute.onLink(destination, exit.device()));
                }
            });
        }
        return routes;
    }

    /// Of two exits to the same network the first one that is up counts, and one that is not up as a whole last.
    private static List<Exit> inOrder(List<Exit> exits, Routed routed) {
        return exits.stream()
                .sorted(Comparator.comparing(exit -> !routed.whole().contains(exit.id())))
                .toList();
    }
}

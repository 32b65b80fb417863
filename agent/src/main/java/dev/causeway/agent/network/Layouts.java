package dev.causeway.agent.network;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Link;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.host.Route;
import dev.causeway.agent.host.Rule;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import dev.causeway.model.document.VpcDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What documents mean on a host.
final class Layouts {

    /// The table with the way to the internet, which nothing but what the EIP itself answers may ask.
    static final int INTERNET_TABLE = 1000;

    static final String INTERNET_BRIDGE = "inet0";
    static final String EIP_LINK = "eip0";
    static final String VPC_LINK = "vpc0";

    private static final String SUBNET = "s-";
    private static final String WORKLOAD = "w-";

    private final HostNames names;
    private final Map<String, String> router;

    /// @param withIpv6 whether the kernel knows IPv6, which is switched off then
    Layouts(HostNames names, boolean withIpv6) {
        this.names = names;
        Map<String, String> settings = new HashMap<>(Map.of(
                "net.ipv4.ip_forward", "1",
                "net.ipv4.conf.all.rp_filter", "0",
                "net.ipv4.conf.default.rp_filter", "0",
                "net.ipv4.conf.all.send_redirects", "0",
                "net.ipv4.conf.default.send_redirects", "0",
                // Who has an address is answered on its own link alone: a link tells nobody what lies behind another.
                "net.ipv4.conf.all.arp_ignore", "1",
                // Flows, not addresses, are shared between equal routes.
                "net.ipv4.fib_multipath_hash_policy", "1"));
        if (withIpv6) {
            settings.put("net.ipv6.conf.all.disable_ipv6", "1");
            settings.put("net.ipv6.conf.default.disable_ipv6", "1");
        }
        this.router = Map.copyOf(settings);
    }

    /// The settings of every namespace that packets pass.
    Map<String, String> router() {
        return router;
    }

    Layout internet(InternetDocument document) {
        var address = new InterfaceAddress(document.router(), document.segment().length());
        return new Layout(
                names.internet(),
                router,
                List.of(new WantedLink.Bridge(INTERNET_BRIDGE, address)),
                Set.of(),
                Set.of(),
                // Whoever simulates the rest of the internet enters routes here.
                new Layout.Domain(_ -> false, _ -> false, _ -> false));
    }

    Layout vpc(VpcDocument document, TunnelStates states, NetworkView there) {
        List<WantedLink> bridges = new ArrayList<>();
        document.subnets()
                .forEach(subnet -> bridges.add(new WantedLink.Bridge(
                        bridge(subnet.id()),
                        new InterfaceAddress(subnet.gateway(), subnet.prefix().length()))));
        Set<String> plugs = new HashSet<>();
        document.workloads().forEach(workload -> plugs.add(WantedLink.portName(WORKLOAD, workload.address())));
        return new Layout(
                names.vpc(document.vpc()),
                router,
                bridges,
                Set.of(),
                VpcRoutes.of(document, states, there),
                Layout.Domain.of(
                        name -> name.startsWith(SUBNET) || (name.startsWith(WORKLOAD) && !plugs.contains(name))));
    }

    Layout workload(VpcDocument document, VpcDocument.Workload workload) {
        VpcDocument.Subnet subnet = document.subnets().stream()
                .filter(candidate -> candidate.id().equals(workload.subnet()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a workload's subnet is not in the VPC's document"));
        Namespace namespace = names.workload(document.vpc(), workload.name());
        var cable = new WantedLink.Cable(
                "eth0",
                new InterfaceAddress(workload.address(), subnet.prefix().length()),
                new WantedLink.Port(
                        names.vpc(document.vpc()),
                        WantedLink.portName(WORKLOAD, workload.address()),
                        bridge(subnet.id())));
        Map<String, String> settings = new HashMap<>(router);
        settings.put("net.ipv4.ip_forward", "0");
        return new Layout(
                namespace,
                settings,
                List.of(cable),
                Set.of(),
                Set.of(Route.via(Prefix.EVERYTHING, subnet.gateway(), "eth0")),
                // What its user adds is the user's.
                new Layout.Domain(_ -> false, _ -> false, _ -> false));
    }

    /// What a node can route into tunnels: their interface is there, and they are up, or were when someone last looked,
    /// or reach some networks at least.
    Routed live(NodeDocument document, TunnelStates states, NetworkView there) {
        Set<ConnectionId> whole = new HashSet<>();
        Map<ConnectionId, Set<Prefix>> partly = new HashMap<>();
        for (Tunnel tunnel : document.tunnels()) {
            if (there.link(device(tunnel)).filter(Link::up).isEmpty()) {
                continue;
            }
            if (states.up().contains(tunnel.connection())
                    || (states.undecided().contains(tunnel.connection())
                            && VpcRoutes.leads(there, hop -> hop.device().equals(device(tunnel))))) {
                whole.add(tunnel.connection());
            } else if (states.partly().containsKey(tunnel.connection())) {
                partly.put(tunnel.connection(), states.partly().get(tunnel.connection()));
            }
        }
        return new Routed(whole, partly);
    }

    Layout node(NodeDocument document, Routed live) {
        Set<Rule> rules = Set.of(
                // Marked packets are a worker's, though their destination is an address of the node.
                Rule.always(100, Rule.LOCAL_TABLE), Rule.from(110, eip(document).address(), INTERNET_TABLE));
        Set<Integer> preferences = Set.of(0, 100, 110);
        return new Layout(
                names.node(document.node()),
                router,
                List.of(eipCable(document), vpcCable(document)),
                rules,
                nodeRoutes(document, live),
                new Layout.Domain(
                        _ -> false,
                        rule -> preferences.contains(rule.preference()),
                        route -> route.table() == Route.MAIN || route.table() == INTERNET_TABLE));
    }

    private WantedLink eipCable(NodeDocument document) {
        Uplink.Eip eip = eip(document);
        return new WantedLink.Cable(
                EIP_LINK,
                new InterfaceAddress(eip.address(), eip.segment().length()),
                new WantedLink.Port(names.internet(), "e-" + document.node().shortId(), INTERNET_BRIDGE));
    }

    private WantedLink vpcCable(NodeDocument document) {
        Attachment.Vpc vpc = attachment(document);
        return new WantedLink.Cable(
                VPC_LINK,
                new InterfaceAddress(vpc.address(), vpc.prefix().length()),
                new WantedLink.Port(names.vpc(vpc.vpc()), "n-" + document.node().shortId(), bridge(vpc.subnet())));
    }

    private static Set<Route> nodeRoutes(NodeDocument document, Routed live) {
        Set<Route> routes = new HashSet<>();
        routes.add(
                Route.via(Prefix.EVERYTHING, eip(document).router(), EIP_LINK).inTable(INTERNET_TABLE));
        Attachment.Vpc vpc = attachment(document);
        service(document).localSubnets().stream()
                .filter(local -> !vpc.prefix().contains(local))
                .forEach(local -> routes.add(Route.via(local, vpc.router(), VPC_LINK)));
        Set<Prefix> served = new HashSet<>();
        for (Tunnel tunnel : inOrder(document, live)) {
            tunnel.steering().destinations().forEach(peer -> {
                routes.add(Route.unreachable(peer));
                if (live.leads(tunnel.connection(), peer) && served.add(peer)) {
                    routes.add(Route.onLink(peer, device(tunnel)));
                }
            });
        }
        return routes;
    }

    /// Of two tunnels to the same network the first one that is up counts, and one that is not up as a whole last.
    private static List<Tunnel> inOrder(NodeDocument document, Routed live) {
        return document.tunnels().stream()
                .sorted(Comparator.comparing((Tunnel tunnel) -> !live.whole().contains(tunnel.connection()))
                        .thenComparingInt(Tunnel::slot))
                .toList();
    }

    private static Uplink.Eip eip(NodeDocument document) {
        return switch (document.uplink()) {
            case Uplink.Eip eip -> eip;
        };
    }

    private static Attachment.Vpc attachment(NodeDocument document) {
        return switch (document.attachment()) {
            case Attachment.Vpc vpc -> vpc;
        };
    }

    private static NodeService.SiteToCloud service(NodeDocument document) {
        return switch (document.service()) {
            case NodeService.SiteToCloud siteToCloud -> siteToCloud;
        };
    }

    private static String device(Tunnel tunnel) {
        return "tun" + tunnel.slot();
    }

    static String bridge(SubnetId subnet) {
        return SUBNET + subnet.shortId();
    }
}

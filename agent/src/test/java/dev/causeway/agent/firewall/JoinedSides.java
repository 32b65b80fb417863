package dev.causeway.agent.firewall;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Namespaces that play what is on the other side of a node's links.
record JoinedSides(RealHost host, Namespace node) {

    /// The settings of a namespace that packets pass.
    static final Map<String, String> ROUTER = Map.of(
            "net.ipv4.ip_forward", "1", "net.ipv4.conf.all.rp_filter", "0", "net.ipv4.conf.default.rp_filter", "0");

    /// Joins one to the node, through which it reaches everything.
    ///
    /// @param near the node's address on the link, with its prefix length
    /// @param far its own ones
    Namespace join(String link, String near, String... far) {
        Namespace neighbour = new Namespace(host.names().prefix() + link);
        host.namespaces().create(neighbour);
        host.namespaces()
                .batch(
                        node,
                        List.of(
                                "link add " + link + " type veth peer name eth0 netns " + neighbour,
                                "address add " + near + " dev " + link,
                                "link set " + link + " up"));
        List<String> lines = new ArrayList<>();
        List.of(far).forEach(address -> lines.add("address add " + address + " dev eth0"));
        lines.add("link set eth0 up");
        lines.add("route add default via " + near.substring(0, near.indexOf('/')));
        host.namespaces().batch(neighbour, lines);
        return neighbour;
    }
}

package dev.causeway.agent.ipsec;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.HardwareAddress;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;

/// The namespaces of a lab, and what joins them:
///
///     vpc 192.168.0.10 --- node (203.0.113.10) --- internet --- peer (198.51.100.2), 10.1.0.1, 10.1.5.1, 10.1.9.1
final class Topology {

    final Namespace node;
    final Namespace vpc;
    final Namespace internet;
    final Namespace customer;
    private final RealHost host;
    private final Namespaces namespaces;

    Topology(RealHost host, NodeId nodeId) {
        this.host = host;
        this.namespaces = host.namespaces();
        this.node = host.names().node(nodeId);
        this.internet = host.names().internet();
        this.vpc = new Namespace(host.names().prefix() + "vpc");
        this.customer = new Namespace(host.names().prefix() + "peer");
        List.of(node, internet, vpc, customer).forEach(namespaces::create);
        buildLinks();
        plug();
        buildRules();
    }

    /// Joins node and internet.
    void plug() {
        String router = HardwareAddress.of(Ipv4.parse("203.0.113.1"));
        namespaces.batch(
                internet,
                List.of(
                        "link add gw address " + router + " type veth peer name eip0 netns " + node,
                        "address add 203.0.113.1/24 dev gw",
                        "link set gw up"));
        namespaces.batch(
                node,
                List.of(
                        "address add 203.0.113.10/24 dev eip0",
                        "link set eip0 up",
                        "route add default via 203.0.113.1"));
    }

    /// Takes both ends of that link away.
    void unplug() {
        namespaces.batch(internet, List.of("link del gw"));
    }

    private void buildLinks() {
        Map<String, String> router = Map.of(
                "net.ipv4.ip_forward", "1", "net.ipv4.conf.all.rp_filter", "0", "net.ipv4.conf.default.rp_filter", "0");
        List.of(node, internet, customer).forEach(namespace -> namespaces.set(namespace, router));
        namespaces.batch(
                internet,
                List.of(
                        "link add cust type veth peer name wan0 netns " + customer,
                        "address add 198.51.100.1/24 dev cust",
                        "link set cust up"));
        namespaces.batch(
                node,
                List.of(
                        "link add vpc0 type veth peer name eth0 netns " + vpc,
                        "address add 192.168.0.1/24 dev vpc0",
                        "link set vpc0 up"));
        namespaces.batch(
                vpc,
                List.of(
                        "address add 192.168.0.10/24 dev eth0",
                        "address add 192.168.0.130/32 dev eth0",
                        "link set eth0 up",
                        "route add default via 192.168.0.1"));
        namespaces.batch(
                customer,
                List.of(
                        "address add 198.51.100.2/24 dev wan0",
                        "address add 10.1.0.1/24 dev lo",
                        "address add 10.1.5.1/24 dev lo",
                        "address add 10.1.9.1/24 dev lo",
                        "link set wan0 up",
                        "route add default via 198.51.100.1"));
    }

    private void buildRules() {
        namespaces.batch(node, List.of("rule add pref 100 lookup local", "rule del pref 0"));
        String rules = """
                table ip t { map slots { type ipv4_addr : mark; elements = { 198.51.100.2 : 1 } }
                  chain pre { type filter hook prerouting priority mangle;
                    iifname "eip0" ip daddr 203.0.113.10 udp dport {500,4500} meta mark set ip saddr map @slots;
                  }
                }
                """;
        host.commands().run(Namespaces.inside(node, "nft", "-f", "-").withInput(rules));
    }

    /// The node's routes to the customer, which go with the interface.
    void route() {
        namespaces.batch(
                node,
                List.of(
                        "route replace 10.1.0.0/24 dev tun1",
                        "route replace 10.1.5.0/24 dev tun1",
                        "route replace 10.1.9.0/24 dev tun1"));
    }

    /// Puts the customer's device behind a translator, which has the known address and changes ports.
    void hidePeer(Ipv4 inside) {
        namespaces.batch(
                customer,
                List.of(
                        "address flush dev wan0",
                        "address add " + inside + "/30 dev wan0",
                        "route add default via 172.16.0.1"));
        namespaces.batch(internet, List.of("address add 172.16.0.1/30 dev cust"));
        String rules = """
                table ip nat { chain post { type nat hook postrouting priority srcnat;
                    oifname "gw" ip saddr 172.16.0.0/30 ip protocol udp snat to 198.51.100.2:20000-29999
                  }
                }
                table ip closed { chain forward { type filter hook forward priority 0;
                    iifname "gw" ct state new drop
                  }
                }
                """;
        namespaces.batch(
                internet, List.of("address del 198.51.100.1/24 dev cust", "address add 198.51.100.2/32 dev lo"));
        host.commands().run(Namespaces.inside(internet, "nft", "-f", "-").withInput(rules));
    }

    /// Lets nothing through to this UDP port, whoever sends it.
    void block(int port) {
        String rules = """
                table ip blocked { chain forward { type filter hook forward priority 0;
                    udp dport %d drop
                  }
                }
                """.formatted(port);
        host.commands().run(Namespaces.inside(internet, "nft", "-f", "-").withInput(rules));
    }

    void unblock() {
        host.commands().run(Namespaces.inside(internet, "nft", "delete", "table", "ip", "blocked"));
    }
}

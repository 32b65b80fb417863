package dev.causeway.agent.ipsec;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeDocument.PublicAddress;
import dev.causeway.model.document.NodeDocument.VpcAttachment;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A gateway node, a customer's device and an internet between them, made by hand:
///
///     vpc 192.168.0.10 --- node (203.0.113.10) --- internet --- peer (198.51.100.2), 10.1.0.1, 10.1.5.1, 10.1.9.1
final class Lab implements AutoCloseable {

    static final String VPC_ADDRESS = "192.168.0.10";
    static final String PEER_ADDRESS = "10.1.0.1";

    final NodeId nodeId = NodeId.random();
    final Namespace node;
    final Namespace vpc;
    final Namespace internet;
    final Namespace customer;
    final Peer peer;
    final AtomicInteger changes = new AtomicInteger();
    private final RealHost host;
    private final Namespaces namespaces;
    private Tunnels tunnels;
    private Ipv4 hiddenAddress = Examples.PEER;

    Lab(RealHost host) {
        this.host = host;
        this.namespaces = host.namespaces();
        this.node = host.names().node(nodeId);
        this.internet = host.names().internet();
        this.vpc = new Namespace(host.names().prefix() + "vpc");
        this.customer = new Namespace(host.names().prefix() + "peer");
        List.of(node, internet, vpc, customer).forEach(namespaces::create);
        buildLinks();
        buildRules();
        peer = new Peer(host, customer);
        peer.start();
        tunnels = newTunnels();
    }

    private void buildLinks() {
        Map<String, String> router = Map.of(
                "net.ipv4.ip_forward", "1", "net.ipv4.conf.all.rp_filter", "0", "net.ipv4.conf.default.rp_filter", "0");
        List.of(node, internet, customer).forEach(namespace -> namespaces.set(namespace, router));
        namespaces.batch(
                internet,
                List.of(
                        "link add gw type veth peer name eip0 netns " + node,
                        "link add cust type veth peer name wan0 netns " + customer,
                        "address add 203.0.113.1/24 dev gw",
                        "address add 198.51.100.1/24 dev cust",
                        "link set gw up",
                        "link set cust up"));
        namespaces.batch(
                node,
                List.of(
                        "link add vpc0 type veth peer name eth0 netns " + vpc,
                        "address add 203.0.113.10/24 dev eip0",
                        "address add 192.168.0.1/24 dev vpc0",
                        "link set eip0 up",
                        "link set vpc0 up",
                        "route add default via 203.0.113.1"));
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

    private Tunnels newTunnels() {
        return new Tunnels(host.names(), host.commands(), _ -> changes.incrementAndGet());
    }

    Tunnels tunnels() {
        return tunnels;
    }

    /// What a new agent does after the old one was killed.
    void restartAgent(Tunnel... wanted) {
        tunnels.close();
        tunnels = newTunnels();
        tunnels.apply(document(wanted));
    }

    void apply(Tunnel... wanted) {
        tunnels.apply(document(wanted));
        route();
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

    NodeDocument document(Tunnel... wanted) {
        return new NodeDocument(
                nodeId,
                new GatewayId(nodeId.value()),
                1,
                true,
                1,
                new PublicAddress(Examples.EIP, Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")),
                new VpcAttachment(
                        VpcId.random(),
                        SubnetId.random(),
                        Prefix.parse("192.168.0.0/24"),
                        Ipv4.parse("192.168.0.1"),
                        Ipv4.parse("192.168.0.1")),
                List.of(Prefix.parse("192.168.0.0/24")),
                List.of(wanted));
    }

    /// What the customer's device is configured with to match a tunnel.
    static String configuration(Tunnel tunnel, String psk, String connectionOptions, String children) {
        String ike = Proposals.ike(tunnel.ike());
        return """
                connections { c {
                    version = %d
                    local_addrs = 198.51.100.2
                    remote_addrs = 203.0.113.10
                    proposals = %s
                    mobike = no
                    dpd_delay = 30s
                    keyingtries = 0
                    unique = replace
                    %s
                    local { auth = psk
                       id = %s }
                    remote { auth = psk
                       id = %s }
                    children { %s } } }
                secrets { ike-1 { secret = 0x%s } }
                """.formatted(
                        tunnel.ike().version() == dev.causeway.model.IkeVersion.V1 ? 1 : 2,
                        ike,
                        connectionOptions,
                        tunnel.ike().peerId(),
                        tunnel.ike().localId(),
                        children,
                        java.util.HexFormat.of().formatHex(psk.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static String child(Tunnel tunnel, String name, String local, String remote, String options) {
        return """
                %s { local_ts = %s
                    remote_ts = %s
                    esp_proposals = %s
                    dpd_action = clear
                    %s }
                """.formatted(name, local, remote, Proposals.esp(tunnel.ipsec()), options);
    }

    /// Configures the customer's device to match a tunnel without policy.
    void matchPeer(Tunnel tunnel, String connectionOptions, String childOptions) {
        peer.load(configuration(
                        tunnel,
                        tunnel.psk().orElseThrow().secret(),
                        connectionOptions,
                        child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", childOptions))
                .replace("local_addrs = 198.51.100.2", "local_addrs = " + hiddenAddress));
    }

    void matchPeer(Tunnel tunnel) {
        matchPeer(tunnel, "", "rekey_time = 1h");
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
        hiddenAddress = inside;
    }

    TunnelReport report() {
        return tunnels.observe(nodeId).getFirst();
    }

    TunnelReport await(Duration patience, Predicate<TunnelReport> condition) {
        Instant deadline = Instant.now().plus(patience);
        while (!condition.test(report())) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "after " + patience + ": " + report() + "\n" + log() + "\nPEER\n" + peer.log());
            }
            Peer.pause(Duration.ofMillis(5));
        }
        return report();
    }

    TunnelReport awaitUp() {
        return await(Duration.ofSeconds(10), report -> report.state() == TunnelReport.State.UP);
    }

    String log() {
        StringBuilder log = new StringBuilder();
        for (TunnelReport report : tunnels.observe(nodeId)) {
            for (LogLine line : tunnels.log(report.connection(), 0, 10_000)) {
                log.append(line.time()).append(' ').append(line.text()).append('\n');
            }
        }
        return log.toString();
    }

    /// Asks the daemon of a tunnel with strongSwan's own tool.
    String daemon(Tunnel tunnel, String... arguments) {
        var all = new java.util.ArrayList<>(List.of("swanctl"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--uri",
                "unix://" + host.names().runtimeFolder(tunnel.connection()).resolve("vici.sock")));
        return host.commands().run(Command.of(all));
    }

    /// Ends what there is, by hand.
    void terminate(Tunnel tunnel) {
        daemon(
                tunnel,
                "--terminate",
                "--ike",
                ConnectionConfig.of(Examples.EIP, tunnel).name(),
                "--timeout",
                "2");
    }

    /// How many of `count` echo requests are not answered.
    int lost(Namespace from, String to, int count, double interval) {
        String output;
        try {
            output = host.commands()
                    .run(Namespaces.inside(from, "ping", "-c", "" + count, "-i", "" + interval, "-W", "1", "-q", to)
                            .withPatience(Duration.ofMinutes(3)));
        } catch (CommandFailed e) {
            output = String.valueOf(e.getMessage());
        }
        var received = java.util.regex.Pattern.compile("(\\d+) received").matcher(output);
        if (!received.find()) {
            throw new AssertionError(output);
        }
        return count - Integer.parseInt(received.group(1));
    }

    int lostBothWays() {
        return lost(vpc, PEER_ADDRESS, 5, 0.02) + lost(customer, VPC_ADDRESS, 5, 0.02);
    }

    @Override
    public void close() {
        tunnels.removeAll();
        tunnels.close();
        peer.close();
    }
}

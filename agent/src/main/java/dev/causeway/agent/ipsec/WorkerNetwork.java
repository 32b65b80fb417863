package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HardwareAddress;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Namespaces.Batch;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The links of one worker.
///
///     internet --- eip0 [node] u1 --- wan0 [worker] out0 --- eip0 --- internet
///
/// What the peer sends comes through the node, which knows from its source whose it is. What the daemon sends leaves by
/// a second interface on the node's EIP link (a macvlan), past the node: routing each packet of ESP once more costs a
/// sixth of the throughput. The worker's own firewall lets nothing else out.
///
/// @param slot of the tunnel in its node
record WorkerNetwork(CommandRunner commands, Namespace node, Namespace worker, Slot slot) {

    /// What the daemon sends and receives fits into packets of 1500 bytes.
    private static final int MTU = 1400;

    /// A router could not pass a UDP packet on without cutting it. What it sends back begins with the packet's header.
    private static final String TOO_LONG = "icmp type destination-unreachable icmp code frag-needed @th,136,8 17";

    /// A router knows no way to where a UDP packet goes.
    private static final String NO_WAY = "icmp type destination-unreachable icmp code < 2 @th,136,8 17";

    /// The version and the exchange of every message that the daemon understands: those of IKEv1 and of IKEv2.
    private static final String IKE_MESSAGES = "{ 0x1002, 0x1004-0x1006, 0x1020-0x1021, 0x2022-0x2025, 0x202b-0x202c }";

    /// Makes the namespace and its links. The links are still down.
    void connect() {
        new Namespaces(commands)
                .batches(List.of(
                        Batch.onHost("netns add " + worker),
                        Batch.in(
                                node,
                                "link add link " + LinkNames.EIP + " name " + LinkNames.WORKER_OUT + " netns " + worker
                                        + " type macvlan mode private",
                                "link add " + slot.workerLink() + " type veth peer name " + LinkNames.WORKER_IN
                                        + " netns " + worker,
                                "address add " + slot.nodeEnd() + " dev " + slot.workerLink(),
                                "link set " + slot.workerLink() + " up",
                                "route replace " + slot.route())));
    }

    /// What the worker makes of its links. On the internet nobody may learn that this interface has the EIP, since the
    /// node's has it: it neither asks nor answers who has an address, and knows the router's by heart.
    static String links(TunnelConfig tunnel) {
        return named("""
                link set lo up
                address add %1$s/32 dev lo
                address add %4$s dev {in}
                link set {in} up
                link set {out} addrgenmode none arp off
                link set {out} up
                neighbour replace %2$s lladdr %5$s dev {out} nud permanent
                route add %3$s/32 via %2$s dev {out} onlink src %1$s
                """.formatted(
                        tunnel.outside().address(),
                        tunnel.outside().router(),
                        tunnel.peer(),
                        tunnel.slot().workerEnd(),
                        HardwareAddress.of(tunnel.outside().router())));
    }

    /// Closed but for IKE and ESP between the EIP and the peer, and for what routers say of packets to the peer that
    /// were too long for them or found no way. Fragments are put together before they come here.
    ///
    /// The daemon logs several lines for whatever cannot be read, and for whatever would begin a negotiation.
    /// So what is no message of IKE is dropped, and of those that name no SPI of the daemon's, which are the
    /// first messages of negotiations, only as many are let in as peers may send. On port 4500, IKE begins
    /// behind four zero bytes.
    static String rules(TunnelConfig tunnel, Esp esp) {
        return named(inUdp(tunnel) + (esp.isBare() ? bare(tunnel) : ""));
    }

    private static String bare(TunnelConfig tunnel) {
        return """
                add rule inet causeway input iifname "{in}" ip saddr %2$s ip daddr %1$s meta l4proto esp accept
                add rule inet causeway output oifname "{out}" ip saddr %1$s ip daddr %2$s meta l4proto esp accept
                """.formatted(tunnel.outside().address(), tunnel.peer());
    }

    private static String inUdp(TunnelConfig tunnel) {
        return """
                table inet causeway {
                  chain input {
                    type filter hook input priority filter; policy drop;
                    udp dport 500 jump ike500
                    udp dport 4500 @th,64,32 0 jump ike4500
                    iifname "{in}" ip saddr %2$s ip daddr %1$s udp dport { 500, 4500 } accept
                    iifname "{in}" ip daddr %1$s %3$s @th,192,32 0x%4$08x accept
                    iifname "{in}" ip daddr %1$s %6$s @th,192,32 0x%4$08x accept
                    iifname "lo" accept
                  }
                  chain ike500 {
                    @th,200,16 != %5$s drop
                    @th,128,64 0 jump first_messages
                  }
                  chain ike4500 {
                    @th,232,16 != %5$s drop
                    @th,160,64 0 jump first_messages
                  }
                  chain first_messages {
                    limit rate over 10/second burst 40 packets drop
                  }
                  chain output {
                    type filter hook output priority filter; policy drop;
                    oifname "{out}" ip saddr %1$s ip daddr %2$s udp sport { 500, 4500 } accept
                    oifname "lo" accept
                  }
                }
                """.formatted(
                        tunnel.outside().address(),
                        tunnel.peer(),
                        TOO_LONG,
                        tunnel.peer().bits(),
                        IKE_MESSAGES,
                        NO_WAY);
    }

    /// Lines with the names of the worker's links in their places.
    static String named(String lines) {
        return lines.replace("{in}", LinkNames.WORKER_IN).replace("{out}", LinkNames.WORKER_OUT);
    }

    /// Gives the node its tunnel interface, and lets the peer's packets in.
    void admit(TunnelConfig tunnel, Esp esp) {
        new Namespaces(commands)
                .batches(List.of(
                        Batch.in(worker, esp.plug(tunnel, node, slot.device())),
                        Batch.in(
                                node,
                                "address add " + tunnel.localAddress() + " dev " + slot.device(),
                                "link set " + slot.device() + " addrgenmode none mtu " + MTU + " up",
                                "rule add " + slot.rule())));
    }

    /// Whether the node has its ends.
    boolean isPlugged() {
        return Links.exist(node, List.of(slot.device(), slot.workerLink()));
    }

    /// Whether a daemon still has its way out, which goes with the node's EIP link, and what encrypts has its links.
    static boolean isWhole(long daemon, Esp esp) {
        try {
            String links = Files.readString(Path.of("/proc", Long.toString(daemon), "net", "dev"));
            return Stream.concat(Stream.of(LinkNames.WORKER_OUT), esp.links().stream())
                    .allMatch(link -> links.contains(link + ":"));
        } catch (IOException _) {
            return false;
        }
    }

    /// Removes all, in an order that lets the same be made again at once: a namespace is taken apart later, and a link
    /// that it still holds would be in the way.
    void remove() {
        var namespaces = new Namespaces(commands);
        if (namespaces.exists(node)) {
            try {
                commands.run(Command.of("ip", "-n", node.name(), "-force", "-batch", "-")
                        .withInput("link del %s\nlink del %s\nrule del %s\n"
                                .formatted(slot.workerLink(), slot.device(), slot.rule())));
            } catch (CommandFailed _) {
                // Some of it was not there, or all of it.
            }
        }
        if (namespaces.exists(worker)) {
            commands.run("ip", "netns", "del", worker.name());
        } else {
            namespaces.delete(worker); // the file that an interrupted command may have left
        }
    }
}

package dev.causeway.agent.host;

import dev.causeway.model.BandwidthId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.SubnetId;

/// What links are called in the instance's namespaces; those of one tunnel are in [Slot]. The kernel allows fifteen
/// characters.
public final class LinkNames {

    /// The bridge that EIPs lie on, in the internet's namespace.
    public static final String INTERNET = "inet0";

    /// A node's link to the internet.
    public static final String EIP = "eip0";

    /// A node's link to its VPC.
    public static final String VPC = "vpc0";

    /// A node's link to the clients that are connected to it.
    public static final String CLIENTS = "p2c0";

    /// What came in by a node's EIP was led past this link by earlier versions, to be held back there.
    public static final String MIRROR = "ifb0";

    /// A workload's only link.
    public static final String WORKLOAD = "eth0";

    /// A worker's link to its node, from which the peer's packets come.
    public static final String WORKER_IN = "wan0";

    /// A worker's way out to the internet, beside its node.
    public static final String WORKER_OUT = "out0";

    /// The interface that a daemon makes which encrypts by itself. It knows no other name.
    public static final String DAEMON = "ipsec0";

    private static final String SHARED_IN = "bi-";
    private static final String SHARED_OUT = "bo-";
    private static final int SHARED_DIGITS = 12;

    private static final String SUBNETS = "s-";
    private static final String WORKLOADS = "w-";

    private LinkNames() {}

    /// The bridge of a subnet, in its VPC's namespace.
    public static String bridge(SubnetId subnet) {
        return SUBNETS + subnet.shortId();
    }

    public static boolean isBridge(String link) {
        return link.startsWith(SUBNETS);
    }

    /// The port at a subnet's bridge for the workload with this address.
    public static String workloadPort(Ipv4 address) {
        return WORKLOADS + "%08x".formatted(address.bits());
    }

    public static boolean isWorkloadPort(String link) {
        return link.startsWith(WORKLOADS);
    }

    /// The port at a subnet's bridge for a node.
    public static String vpcPort(NodeId node) {
        return "n-" + node.shortId();
    }

    /// The port at the internet's bridge for a node.
    public static String internetPort(NodeId node) {
        return "e-" + node.shortId();
    }

    /// What goes to the nodes that share a bandwidth is led past this link, in the internet's namespace.
    public static String sharedIn(BandwidthId bandwidth) {
        return SHARED_IN + digits(bandwidth);
    }

    /// What comes from them is led past this one.
    public static String sharedOut(BandwidthId bandwidth) {
        return SHARED_OUT + digits(bandwidth);
    }

    public static boolean isShared(String link) {
        return link.startsWith(SHARED_IN) || link.startsWith(SHARED_OUT);
    }

    private static String digits(BandwidthId bandwidth) {
        return bandwidth.toString().replace("-", "").substring(0, SHARED_DIGITS);
    }
}

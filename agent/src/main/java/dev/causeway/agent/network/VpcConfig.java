package dev.causeway.agent.network;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;

/// A VPC as it shall be: its subnets, its workloads, and the ways out of it.
public record VpcConfig(VpcId vpc, List<Subnet> subnets, List<Workload> workloads, List<WayOut> waysOut) {

    public VpcConfig {
        subnets = List.copyOf(subnets);
        workloads = List.copyOf(workloads);
        waysOut = List.copyOf(waysOut);
    }

    /// A subnet of the VPC.
    ///
    /// @param gateway where the VPC's router answers in it
    public record Subnet(SubnetId id, InterfaceAddress gateway) {}

    /// A namespace with an address in a subnet.
    ///
    /// @param name unique in the VPC
    /// @param router next hop to everything else
    public record Workload(String name, SubnetId subnet, InterfaceAddress address, Ipv4 router) {}

    /// The ways to one network behind nodes. Flows are shared between the paths of lowest rank among those whose exit
    /// is up. While none is, the network is unreachable: it never follows another route.
    public record WayOut(Prefix destination, List<Path> paths, Lead lead) {

        public WayOut {
            paths = List.copyOf(paths);
        }

        boolean isLearned() {
            return lead == Lead.LEARNED;
        }
    }

    /// To what in its destination a way out leads.
    public enum Lead {
        /// To all of it, but for what others lead to in particular.
        ALL,
        /// To all of it, whatever others have learned.
        CLAIMED,
        /// A path leads to those networks in it that its node has learned.
        LEARNED
    }

    /// A way through one exit.
    ///
    /// @param nodeAddress the node's address in the VPC
    /// @param rank lower is preferred
    public record Path(ExitId exit, NodeId node, Ipv4 nodeAddress, int rank) {}
}

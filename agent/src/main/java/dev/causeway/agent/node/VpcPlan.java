package dev.causeway.agent.node;

import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.VpcConfig;
import dev.causeway.agent.network.VpcConfig.Lead;
import dev.causeway.agent.network.VpcConfig.Path;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the document of a VPC means for the driver of networks.
///
/// @param exits those that the VPC's ways out go through, by node
record VpcPlan(VpcDocument document, VpcConfig network, Map<NodeId, Set<ExitId>> exits) {

    static VpcPlan of(VpcDocument document) {
        var network = new VpcConfig(
                document.vpc(),
                document.subnets().stream().map(VpcPlan::subnet).toList(),
                document.workloads().stream()
                        .map(workload -> workload(document, workload))
                        .toList(),
                document.peerRoutes().stream().flatMap(VpcPlan::waysOut).toList());
        return new VpcPlan(
                document,
                network,
                network.waysOut().stream()
                        .flatMap(way -> way.paths().stream())
                        .collect(
                                Collectors.groupingBy(Path::node, Collectors.mapping(Path::exit, Collectors.toSet()))));
    }

    private static VpcConfig.Subnet subnet(VpcDocument.Subnet subnet) {
        return new VpcConfig.Subnet(subnet.id(), within(subnet, subnet.gateway()));
    }

    private static VpcConfig.Workload workload(VpcDocument document, VpcDocument.Workload workload) {
        VpcDocument.Subnet subnet = subnet(document, workload.subnet());
        return new VpcConfig.Workload(
                workload.name(), subnet.id(), within(subnet, workload.address()), subnet.gateway());
    }

    private static VpcDocument.Subnet subnet(VpcDocument document, SubnetId id) {
        return document.subnets().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a workload's subnet is not in the VPC's document"));
    }

    private static InterfaceAddress within(VpcDocument.Subnet subnet, Ipv4 address) {
        return new InterfaceAddress(address, subnet.prefix().length());
    }

    private static Stream<VpcConfig.WayOut> waysOut(VpcDocument.PeerRoute route) {
        Map<Lead, List<Path>> paths = route.paths().stream()
                .collect(Collectors.groupingBy(
                        path -> lead(path.leading()),
                        TreeMap::new,
                        Collectors.mapping(VpcPlan::path, Collectors.toList())));
        return paths.entrySet().stream()
                .map(lead -> new VpcConfig.WayOut(route.destination(), lead.getValue(), lead.getKey()));
    }

    private static Lead lead(VpcDocument.Leading leading) {
        return switch (leading) {
            case VpcDocument.Leading.Tunnel _ -> Lead.ALL;
            case VpcDocument.Leading.Learned _ -> Lead.LEARNED;
            case VpcDocument.Leading.Clients _ -> Lead.CLAIMED;
        };
    }

    private static Path path(VpcDocument.Path path) {
        return new Path(Exits.id(path.node(), path.leading()), path.node(), path.nodeAddress(), path.rank());
    }
}

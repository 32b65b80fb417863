package dev.causeway.controller.inventory;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// The documents of VPCs: what lies in them, and the ways out of them that other features make.
final class VpcDocuments implements DocumentSource {

    private final Vpcs vpcs;
    private final List<VpcRoutes> routes = new CopyOnWriteArrayList<>();

    VpcDocuments(Vpcs vpcs) {
        this.vpcs = vpcs;
    }

    void add(VpcRoutes more) {
        routes.add(more);
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.VPC;
    }

    @Override
    public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
        VpcId vpc = VpcId.parse(id);
        return Optional.of(
                new VpcDocument(vpc, generation, wanted, subnets(tx, vpc), workloads(tx, vpc), peerRoutes(tx, vpc)));
    }

    @Override
    public void gone(Handle tx, String id) {
        vpcs.purge(tx, VpcId.parse(id));
    }

    private static List<VpcDocument.Subnet> subnets(Handle tx, VpcId vpc) {
        return SubnetTable.inVpc(tx, vpc).stream()
                .map(subnet -> new VpcDocument.Subnet(subnet.id(), subnet.prefix(), subnet.router()))
                .toList();
    }

    private static List<VpcDocument.Workload> workloads(Handle tx, VpcId vpc) {
        return WorkloadTable.inVpc(tx, vpc).stream()
                .map(workload -> new VpcDocument.Workload(workload.name(), workload.subnet(), workload.address()))
                .toList();
    }

    /// Several features may lead to one network.
    private List<VpcDocument.PeerRoute> peerRoutes(Handle tx, VpcId vpc) {
        Map<Prefix, List<VpcDocument.Path>> paths = routes.stream()
                .flatMap(source -> source.of(tx, vpc).stream())
                .collect(groupingBy(
                        VpcDocument.PeerRoute::destination,
                        TreeMap::new,
                        flatMapping(route -> route.paths().stream(), toList())));
        return paths.entrySet().stream()
                .map(entry -> new VpcDocument.PeerRoute(entry.getKey(), entry.getValue()))
                .toList();
    }
}

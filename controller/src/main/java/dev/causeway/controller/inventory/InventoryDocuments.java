package dev.causeway.controller.inventory;

import dev.causeway.model.VpcId;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What the inventory contributes to documents.
public final class InventoryDocuments {

    InventoryDocuments() {}

    /// What lies in a VPC.
    public record VpcContent(List<VpcDocument.Subnet> subnets, List<VpcDocument.Workload> workloads) {

        public VpcContent {
            subnets = List.copyOf(subnets);
            workloads = List.copyOf(workloads);
        }
    }

    /// The subnets and workloads of a VPC; none if there is no such VPC.
    public VpcContent vpc(Handle tx, VpcId vpc) {
        return new VpcContent(
                SubnetTable.inVpc(tx, vpc).stream()
                        .map(subnet -> new VpcDocument.Subnet(subnet.id(), subnet.prefix(), subnet.router()))
                        .toList(),
                WorkloadTable.inVpc(tx, vpc).stream()
                        .map(workload ->
                                new VpcDocument.Workload(workload.name(), workload.subnet(), workload.address()))
                        .toList());
    }

    public InternetDocument internet(Handle tx, long generation, boolean wanted) {
        Internet internet = Pool.internet(tx);
        return new InternetDocument(generation, wanted, internet.segment(), internet.router());
    }
}

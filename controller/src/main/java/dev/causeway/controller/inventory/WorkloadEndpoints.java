package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The operator's operations on workloads.
final class WorkloadEndpoints {

    private static final String ALL = "/admin/v1/projects/{project_id}/workloads";
    private static final String NAME = "name";

    private final Database database;
    private final Workloads workloads;
    private final Realisation.Source realisations;

    WorkloadEndpoints(Database database, Workloads workloads, Realisation.Source realisations) {
        this.database = database;
        this.workloads = workloads;
        this.realisations = realisations;
    }

    private record Request(SubnetId subnet, String name, Optional<Ipv4> address) {

        static Request read(JsonReader in) {
            return new Request(
                    in.required("subnet_id", SubnetId::parse),
                    in.required(NAME, Texts::workload),
                    in.optional("address", Ipv4::parse));
        }
    }

    /// A workload as the operator sees it.
    ///
    /// @param namespaceSuffix how the name of its namespace on the host ends, behind the host's instance
    private record View(
            UUID id,
            String name,
            VpcId vpcId,
            SubnetId subnetId,
            Ipv4 address,
            String status,
            String namespaceSuffix) {}

    private record Many(List<View> workloads) {}

    List<Route> routes() {
        return List.of(
                Route.operator(Method.POST, ALL, "admin:workloads:create", this::create),
                Route.operator(Method.GET, ALL, "admin:workloads:list", this::list),
                Route.operator(Method.DELETE, ALL + "/{" + NAME + "}", "admin:workloads:delete", this::delete));
    }

    private Reply create(Call call) {
        Request wanted = call.read(Request::read);
        return Reply.created(database.write(tx -> shown(
                        tx,
                        List.of(workloads.create(
                                tx, call.project(), wanted.subnet(), wanted.name(), wanted.address()))))
                .getFirst());
    }

    private Reply list(Call call) {
        return Reply.ok(new Many(database.read(tx -> shown(tx, WorkloadTable.list(tx, call.project())))));
    }

    private Reply delete(Call call) {
        database.change(tx -> workloads.delete(tx, call.project(), call.path(NAME, Texts::workload)));
        return Reply.noContent();
    }

    private List<View> shown(Handle tx, List<Workload> found) {
        var realisation = realisations.of(tx, found.stream().map(Workload::vpc).toList());
        return found.stream()
                .map(workload -> view(workload, realisation.status(workload)))
                .toList();
    }

    private static View view(Workload workload, String status) {
        return new View(
                workload.id(),
                workload.name(),
                workload.vpc(),
                workload.subnet(),
                workload.address(),
                status,
                "w-" + workload.vpc().shortId() + "-" + workload.name());
    }
}

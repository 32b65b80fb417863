package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
        return Reply.created(database.write(tx -> {
            Workload made = workloads.create(tx, call.project(), wanted.subnet(), wanted.name(), wanted.address());
            return shown(call.project(), Optional.of(made.name()), asked -> asked.run(tx))
                    .getFirst();
        }));
    }

    private Reply list(Call call) {
        return Reply.ok(new Many(shown(call.project(), Optional.empty(), database::ask)));
    }

    private Reply delete(Call call) {
        database.change(tx -> workloads.delete(tx, call.project(), call.path(NAME, Texts::workload)));
        return Reply.noContent();
    }

    /// @param name nothing, to show all workloads of the project
    /// @param ask gets the questions answered, in a transaction or by themselves
    private List<View> shown(ProjectId project, Optional<String> name, Consumer<Pipeline> ask) {
        var questions = new Pipeline();
        var found = questions.add(WorkloadTable.some(project, name));
        Supplier<Realisation> said = realisations.of(questions, WorkloadTable.vpcsOf(project, name));
        ask.accept(questions);
        Realisation realisation = said.get();
        return found.list().stream()
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

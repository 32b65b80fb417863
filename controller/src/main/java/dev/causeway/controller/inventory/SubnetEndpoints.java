package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The operations on subnets.
final class SubnetEndpoints {

    private static final String ALL = "/v1/{project_id}/subnets";
    private static final String ID = "subnet_id";
    private static final String VPC_ID = "vpc_id";
    private static final String OBJECT = "subnet";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String ONE_IN_VPC = "/v1/{project_id}/vpcs/{" + VPC_ID + "}/subnets/{" + ID + "}";

    private static final Parameter<VpcId> OF_VPC = Parameter.id(VPC_ID, "only subnets of this VPC", VpcId::parse);

    private final Database database;
    private final Subnets subnets;
    private final Realisation.Source realisations;
    private final Zones zones;

    SubnetEndpoints(Database database, Subnets subnets, Realisation.Source realisations, Zones zones) {
        this.database = database;
        this.subnets = subnets;
        this.realisations = realisations;
        this.zones = zones;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpc:subnets:create", this::create),
                Route.tenant(Method.GET, ALL, "vpc:subnets:list", this::list)
                        .taking(Paging.BY_IDENTIFIER, OF_VPC, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpc:subnets:get", this::get),
                Route.tenant(Method.PUT, ONE_IN_VPC, "vpc:subnets:update", this::update),
                Route.tenant(Method.DELETE, ONE_IN_VPC, "vpc:subnets:delete", this::delete));
    }

    private Reply create(Call call) {
        return one(call.with(
                OBJECT,
                in -> SubnetRequests.spec(in, zones),
                spec -> database.write(tx -> shown(tx, subnets.create(tx, call.project(), spec)))));
    }

    private Reply get(Call call) {
        SubnetId id = id(call);
        return one(shown(SubnetTable.only(call.project(), id), database::ask).stream()
                .findFirst()
                .orElseThrow(() -> Subnets.notFound(id)));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.page(call);
        Optional<VpcId> vpc = call.query(OF_VPC);
        Select<SubnetId> some = SubnetTable.some(call.project(), vpc, NamePart.filter(call), page);
        return Reply.ok(new SubnetView.Many(page.items(shown(some, database::ask))));
    }

    private Reply update(Call call) {
        VpcId vpc = vpc(call);
        SubnetId id = id(call);
        return one(call.with(
                OBJECT,
                SubnetRequests::change,
                change -> database.write(tx -> shown(tx, subnets.update(tx, call.project(), vpc, id, change)))));
    }

    private Reply delete(Call call) {
        database.change(tx -> subnets.delete(tx, call.project(), vpc(call), id(call)));
        return Reply.noContent();
    }

    private SubnetView shown(Handle tx, Subnet subnet) {
        return shown(SubnetTable.only(subnet.project(), subnet.id()), asked -> asked.run(tx))
                .getFirst();
    }

    /// Subnets that a question finds, in the order of their identifiers, as they are shown.
    ///
    /// @param ask gets the questions answered, in a transaction or by themselves
    private List<SubnetView> shown(Select<SubnetId> which, Consumer<Pipeline> ask) {
        var questions = new Pipeline();
        var found = questions.add(SubnetTable.inOrder(which));
        Supplier<Realisation> said = realisations.of(questions, SubnetTable.vpcsOf(which));
        ask.accept(questions);
        Realisation realisation = said.get();
        return found.list().stream()
                .map(subnet -> SubnetView.of(subnet, realisation))
                .toList();
    }

    private static Reply one(SubnetView subnet) {
        return Reply.ok(new SubnetView.One(subnet));
    }

    private static SubnetId id(Call call) {
        return call.path(ID, SubnetId::parse);
    }

    private static VpcId vpc(Call call) {
        return call.path(VPC_ID, VpcId::parse);
    }
}

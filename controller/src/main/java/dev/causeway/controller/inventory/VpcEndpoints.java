package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Unsupported;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The operations on VPCs, versions 1 and 3.
final class VpcEndpoints {

    private static final String ALL = "/v1/{project_id}/vpcs";
    private static final String ALL_V3 = "/v3/{project_id}/vpc/vpcs";
    private static final String ID = "vpc_id";
    private static final String OBJECT = "vpc";
    private static final String ONE = "/{" + ID + "}";

    private final Database database;
    private final Vpcs vpcs;
    private final Realisation.Source realisations;

    VpcEndpoints(Database database, Vpcs vpcs, Realisation.Source realisations) {
        this.database = database;
        this.vpcs = vpcs;
        this.realisations = realisations;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpc:vpcs:create", this::create),
                Route.tenant(Method.GET, ALL, "vpc:vpcs:list", this::list)
                        .taking(Paging.BY_IDENTIFIER, VpcFilter.PARAMETERS),
                Route.tenant(Method.GET, ALL + ONE, "vpc:vpcs:get", this::get),
                Route.tenant(Method.PUT, ALL + ONE, "vpc:vpcs:update", this::update),
                Route.tenant(Method.DELETE, ALL + ONE, "vpc:vpcs:delete", this::delete),
                Route.tenant(Method.GET, ALL_V3, "vpc:vpcs:list", this::listV3)
                        .taking(Paging.BY_IDENTIFIER, VpcFilter.PARAMETERS),
                Route.tenant(Method.GET, ALL_V3 + ONE, "vpc:vpcs:get", this::getV3));
    }

    private Reply create(Call call) {
        return one(call.with(
                OBJECT,
                VpcEndpoints::spec,
                spec -> database.write(tx -> shown(tx, vpcs.create(tx, call.project(), spec)))));
    }

    private Reply get(Call call) {
        return one(shown(call, VpcEndpoints::view));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.page(call);
        return Reply.ok(new VpcView.Many(page.items(shown(some(call, page), database::ask, VpcEndpoints::view))));
    }

    private Reply update(Call call) {
        VpcId id = id(call);
        return one(call.with(
                OBJECT,
                VpcEndpoints::change,
                change -> database.write(tx -> shown(tx, vpcs.update(tx, call.project(), id, change)))));
    }

    private Reply delete(Call call) {
        database.change(tx -> vpcs.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private Reply getV3(Call call) {
        return Reply.ok(new VpcView.OneV3(shown(call, VpcEndpoints::viewV3), call.requestId()));
    }

    private Reply listV3(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.page(call);
        var part = page.slice(
                shown(some(call, page), database::ask, VpcEndpoints::viewV3),
                view -> view.id().value());
        return Reply.ok(new VpcView.ManyV3(part.items(), part.info(), call.requestId()));
    }

    private static Select<VpcId> some(Call call, Page<UUID> page) {
        return VpcTable.some(call.project(), VpcFilter.of(call), page);
    }

    private <V> V shown(Call call, BiFunction<TaggedVpc, Realisation, V> view) {
        VpcId id = id(call);
        return shown(VpcTable.only(call.project(), id), database::ask, view).stream()
                .findFirst()
                .orElseThrow(() -> Vpcs.notFound(id));
    }

    private VpcView shown(Handle tx, Vpc vpc) {
        return shown(VpcTable.only(vpc.project(), vpc.id()), asked -> asked.run(tx), VpcEndpoints::view)
                .getFirst();
    }

    /// VPCs that a question finds, in the order of their identifiers, as they are shown.
    ///
    /// @param ask gets the questions answered, in a transaction or by themselves
    private <V> List<V> shown(Select<VpcId> which, Consumer<Pipeline> ask, BiFunction<TaggedVpc, Realisation, V> view) {
        var questions = new Pipeline();
        var found = questions.add(VpcTable.inOrder(which));
        Supplier<Realisation> said = realisations.of(questions, which);
        ask.accept(questions);
        Realisation realisation = said.get();
        return found.list().stream().map(vpc -> view.apply(vpc, realisation)).toList();
    }

    private static VpcView view(TaggedVpc found, Realisation realisation) {
        return VpcView.of(found.vpc(), realisation);
    }

    private static VpcView.V3 viewV3(TaggedVpc found, Realisation realisation) {
        return VpcView.V3.of(found.vpc(), realisation, found.tags());
    }

    private static VpcSpec spec(JsonReader in) {
        Texts.refuseTags(in);
        return new VpcSpec(
                in.optional("name", Texts::nameOrNone).orElse(""),
                in.optional("description", Texts::description).orElse(""),
                in.required("cidr", Networks::parse),
                in.optional("enterprise_project_id", EnterpriseProject::parse).orElse(EnterpriseProject.NONE));
    }

    private static VpcChange change(JsonReader in) {
        if (in.has("routes") && !in.isEmptyList("routes")) {
            throw new Unsupported("routes of a VPC (routes) are not supported yet");
        }
        return new VpcChange(
                in.optional("name", Texts::nameOrNone),
                in.optional("description", Texts::description),
                in.optional("cidr", Networks::parse));
    }

    private static Reply one(VpcView vpc) {
        return Reply.ok(new VpcView.One(vpc));
    }

    private static VpcId id(Call call) {
        return call.path(ID, VpcId::parse);
    }
}

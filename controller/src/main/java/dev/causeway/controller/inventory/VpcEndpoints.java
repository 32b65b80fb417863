package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Unsupported;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.UUID;
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
                Route.tenant(Method.GET, ALL, "vpc:vpcs:list", this::list),
                Route.tenant(Method.GET, ALL + ONE, "vpc:vpcs:get", this::get),
                Route.tenant(Method.PUT, ALL + ONE, "vpc:vpcs:update", this::update),
                Route.tenant(Method.DELETE, ALL + ONE, "vpc:vpcs:delete", this::delete),
                Route.tenant(Method.GET, ALL_V3, "vpc:vpcs:list", this::listV3),
                Route.tenant(Method.GET, ALL_V3 + ONE, "vpc:vpcs:get", this::getV3));
    }

    private Reply create(Call call) {
        return one(call.with(
                OBJECT,
                VpcEndpoints::spec,
                spec -> database.write(tx -> shown(tx, vpcs.create(tx, call.project(), spec)))));
    }

    private Reply get(Call call) {
        return one(database.read(tx -> shown(tx, vpcs.find(tx, call.project(), id(call)))));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.marked(call);
        return Reply.ok(new VpcView.Many(database.read(tx -> {
            List<Vpc> found = page.items(find(tx, call, page));
            Realisation realisation = realisation(tx, found);
            return found.stream().map(vpc -> VpcView.of(vpc, realisation)).toList();
        })));
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
        return Reply.ok(new VpcView.OneV3(
                database.read(tx -> shownV3(tx, List.of(vpcs.find(tx, call.project(), id(call))))
                        .getFirst()),
                call.requestId()));
    }

    private Reply listV3(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.marked(call);
        return Reply.ok(database.read(tx -> {
            var part = page.slice(find(tx, call, page), vpc -> vpc.id().value());
            return new VpcView.ManyV3(shownV3(tx, part.items()), part.info(), call.requestId());
        }));
    }

    private static List<Vpc> find(Handle tx, Call call, Page<UUID> page) {
        return VpcTable.list(tx, call.project(), VpcFilter.of(call), page);
    }

    private VpcView shown(Handle tx, Vpc vpc) {
        return VpcView.of(vpc, realisation(tx, List.of(vpc)));
    }

    private List<VpcView.V3> shownV3(Handle tx, List<Vpc> found) {
        Realisation realisation = realisation(tx, found);
        var tags = TagTable.of(tx, found.stream().map(Vpc::id).toList());
        return found.stream()
                .map(vpc -> VpcView.V3.of(
                        vpc, realisation, tags.getOrDefault(vpc.id().value(), List.of())))
                .toList();
    }

    private Realisation realisation(Handle tx, List<Vpc> found) {
        return realisations.of(tx, found.stream().map(Vpc::id).toList());
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

package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/// The operations on EIPs, versions 1 and 3.
final class EipEndpoints {

    private static final String ALL = "/v1/{project_id}/publicips";
    private static final String ALL_V3 = "/v3/{project_id}/eip/publicips";
    private static final String ID = "publicip_id";
    private static final String ONE = "/{" + ID + "}";

    private static final Paging<UUID> PAGING_V3 = Paging.BY_IDENTIFIER.orCounted();

    private static final Parameter<String> UNBUILT = Parameter.unbuilt("allow_share_bandwidth_type_any");
    private static final Parameters UNBUILT_V3 = Parameters.of(
            Parameter.unbuilt("network_type"),
            Parameter.unbuilt("billing_mode"),
            Parameter.unbuilt("public_border_group"));

    private static final Parameter<String> FIELDS = Parameter.text(
                    "fields", "which members an EIP is shown with, with commas between them; without it all")
            .repeated();

    private final Database database;
    private final Eips eips;

    EipEndpoints(Database database, Eips eips) {
        this.database = database;
        this.eips = eips;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "eip:publicIps:create", this::create),
                Route.tenant(Method.GET, ALL, "eip:publicIps:list", this::list)
                        .taking(Paging.BY_IDENTIFIER, UNBUILT, EipFilter.PARAMETERS),
                Route.tenant(Method.GET, ALL + ONE, "eip:publicIps:get", this::get),
                Route.tenant(Method.PUT, ALL + ONE, "eip:publicIps:update", this::update),
                Route.tenant(Method.DELETE, ALL + ONE, "eip:publicIps:delete", this::delete),
                Route.tenant(Method.GET, ALL_V3, "eip:publicIps:list", this::listV3)
                        .taking(PAGING_V3, EipOrder.PARAMETERS, UNBUILT, UNBUILT_V3, EipFilter.PARAMETERS, FIELDS),
                Route.tenant(Method.GET, ALL_V3 + ONE, "eip:publicIps:get", this::getV3)
                        .taking(FIELDS),
                Route.tenant(Method.PUT, ALL_V3 + ONE, "eip:publicIps:update", this::updateV3)
                        .taking(FIELDS),
                Route.tenant(
                                Method.POST,
                                ALL_V3 + ONE + "/disassociate-instance",
                                "eip:publicIps:disassociateInstance",
                                this::disassociate)
                        .taking(FIELDS));
    }

    private Reply create(Call call) {
        NewEip wanted = call.read(EipRequests::create);
        return one(database.write(tx -> {
            if (wanted.limit() instanceof NewEip.Limit.Shared(BandwidthId id)) {
                InvalidInput.within("bandwidth.id", () -> Bandwidths.shared(tx, call.project(), id));
            }
            return shown(tx, eips.createAt(tx, call.project(), wanted, "publicip", "bandwidth.id"));
        }));
    }

    private Reply get(Call call) {
        return one(found(call, EipView::of));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.page(call);
        call.query(UNBUILT);
        var filter = EipFilter.of(call);
        return Reply.ok(new EipView.Many(
                page.items(database.list(EipTable.shown(call.project(), filter, EipOrder.USUAL, page, EipView::of)))));
    }

    private Reply update(Call call) {
        EipRequests.Change change = call.read(body -> body.requiredObject("publicip", EipRequests::change));
        return one(database.write(tx -> {
            if (change.disassociates()) {
                eips.disassociate(tx, call.project(), id(call));
            }
            return shown(tx, eips.describe(tx, call.project(), id(call), change.alias(), Optional.empty()));
        }));
    }

    private Reply delete(Call call) {
        database.change(tx -> eips.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private Reply getV3(Call call) {
        Fields fields = Fields.of(call);
        return oneV3(call, fields, found(call, EipView.V3::of));
    }

    private Reply updateV3(Call call) {
        Fields fields = Fields.of(call);
        EipRequests.Description change = call.read(body -> body.requiredObject("publicip", EipRequests::description));
        return oneV3(
                call,
                fields,
                database.write(tx -> shownV3(
                        tx, eips.describe(tx, call.project(), id(call), change.alias(), change.description()))));
    }

    private Reply disassociate(Call call) {
        Fields fields = Fields.of(call);
        return oneV3(call, fields, database.write(tx -> shownV3(tx, eips.disassociate(tx, call.project(), id(call)))));
    }

    private Reply listV3(Call call) {
        Page<UUID> page = PAGING_V3.page(call);
        var order = EipOrder.of(call);
        call.query(UNBUILT);
        UNBUILT_V3.each().forEach(call::query);
        var filter = EipFilter.of(call);
        Fields fields = Fields.of(call);
        var part = page.slice(
                database.list(EipTable.shown(call.project(), filter, order, page, EipView.V3::of)),
                view -> view.id().value());
        return Reply.ok(
                new EipView.ManyV3(part.items().stream().map(fields::of).toList(), part.info(), call.requestId()));
    }

    private static Reply oneV3(Call call, Fields fields, EipView.V3 view) {
        return Reply.ok(new EipView.OneV3(fields.of(view), call.requestId()));
    }

    /// Which members of an EIP a caller wants.
    ///
    /// @param names none, if all of them
    private record Fields(List<String> names) {

        static Fields of(Call call) {
            return new Fields(call.queryAll(FIELDS).stream()
                    .flatMap(text -> Arrays.stream(text.split(",", -1)))
                    .toList());
        }

        Object of(EipView.V3 view) {
            return names.isEmpty()
                    ? view
                    : Json.read(Json.write(view)).asObject().retain(names);
        }
    }

    private <V> V found(Call call, BiFunction<Eip, List<Tag>, V> view) {
        EipId id = id(call);
        return database.first(EipTable.shown(call.project(), id, view)).orElseThrow(() -> Eips.notFound(id));
    }

    private static EipView shown(Handle tx, Eip eip) {
        return EipTable.shown(eip.project(), eip.id(), EipView::of).one(tx);
    }

    private static EipView.V3 shownV3(Handle tx, Eip eip) {
        return EipTable.shown(eip.project(), eip.id(), EipView.V3::of).one(tx);
    }

    private static Reply one(EipView eip) {
        return Reply.ok(new EipView.One(eip));
    }

    private static EipId id(Call call) {
        return call.path(ID, EipId::parse);
    }
}

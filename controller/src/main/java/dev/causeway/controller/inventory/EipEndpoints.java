package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Page;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The operations on EIPs, versions 1 and 3.
final class EipEndpoints {

    private static final String ALL = "/v1/{project_id}/publicips";
    private static final String ALL_V3 = "/v3/{project_id}/eip/publicips";
    private static final String ID = "publicip_id";
    private static final String ONE = "/{" + ID + "}";

    private final Database database;
    private final Eips eips;

    EipEndpoints(Database database, Eips eips) {
        this.database = database;
        this.eips = eips;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "eip:publicIps:create", this::create),
                Route.tenant(Method.GET, ALL, "eip:publicIps:list", this::list),
                Route.tenant(Method.GET, ALL + ONE, "eip:publicIps:get", this::get),
                Route.tenant(Method.PUT, ALL + ONE, "eip:publicIps:update", this::update),
                Route.tenant(Method.DELETE, ALL + ONE, "eip:publicIps:delete", this::delete),
                Route.tenant(Method.GET, ALL_V3, "eip:publicIps:list", this::listV3),
                Route.tenant(Method.GET, ALL_V3 + ONE, "eip:publicIps:get", this::getV3),
                Route.tenant(
                        Method.POST,
                        ALL_V3 + ONE + "/disassociate-instance",
                        "eip:publicIps:disassociateInstance",
                        this::disassociate));
    }

    private Reply create(Call call) {
        NewEip wanted = call.read(EipRequests::create);
        return one(database.write(tx -> shown(tx, eips.create(tx, call.project(), wanted))));
    }

    private Reply get(Call call) {
        return one(database.read(tx -> shown(tx, eips.find(tx, call.project(), id(call)))));
    }

    private Reply list(Call call) {
        var slice = Slice.of(call);
        return Reply.ok(new EipView.Many(database.read(tx -> shown(tx, find(tx, call, slice), EipView::of))));
    }

    private Reply update(Call call) {
        EipRequests.Change change = call.read(body -> body.requiredObject("publicip", EipRequests::change));
        return one(database.write(tx -> {
            Eip eip = eips.rename(tx, call.project(), id(call), change.alias());
            return shown(tx, change.disassociates() ? eips.disassociate(tx, call.project(), eip.id()) : eip);
        }));
    }

    private Reply delete(Call call) {
        database.change(tx -> eips.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private Reply getV3(Call call) {
        return Reply.ok(new EipView.OneV3(
                database.read(tx -> shownV3(tx, eips.find(tx, call.project(), id(call)))), call.requestId()));
    }

    private Reply disassociate(Call call) {
        return Reply.ok(new EipView.OneV3(
                database.write(tx -> shownV3(tx, eips.disassociate(tx, call.project(), id(call)))), call.requestId()));
    }

    private Reply listV3(Call call) {
        var slice = Slice.of(call);
        Page page = slice.page();
        return Reply.ok(database.read(tx -> {
            var part =
                    page.slice(find(tx, call, slice.oneMore()), eip -> eip.id().toString());
            return new EipView.ManyV3(shown(tx, part.items(), EipView.V3::of), part.info(), call.requestId());
        }));
    }

    private static List<Eip> find(Handle tx, Call call, Slice slice) {
        if (asksForWhatNoEipHas(call)) {
            return List.of();
        }
        var filter = new EipFilter(
                parsed(call, "id", EipId::parse),
                parsed(call, "public_ip_address", Ipv4::parse),
                Texts.enterpriseProjectFilter(call));
        return EipTable.list(tx, call.project(), filter, slice);
    }

    /// An EIP has no port, no private address and is never IPv6.
    private static boolean asksForWhatNoEipHas(Call call) {
        return call.query("port_id").isPresent()
                || call.query("private_ip_address").isPresent()
                || call.query("ip_version")
                        .filter(version -> !version.equals("4"))
                        .isPresent();
    }

    private static <T> List<T> parsed(Call call, String name, Function<String, T> parser) {
        return call.queryAll(name).stream()
                .map(value -> Texts.named(name, value, parser))
                .toList();
    }

    private EipView shown(Handle tx, Eip eip) {
        return shown(tx, List.of(eip), EipView::of).getFirst();
    }

    private EipView.V3 shownV3(Handle tx, Eip eip) {
        return shown(tx, List.of(eip), EipView.V3::of).getFirst();
    }

    private static <V> List<V> shown(Handle tx, List<Eip> found, BiFunction<Eip, List<TagView>, V> view) {
        Map<UUID, List<TagView>> tags =
                TagTable.of(tx, found.stream().map(eip -> eip.id().value()).toList());
        return found.stream()
                .map(eip -> view.apply(eip, tags.getOrDefault(eip.id().value(), List.of())))
                .toList();
    }

    private static Reply one(EipView eip) {
        return Reply.ok(new EipView.One(eip));
    }

    private static EipId id(Call call) {
        return call.path(ID, EipId::parse);
    }
}

package dev.causeway.controller.inventory;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ApiWord;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The operations on bandwidths. Each comes and goes with its EIP.
final class BandwidthEndpoints {

    private static final String ALL = "/v1/{project_id}/bandwidths";
    private static final String ID = "bandwidth_id";
    private static final String ONE = ALL + "/{" + ID + "}";

    private final Database database;

    BandwidthEndpoints(Database database) {
        this.database = database;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, ALL, "eip:bandwidths:list", this::list),
                Route.tenant(Method.GET, ONE, "eip:bandwidths:get", this::get),
                Route.tenant(Method.PUT, ONE, "eip:bandwidths:update", this::update));
    }

    private Reply get(Call call) {
        BandwidthId id = id(call);
        return one(database.read(
                tx -> shown(tx, BandwidthTable.find(tx, call.project(), id).orElseThrow(() -> notFound(id)))));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.marked(call);
        Optional<ShareType> shareType = call.query("share_type", text -> ApiWord.parse(ShareType.class, text));
        List<String> enterpriseProjects = EnterpriseProject.filter(call);
        return Reply.ok(new BandwidthView.Many(database.read(tx ->
                shown(tx, page.items(BandwidthTable.list(tx, call.project(), shareType, enterpriseProjects, page))))));
    }

    private Reply update(Call call) {
        BandwidthId id = id(call);
        BandwidthChange change = call.read(body -> body.requiredObject("bandwidth", EipRequests::bandwidthChange));
        return one(database.write(tx ->
                shown(tx, BandwidthTable.update(tx, call.project(), id, change).orElseThrow(() -> notFound(id)))));
    }

    private static BandwidthView shown(Handle tx, Bandwidth bandwidth) {
        return shown(tx, List.of(bandwidth)).getFirst();
    }

    private static List<BandwidthView> shown(Handle tx, List<Bandwidth> found) {
        var members = EipTable.ofBandwidths(
                        tx, found.stream().map(Bandwidth::id).toList())
                .stream()
                .collect(groupingBy(eip -> eip.bandwidth().id()));
        return found.stream()
                .map(bandwidth -> BandwidthView.of(bandwidth, members.getOrDefault(bandwidth.id(), List.of())))
                .toList();
    }

    private static Reply one(BandwidthView bandwidth) {
        return Reply.ok(new BandwidthView.One(bandwidth));
    }

    private static BandwidthId id(Call call) {
        return call.path(ID, BandwidthId::parse);
    }

    private static NotFound notFound(BandwidthId id) {
        return new NotFound("bandwidth %s not found", id);
    }
}

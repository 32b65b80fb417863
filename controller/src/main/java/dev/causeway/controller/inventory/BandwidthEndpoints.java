package dev.causeway.controller.inventory;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
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
import java.util.function.Consumer;

/// The operations on bandwidths. Each comes and goes with its EIP.
final class BandwidthEndpoints {

    private static final String ALL = "/v1/{project_id}/bandwidths";
    private static final String ID = "bandwidth_id";
    private static final String ONE = ALL + "/{" + ID + "}";

    private final Database database;
    private final Eips eips;

    BandwidthEndpoints(Database database, Eips eips) {
        this.database = database;
        this.eips = eips;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, ALL, "eip:bandwidths:list", this::list),
                Route.tenant(Method.GET, ONE, "eip:bandwidths:get", this::get),
                Route.tenant(Method.PUT, ONE, "eip:bandwidths:update", this::update));
    }

    private Reply get(Call call) {
        BandwidthId id = id(call);
        return one(shown(call, id, database::ask));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.marked(call);
        Optional<ShareType> shareType = call.query("share_type", text -> ApiWord.parse(ShareType.class, text));
        List<String> enterpriseProjects = EnterpriseProject.filter(call);
        Select<BandwidthId> which = BandwidthTable.some(call.project(), shareType, enterpriseProjects, page);
        return Reply.ok(new BandwidthView.Many(page.items(shown(which, database::ask))));
    }

    private Reply update(Call call) {
        BandwidthId id = id(call);
        BandwidthChange change = call.read(body -> body.requiredObject("bandwidth", EipRequests::bandwidthChange));
        return one(database.write(tx -> {
            eips.change(tx, call.project(), id, change);
            return shown(call, id, asked -> asked.run(tx));
        }));
    }

    private static BandwidthView shown(Call call, BandwidthId id, Consumer<Pipeline> ask) {
        return shown(BandwidthTable.only(call.project(), id), ask).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("bandwidth %s not found", id));
    }

    /// Bandwidths that a question finds, in the order of their identifiers, as they are shown.
    ///
    /// @param ask gets the questions answered, in a transaction or by themselves
    private static List<BandwidthView> shown(Select<BandwidthId> which, Consumer<Pipeline> ask) {
        var questions = new Pipeline();
        var found = questions.add(BandwidthTable.inOrder(which));
        var members = questions.add(EipTable.ofBandwidths(which));
        ask.accept(questions);
        var byBandwidth = members.list().stream()
                .collect(groupingBy(eip -> eip.bandwidth().id()));
        return found.list().stream()
                .map(bandwidth -> BandwidthView.of(bandwidth, byBandwidth.getOrDefault(bandwidth.id(), List.of())))
                .toList();
    }

    private static Reply one(BandwidthView bandwidth) {
        return Reply.ok(new BandwidthView.One(bandwidth));
    }

    private static BandwidthId id(Call call) {
        return call.path(ID, BandwidthId::parse);
    }
}

package dev.causeway.controller.inventory;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.BandwidthId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The operations on bandwidths: version 1 reads and changes them, version 2 is about those that EIPs share. Both
/// change either kind.
final class BandwidthEndpoints {

    private static final String ALL = "/v1/{project_id}/bandwidths";
    private static final String ID = "bandwidth_id";
    private static final String ONE = ALL + "/{" + ID + "}";

    private static final String ALL_SHARED = "/v2.0/{project_id}/bandwidths";
    private static final String SHARED = ALL_SHARED + "/{" + ID + "}";
    private static final String OBJECT = "bandwidth";

    private static final Parameter<ShareType> SHARE_TYPE = Parameter.word(
            "share_type", "only those of one EIP (PER), or only those that EIPs share (WHOLE)", ShareType.class);

    private final Database database;
    private final Bandwidths bandwidths;

    BandwidthEndpoints(Database database, Bandwidths bandwidths) {
        this.database = database;
        this.bandwidths = bandwidths;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, ALL, "eip:bandwidths:list", this::list)
                        .taking(Paging.BY_IDENTIFIER, SHARE_TYPE, EnterpriseProject.FILTER),
                Route.tenant(Method.GET, ONE, "eip:bandwidths:get", this::get),
                Route.tenant(Method.PUT, ONE, "eip:bandwidths:update", this::update),
                Route.tenant(Method.POST, ALL_SHARED, "vpc:bandwidths:create", this::create),
                Route.tenant(Method.PUT, SHARED, "vpc:bandwidths:update", this::update),
                Route.tenant(Method.DELETE, SHARED, "vpc:bandwidths:delete", this::delete),
                Route.tenant(Method.POST, SHARED + "/insert", "vpc:publicIps:insert", this::insert),
                Route.tenant(Method.POST, SHARED + "/remove", "vpc:publicIps:remove", this::remove));
    }

    private Reply get(Call call) {
        BandwidthId id = id(call);
        return Reply.ok(one(found(call, id, database::ask)));
    }

    private Reply list(Call call) {
        Page<UUID> page = Paging.BY_IDENTIFIER.page(call);
        Optional<ShareType> shareType = call.query(SHARE_TYPE);
        List<String> enterpriseProjects = EnterpriseProject.filter(call);
        Select<BandwidthId> which = BandwidthTable.some(call.project(), shareType, enterpriseProjects, page);
        return Reply.ok(new BandwidthView.Many(page.items(shown(which, database::ask))));
    }

    private Reply update(Call call) {
        BandwidthId id = id(call);
        BandwidthChange change = call.read(BandwidthEndpoints::change);
        return Reply.ok(shown(call, id, tx -> bandwidths.change(tx, call.project(), id, change)));
    }

    private static BandwidthChange change(JsonReader body) {
        var _ = body.optionalObject("extendParam", order -> {
            order.names()
                    .forEach(name ->
                            order.violation(name, "must be left out: bandwidths are not bought by the month or year"));
            return order;
        });
        return body.requiredObject(OBJECT, EipRequests::bandwidthChange);
    }

    private Reply create(Call call) {
        NewBandwidth wanted = call.read(body -> body.requiredObject(OBJECT, EipRequests::newBandwidth));
        return Reply.created(database.write(tx -> {
            BandwidthId id = BandwidthTable.insert(tx, call.project(), wanted);
            return one(found(call, id, asked -> asked.run(tx)));
        }));
    }

    private Reply delete(Call call) {
        database.change(tx -> bandwidths.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private Reply insert(Call call) {
        BandwidthId id = id(call);
        return Reply.ok(call.with(
                OBJECT,
                EipRequests::members,
                eips -> shown(call, id, tx -> bandwidths.insert(tx, call.project(), id, eips))));
    }

    private Reply remove(Call call) {
        BandwidthId id = id(call);
        return call.with(OBJECT, EipRequests::leaving, leaving -> {
            database.change(tx -> bandwidths.remove(tx, call.project(), id, leaving));
            return Reply.noContent();
        });
    }

    /// Changes a bandwidth and shows what has become of it.
    private BandwidthView.One shown(Call call, BandwidthId id, Consumer<Handle> change) {
        return database.write(tx -> {
            change.accept(tx);
            return one(found(call, id, asked -> asked.run(tx)));
        });
    }

    private static BandwidthView found(Call call, BandwidthId id, Consumer<Pipeline> ask) {
        return shown(BandwidthTable.only(call.project(), id), ask).stream()
                .findFirst()
                .orElseThrow(() -> Bandwidths.notFound(id));
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

    private static BandwidthView.One one(BandwidthView bandwidth) {
        return new BandwidthView.One(bandwidth);
    }

    private static BandwidthId id(Call call) {
        return call.path(ID, BandwidthId::parse);
    }
}

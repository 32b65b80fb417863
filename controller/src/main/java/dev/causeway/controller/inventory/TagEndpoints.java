package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.EipId;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The operations on tags of VPCs, subnets and EIPs.
final class TagEndpoints {

    private static final String ID = "resource_id";
    private static final String KEY = "key";
    private static final String ONE = "/{" + KEY + "}";
    private static final String SEVERAL = "/action";

    private final Database database;
    private final Vpcs vpcs;
    private final Subnets subnets;
    private final Eips eips;

    TagEndpoints(Database database, Vpcs vpcs, Subnets subnets, Eips eips) {
        this.database = database;
        this.vpcs = vpcs;
        this.subnets = subnets;
        this.eips = eips;
    }

    /// Looks for a resource that the project must have.
    private interface Locker<I> {

        void lock(Handle tx, ProjectId project, I id);
    }

    /// Resources of one type that have tags.
    ///
    /// @param locker finds one and keeps others from changing its tags, or removing it, until the transaction
    ///     ends; one that is being deleted is not ready
    private record Tagged<I extends ResourceId>(ResourceType type, Function<String, I> parser, Locker<I> locker) {

        I id(Call call) {
            return call.path(ID, parser);
        }

        I lock(Handle tx, Call call) {
            I id = id(call);
            locker.lock(tx, call.project(), id);
            return id;
        }
    }

    private record Listing(List<Tag> tags) {}

    List<Route> routes() {
        return Stream.of(
                        routes("vpc:vpcTags", new Tagged<>(Vpc.TYPE, VpcId::parse, vpcs::lockLiving)),
                        routes("vpc:subnetTags", new Tagged<>(Subnet.TYPE, SubnetId::parse, subnets::lockLiving)),
                        routes("eip:publicIpTags", new Tagged<>(Eip.TYPE, EipId::parse, eips::lock)))
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> routes(String action, Tagged<?> tagged) {
        String path = "/v2.0/{project_id}/" + tagged.type().word() + "/{" + ID + "}/tags";
        return List.of(
                Route.tenant(Method.GET, path, action + ":get", call -> list(call, tagged)),
                Route.tenant(Method.POST, path, action + ":create", call -> act(call, tagged, TagAction::readOne)),
                Route.tenant(
                        Method.DELETE, path + ONE, action + ":delete", call -> remove(call, tagged, call.path(KEY))),
                Route.tenant(
                        Method.POST, path + SEVERAL, action + ":create", call -> act(call, tagged, TagAction::read)),
                // A tag may have the key that is the name of the operation on several.
                Route.tenant(
                        Method.DELETE,
                        path + SEVERAL,
                        action + ":delete",
                        call -> remove(call, tagged, SEVERAL.substring(1))));
    }

    private Reply list(Call call, Tagged<?> tagged) {
        ResourceId id = tagged.id(call);
        return Reply.ok(new Listing(database.first(TagTable.of(tagged.type(), call.project(), id))
                .orElseThrow(() -> new NotFound("%s %s not found", tagged.type().title(), id))));
    }

    private Reply remove(Call call, Tagged<?> tagged, String key) {
        database.change(tx -> {
            if (TagTable.remove(tx, tagged.lock(tx, call), List.of(key)) == 0) {
                throw new NotFound("the resource has no tag of this key");
            }
        });
        return Reply.noContent();
    }

    private Reply act(Call call, Tagged<?> tagged, Function<JsonReader, TagAction> form) {
        TagAction action = call.read(form);
        database.change(tx -> action.applyTo(tx, tagged.type(), call.project(), tagged.lock(tx, call)));
        return Reply.noContent();
    }
}

package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.EipId;
import dev.causeway.model.NotFound;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.UUID;
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

    /// The resource that a call names; its project must have one such.
    private interface Tagged {

        /// Finds it.
        UUID find(Handle tx, Call call);

        /// Finds it and keeps others from changing its tags, or removing it, until the transaction ends. One that is
        /// being deleted is not ready.
        UUID lock(Handle tx, Call call);
    }

    private record OfVpc(Vpcs vpcs) implements Tagged {

        @Override
        public UUID find(Handle tx, Call call) {
            return vpcs.find(tx, call.project(), call.path(ID, VpcId::parse))
                    .id()
                    .value();
        }

        @Override
        public UUID lock(Handle tx, Call call) {
            return vpcs.lockLiving(tx, call.project(), call.path(ID, VpcId::parse))
                    .id()
                    .value();
        }
    }

    private record OfSubnet(Subnets subnets) implements Tagged {

        @Override
        public UUID find(Handle tx, Call call) {
            return subnets.find(tx, call.project(), call.path(ID, SubnetId::parse))
                    .id()
                    .value();
        }

        @Override
        public UUID lock(Handle tx, Call call) {
            return subnets.lockLiving(tx, call.project(), call.path(ID, SubnetId::parse))
                    .id()
                    .value();
        }
    }

    private record OfEip(Eips eips) implements Tagged {

        @Override
        public UUID find(Handle tx, Call call) {
            return eips.find(tx, call.project(), call.path(ID, EipId::parse))
                    .id()
                    .value();
        }

        @Override
        public UUID lock(Handle tx, Call call) {
            return eips.lock(tx, call.project(), call.path(ID, EipId::parse))
                    .id()
                    .value();
        }
    }

    List<Route> routes() {
        return Stream.of(
                        routes("vpcs", "vpc:vpcTags", new OfVpc(vpcs)),
                        routes("subnets", "vpc:subnetTags", new OfSubnet(subnets)),
                        routes("publicips", "eip:publicIpTags", new OfEip(eips)))
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> routes(String collection, String action, Tagged tagged) {
        String path = "/v2.0/{project_id}/" + collection + "/{" + ID + "}/tags";
        return List.of(
                Route.tenant(Method.GET, path, action + ":get", call -> list(call, tagged)),
                Route.tenant(Method.POST, path, action + ":create", call -> add(call, tagged)),
                Route.tenant(
                        Method.DELETE, path + ONE, action + ":delete", call -> remove(call, tagged, call.path(KEY))),
                Route.tenant(Method.POST, path + SEVERAL, action + ":create", call -> act(call, tagged)),
                // A tag may have the key that is the name of the operation on several.
                Route.tenant(
                        Method.DELETE,
                        path + SEVERAL,
                        action + ":delete",
                        call -> remove(call, tagged, SEVERAL.substring(1))));
    }

    private Reply list(Call call, Tagged tagged) {
        return Reply.ok(new TagView.Many(database.read(tx -> TagTable.of(tx, tagged.find(tx, call)))));
    }

    private Reply add(Call call, Tagged tagged) {
        TagAction action = call.read(TagAction::readOne);
        database.change(tx -> action.applyTo(tx, tagged.lock(tx, call)));
        return Reply.noContent();
    }

    private Reply remove(Call call, Tagged tagged, String key) {
        database.change(tx -> {
            if (!TagTable.remove(tx, tagged.lock(tx, call), key)) {
                throw new NotFound("the resource has no tag of this key");
            }
        });
        return Reply.noContent();
    }

    private Reply act(Call call, Tagged tagged) {
        TagAction action = call.read(TagAction::read);
        database.change(tx -> action.applyTo(tx, tagged.lock(tx, call)));
        return Reply.noContent();
    }
}

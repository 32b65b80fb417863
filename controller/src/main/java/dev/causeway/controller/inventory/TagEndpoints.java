package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.EipId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The operations on tags of VPCs, subnets and EIPs.
final class TagEndpoints {

    private static final String ID = "resource_id";

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

    /// Finds the resource that a call names, or fails if its project has none such.
    private interface Tagged {
        UUID find(Handle tx, Call call);
    }

    List<Route> routes() {
        return Stream.of(
                        routes(
                                "vpcs",
                                "vpc:vpcTags",
                                (tx, call) -> vpcs.find(tx, call.project(), call.path(ID, VpcId::parse))
                                        .id()
                                        .value()),
                        routes(
                                "subnets",
                                "vpc:subnetTags",
                                (tx, call) -> subnets.find(tx, call.project(), call.path(ID, SubnetId::parse))
                                        .id()
                                        .value()),
                        routes(
                                "publicips",
                                "eip:publicIpTags",
                                (tx, call) -> eips.find(tx, call.project(), call.path(ID, EipId::parse))
                                        .id()
                                        .value()))
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> routes(String collection, String action, Tagged tagged) {
        String path = "/v2.0/{project_id}/" + collection + "/{" + ID + "}/tags";
        return List.of(
                Route.tenant(Method.GET, path, action + ":get", call -> list(call, tagged)),
                Route.tenant(Method.POST, path + "/action", action + ":create", call -> act(call, tagged)));
    }

    private Reply list(Call call, Tagged tagged) {
        return Reply.ok(new TagView.Many(database.read(tx -> TagTable.of(tx, tagged.find(tx, call)))));
    }

    private Reply act(Call call, Tagged tagged) {
        TagAction action = call.read(TagAction::read);
        database.change(tx -> action.applyTo(tx, tagged.find(tx, call)));
        return Reply.noContent();
    }
}

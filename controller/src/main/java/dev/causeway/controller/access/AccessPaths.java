package dev.causeway.controller.access;

import dev.causeway.controller.web.Call;
import dev.causeway.model.ServerId;

/// Where what belongs to servers is found.
final class AccessPaths {

    static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";

    private static final String SERVER_ID = "vpn_server_id";

    static final String SERVER = GATEWAYS + "/vpn-servers/{" + SERVER_ID + "}";

    private AccessPaths() {}

    static ServerId server(Call call) {
        return call.path(SERVER_ID, ServerId::parse);
    }
}

package dev.causeway.controller.app;

import java.util.Map;

/// The right bodies of operations on what clients connect to.
final class ClientVpnBodies {

    private static final String GATEWAY = "/v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}";
    private static final String STREAMS = "/v2/{project_id}/groups/{log_group_id}/streams";

    private static final String NONE = "134f9fb1-0000-4000-8000-2040a5c13325";

    static final Map<String, String> OF = Map.ofEntries(
            Map.entry("POST /v2/{project_id}/groups", "'log_group_name':'n','ttl_in_days':30"),
            Map.entry("POST /v2/{project_id}/groups/{log_group_id}", "'ttl_in_days':30"),
            Map.entry("POST " + STREAMS, "'log_stream_name':'n'"),
            Map.entry(
                    "POST " + STREAMS + "/{log_stream_id}/content/query",
                    "'start_time':'0','end_time':1700000000000,'limit':10,'line_num':'1','is_desc':true,"
                            + "'keywords':'k'"),
            Map.entry(
                    "PUT " + GATEWAY + "/log-config",
                    "'log_config':{'log_group_id':'" + NONE + "','log_stream_id':'" + NONE + "'}"));

    private ClientVpnBodies() {}
}

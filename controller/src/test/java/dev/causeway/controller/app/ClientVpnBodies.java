package dev.causeway.controller.app;

import java.util.Map;

/// The right bodies of operations on what clients connect to.
final class ClientVpnBodies {

    private static final String GATEWAY = "/v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}";
    private static final String SERVERS = "/v5/{project_id}/p2c-vpn-gateways/vpn-servers";
    private static final String SERVER = SERVERS + "/{vpn_server_id}";
    private static final String STREAMS = "/v2/{project_id}/groups/{log_group_id}/streams";

    private static final String NONE = "134f9fb1-0000-4000-8000-2040a5c13325";

    private static final String USER = """
            'name':'alice','password':'Abcd_1234','description':'d','user_group_id':'{group_id}',
            'static_ip':'disable','user_group_name':'default'""";

    private static final String USERS = "'users':[{'id':'" + NONE + "'}]";
    private static final String USER_GROUP = "'user_group':{'name':'n','description':'d'}";

    private static final String POLICY = """
            'access_policy':{'name':'n','user_group_id':'{group_id}','description':'d',
             'dest_ip_cidrs':['10.0.0.0/16']}""";

    private static final String CLIENT_CA = "'client_ca_certificate':{'name':'n','content':'{other_authority}'}";

    private static final String VPN_SERVER = """
            'vpn_server':{'tunnel_protocol':'SSL','client_cidr':'172.16.0.0/24','local_subnets':['10.0.0.0/16'],
             'client_auth_type':'LOCAL_PASSWORD','dns_servers':['10.0.0.2'],
             'server_certificate':{'id':'{certificate_id}','source':'CCM'},
             'ssl_options':{'protocol':'TCP','port':443,'encryption_algorithm':'AES-128-GCM','is_compressed':false}}""";

    static final Map<String, String> OF = Map.ofEntries(
            Map.entry("POST " + GATEWAY + "/vpn-servers", VPN_SERVER),
            Map.entry("PUT " + SERVER, VPN_SERVER),
            Map.entry("POST " + SERVER + "/client-config/export", "'os_type':'Linux'"),
            Map.entry("POST " + SERVERS + "/client-ca-certificates/check", CLIENT_CA),
            Map.entry("POST " + SERVER + "/client-ca-certificates", CLIENT_CA),
            Map.entry("PUT " + SERVER + "/client-ca-certificates/{client_ca_certificate_id}", CLIENT_CA),
            Map.entry("POST " + SERVER + "/client-crls", "'client_crl':{'name':'n','content':'{crl}'}"),
            Map.entry("POST " + SERVER + "/users", "'user':{" + USER + "}"),
            Map.entry("PUT " + SERVER + "/users/{user_id}", "'user':{" + USER + "}"),
            Map.entry("POST " + SERVER + "/users/batch-create", "'users':[{" + USER + "}]"),
            Map.entry("POST " + SERVER + "/users/batch-delete", USERS),
            Map.entry(
                    "PUT " + SERVER + "/users/{user_id}/password",
                    "'old_password':'Abcd_1234','new_password':'Abcd_1235'"),
            Map.entry("POST " + SERVER + "/users/{user_id}/reset-password", "'new_password':'Abcd_1235'"),
            Map.entry("POST " + SERVER + "/groups", USER_GROUP),
            Map.entry("PUT " + SERVER + "/groups/{group_id}", USER_GROUP),
            Map.entry("POST " + SERVER + "/groups/{group_id}/add-users", USERS),
            Map.entry("POST " + SERVER + "/groups/{group_id}/remove-users", USERS),
            Map.entry("POST " + SERVER + "/access-policies", POLICY),
            Map.entry("PUT " + SERVER + "/access-policies/{policy_id}", POLICY),
            Map.entry(
                    "POST " + SERVER + "/access-policies/simulate",
                    "'user_id':'{client_user_id}','destination':'10.0.0.1'"),
            Map.entry("POST " + GATEWAY + "/connections/{connection_id}/disconnect", ""),
            Map.entry("POST /v2/{project_id}/groups", "'log_group_name':'n','ttl_in_days':30"),
            Map.entry("POST /v2/{project_id}/groups/{log_group_id}", "'ttl_in_days':30"),
            Map.entry("POST " + STREAMS, "'log_stream_name':'n'"),
            Map.entry(
                    "POST " + STREAMS + "/{log_stream_id}/content/query",
                    "'start_time':'0','end_time':1700000000000,'limit':10,'line_num':'1','is_desc':true,"
                            + "'keywords':'k'"),
            Map.entry(
                    "PUT " + GATEWAY + "/log-config",
                    "'log_config':{'log_group_id':'{log_group_id}','log_stream_id':'{log_stream_id}'}"));

    private ClientVpnBodies() {}
}

package dev.causeway.controller.app;

import dev.causeway.controller.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A right body of each operation that takes one, with all members that it knows.
final class RightBodies {

    /// Stands in a body where something odd goes, as a value or as a member's name.
    static final String HERE = "put-it-here";

    private static final String CONNECTION = """
            'name':'n','vgw_id':'{vgw_id}','vgw_ip':'{eip_id}','cgw_id':'{customer_gateway_id}','style':'policy',
            'ha_role':'master','enable_nqa':false,'enable_hub':false,'enable_health_check':false,'psk':'Abcd_1234',
            'peer_subnets':['192.168.44.0/24'],'peer_subnets_v6':[],'policy_rules_v6':[],
            'tunnel_local_address':'169.254.70.1/30','tunnel_peer_address':'169.254.70.2/30',
            'policy_rules':[{'rule_index':1,'source':'10.0.0.0/24','destination':['192.168.44.0/24']}],
            'tags':[{'key':'a','value':'b'}],
            'ikepolicy':{'ike_version':'v1','phase1_negotiation_mode':'main','authentication_method':'pre-share',
             'encryption_algorithm':'aes-256','authentication_algorithm':'sha2-256','dh_group':'group15',
             'lifetime_seconds':86400,'local_id_type':'ip','local_id':'1.2.3.4','peer_id_type':'ip',
             'peer_id':'1.2.3.4','dpd':{'timeout':15,'interval':30,'msg':'seq-hash-notify'}},
            'ipsecpolicy':{'pfs':'group15','lifetime_seconds':3600,'transform_protocol':'esp',
             'encapsulation_mode':'tunnel','encryption_algorithm':'aes-256','authentication_algorithm':'sha2-256'}""";

    private static final String GATEWAY = """
            'name':'n','network_type':'public','attachment_type':'vpc','ip_version':'ipv4','vpc_id':'{vpc_id}',
            'connect_subnet':'{subnet_id}','access_vpc_id':'{vpc_id}','access_subnet_id':'{subnet_id}',
            'er_id':null,'local_subnets':['10.0.0.0/16'],'local_subnets_v6':[],'bgp_asn':64512,
            'flavor':'Professional1','availability_zone_ids':['az1','az2'],'enterprise_project_id':'0',
            'ha_mode':'active-active','tags':[{'key':'a','value':''}],
            'access_private_ip_1':null,'access_private_ip_2':null,
            'eip1':{'type':'5_bgp','charge_mode':'traffic','bandwidth_size':10,'bandwidth_name':'b'},
            'eip2':{'id':'{eip_id}'}""";

    private static final String P2C_GATEWAY = """
            'name':'n','vpc_id':'{vpc_id}','connect_subnet':'{subnet_id}','flavor':'Professional1',
            'availability_zone_ids':['az1','az2'],'max_connection_number':10,'enterprise_project_id':'0',
            'eip':{'type':'5_bgp','charge_mode':'traffic','bandwidth_size':10,'bandwidth_name':'b'},
            'eip_id':'{publicip_id}','tags':[{'key':'a','value':''}]""";

    private static final String CUSTOMER_GATEWAY = """
            'name':'n','id_type':'ip','id_value':'198.51.100.9','ip':'198.51.100.9','bgp_asn':65000,
            'route_mode':'static','tags':[{'key':'a','value':'b'}]""";

    private static final String METRICS = """
            'metrics':[{'namespace':'SYS.VPN','metric_name':'send_rate',
             'dimensions':[{'name':'evpn_connection_id','value':'{vpn_connection_id}'}]}],
            'from':1767225600000,'to':1767229200000,'period':'300','filter':'average'""";

    private static final String VPC = """
            'name':'n','description':'d','cidr':'10.0.0.0/8','enterprise_project_id':'0'""";

    private static final String SUBNET = """
            'name':'n','description':'d','cidr':'10.0.9.0/24','gateway_ip':'10.0.9.1','vpc_id':'{vpc_id}',
            'dhcp_enable':true,'ipv6_enable':false,'primary_dns':'192.0.2.1','secondary_dns':'192.0.2.2',
            'dnsList':['192.0.2.1'],'availability_zone':'az1'""";

    private static final String EIP = """
            'publicip':{'type':'5_bgp','ip_version':4,'alias':'a','description':'d','port_id':'','ip_address':''},
            'bandwidth':{'name':'b','size':8,'share_type':'PER','charge_mode':'traffic'},
            'enterprise_project_id':'0'""";

    private static final String MEMBERS = """
            'bandwidth':{'size':8,'charge_mode':'traffic',
             'publicip_info':[{'publicip_id':'{publicip_id}','publicip_type':'5_bgp'}]}""";

    private static final String LOGIN = """
            'auth':{'identity':{'methods':['password'],'password':{'user':{'id':'{user_id}','name':'main',
             'password':'x','domain':{'id':'d','name':'main'}}},'token':{'id':'x'}},
             'scope':{'project':{'id':'{project_id}','name':'n','domain':{'id':'d','name':'main'}},
              'domain':{'id':'d','name':'main'}}}""";

    private static final String PASSWORD = "'user':{'original_password':'not the right one','password':'another one'}";
    private static final String TAGS = "'action':'create','tags':[{'key':'k','value':'v'}]";
    private static final String LABELS = "'tags':[{'key':'k','value':'v'}]";
    private static final String SEARCH = "'without_any_tag':'false','tags':[{'key':'k','values':['v']}],"
            + "'matches':[{'key':'resource_name','value':'n'}]";
    private static final String TAG = "'tag':{'key':'k','value':'v'}";

    private static final String CERTIFICATE = """
            'name':'own','certificate':'{server_pem}','certificate_chain':'{authority}','private_key':'{server_key}',
            'duplicate_check':true,
            'enterprise_project_id':'0','enc_certificate':'','enc_private_key':''""";

    private static final Map<String, String> OF = Map.ofEntries(
            Map.entry("POST /agent/v1/enrol", "'token':'x.y','request':'x'"),
            Map.entry("POST /admin/v1/orders", "'project_id':'{project_id}','p2c_vpn_gateway':{" + P2C_GATEWAY + "}"),
            Map.entry("POST /admin/v1/p2c-vpn-gateways/{p2c_vgw_id}/freeze", "'frozen_effect':1"),
            Map.entry("POST /admin/v1/p2c-vpn-gateways/{p2c_vgw_id}/unfreeze", "'unread':0"),
            Map.entry("PUT /admin/v1/vpn-gateways/{vgw_id}/nodes/{index}", "'node':{'drained':true}"),
            Map.entry("POST /v3/auth/tokens", LOGIN),
            Map.entry("POST /console/session", LOGIN),
            Map.entry("POST /v3/users/{user_id}/password", PASSWORD),
            Map.entry("POST /console/operator/session", "'name':'operator','password':'not the right one'"),
            Map.entry("PUT /admin/v1/operator/password", "'password':'another one'"),
            Map.entry("POST /v5/{project_id}/vpn-gateways", "'vpn_gateway':{" + GATEWAY + "}"),
            Map.entry(
                    "PUT /v5/{project_id}/vpn-gateways/{vgw_id}",
                    "'vpn_gateway':{" + GATEWAY + ",'eip_id_1':'{eip_id}','eip_id_2':'{eip_id}'}"),
            Map.entry(
                    "POST /v5/{project_id}/vpn-gateways/{vgw_id}/update-specification",
                    "'vpn_gateway':{'flavor':'Professional2'}"),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways", "'p2c_vpn_gateway':{" + P2C_GATEWAY + "}"),
            Map.entry("PUT /v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}", "'p2c_vpn_gateway':{" + P2C_GATEWAY + "}"),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}/upgrade", "'action':'start'"),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways/subscribe/{order_id}", "'unread':0"),
            Map.entry("PUT /v5/{project_id}/p2c-vpn-gateways/update-specification/{order_id}", "'unread':0"),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways/{resource_id}/tags/create", LABELS),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways/{resource_id}/tags/delete", LABELS),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways/resource-instances/filter", SEARCH),
            Map.entry("POST /v5/{project_id}/p2c-vpn-gateways/resource-instances/count", SEARCH),
            Map.entry("POST /v5/{project_id}/customer-gateways", "'customer_gateway':{" + CUSTOMER_GATEWAY + "}"),
            Map.entry(
                    "PUT /v5/{project_id}/customer-gateways/{customer_gateway_id}",
                    "'customer_gateway':{" + CUSTOMER_GATEWAY + "}"),
            Map.entry(
                    "POST /v5/{project_id}/connection-monitors",
                    "'connection_monitor':{'vpn_connection_id':'{vpn_connection_id}'}"),
            Map.entry("POST /v5/{project_id}/vpn-connection", "'vpn_connection':{" + CONNECTION + "}"),
            Map.entry("POST /v5/{project_id}/vpn-connections/batch-create", "'vpn_connections':[{" + CONNECTION + "}]"),
            Map.entry(
                    "PUT /v5/{project_id}/vpn-connection/{vpn_connection_id}", "'vpn_connection':{" + CONNECTION + "}"),
            Map.entry("POST /v5/{project_id}/vpn-connection/{vpn_connection_id}/reset", "'unread':0"),
            Map.entry("POST /v1/{project_id}/vpcs", "'vpc':{" + VPC + "}"),
            Map.entry("PUT /v1/{project_id}/vpcs/{vpc_id}", "'vpc':{" + VPC + "}"),
            Map.entry("POST /v1/{project_id}/subnets", "'subnet':{" + SUBNET + "}"),
            Map.entry("PUT /v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}", "'subnet':{" + SUBNET + "}"),
            Map.entry("POST /v1/{project_id}/publicips", EIP),
            Map.entry("PUT /v1/{project_id}/publicips/{publicip_id}", EIP),
            Map.entry("PUT /v3/{project_id}/eip/publicips/{publicip_id}", EIP),
            Map.entry("POST /v3/{project_id}/eip/publicips/{publicip_id}/disassociate-instance", EIP),
            Map.entry(
                    "PUT /v1/{project_id}/bandwidths/{bandwidth_id}",
                    "'bandwidth':{'name':'b','size':8,'charge_mode':'traffic'}"),
            Map.entry(
                    "POST /v2.0/{project_id}/bandwidths",
                    "'bandwidth':{'name':'b','size':8,'charge_mode':'traffic','bandwidth_type':'share',"
                            + "'public_border_group':'center','enterprise_project_id':'0'}"),
            Map.entry(
                    "PUT /v2.0/{project_id}/bandwidths/{bandwidth_id}",
                    "'bandwidth':{'name':'b','size':8,'charge_mode':'traffic'},'extendParam':{}"),
            Map.entry("POST /v2.0/{project_id}/bandwidths/{bandwidth_id}/insert", MEMBERS),
            Map.entry("POST /v2.0/{project_id}/bandwidths/{bandwidth_id}/remove", MEMBERS),
            Map.entry("POST /v3/scm/certificates/import", CERTIFICATE),
            Map.entry("POST /v5/{project_id}/vpn-gateway/{resource_id}/tags/create", LABELS),
            Map.entry("POST /v5/{project_id}/vpn-gateway/{resource_id}/tags/delete", LABELS),
            Map.entry("POST /v5/{project_id}/vpn-gateway/resource-instances/filter", SEARCH),
            Map.entry("POST /V1.0/{project_id}/batch-query-metric-data", METRICS),
            Map.entry("POST /v5/{project_id}/vpn-gateway/resource-instances/count", SEARCH),
            Map.entry("POST /v5/{project_id}/customer-gateway/{resource_id}/tags/create", LABELS),
            Map.entry("POST /v5/{project_id}/customer-gateway/{resource_id}/tags/delete", LABELS),
            Map.entry("POST /v5/{project_id}/customer-gateway/resource-instances/filter", SEARCH),
            Map.entry("POST /v5/{project_id}/customer-gateway/resource-instances/count", SEARCH),
            Map.entry("POST /v5/{project_id}/vpn-connection/{resource_id}/tags/create", LABELS),
            Map.entry("POST /v5/{project_id}/vpn-connection/{resource_id}/tags/delete", LABELS),
            Map.entry("POST /v5/{project_id}/vpn-connection/resource-instances/filter", SEARCH),
            Map.entry("POST /v5/{project_id}/vpn-connection/resource-instances/count", SEARCH),
            Map.entry("POST /v5/{project_id}/{resource_type}/{resource_id}/tags/create", LABELS),
            Map.entry("POST /v5/{project_id}/{resource_type}/{resource_id}/tags/delete", LABELS),
            Map.entry("POST /v5/{project_id}/{resource_type}/resource-instances/filter", SEARCH),
            Map.entry("POST /v5/{project_id}/{resource_type}/resource-instances/count", SEARCH),
            Map.entry("POST /v2.0/{project_id}/vpcs/{resource_id}/tags/action", TAGS),
            Map.entry("POST /v2.0/{project_id}/subnets/{resource_id}/tags/action", TAGS),
            Map.entry("POST /v2.0/{project_id}/publicips/{resource_id}/tags/action", TAGS),
            Map.entry("POST /v2.0/{project_id}/vpcs/{resource_id}/tags", TAG),
            Map.entry("POST /v2.0/{project_id}/subnets/{resource_id}/tags", TAG),
            Map.entry("POST /v2.0/{project_id}/publicips/{resource_id}/tags", TAG));

    private RightBodies() {}

    static String of(String operation) {
        String body = OF.getOrDefault(operation, ClientVpnBodies.OF.get(operation));
        if (body == null) {
            throw new AssertionError("add a body of " + operation + " here");
        }
        return "{" + body.replace('\'', '"') + "}";
    }

    /// The bodies that have one value, or one further member, in each place that there is.
    static List<String> withAPlaceForSomethingOdd(String operation) {
        List<String> bodies = new ArrayList<>();
        JsonNode body = Json.read(of(operation).getBytes(StandardCharsets.UTF_8));
        collect(body, body, bodies);
        return bodies;
    }

    private static void collect(JsonNode root, JsonNode node, List<String> bodies) {
        switch (node) {
            case ObjectNode object -> {
                object.put(HERE, 1);
                bodies.add(root.toString());
                object.remove(HERE);
                for (String name : List.copyOf(object.propertyNames())) {
                    JsonNode value = object.get(name);
                    object.put(name, HERE);
                    bodies.add(root.toString());
                    object.set(name, value);
                    collect(root, value, bodies);
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    JsonNode value = array.get(i);
                    array.set(i, HERE);
                    bodies.add(root.toString());
                    array.set(i, value);
                    collect(root, value, bodies);
                }
            }
            default -> {
                // Replaced where it stands.
            }
        }
    }
}

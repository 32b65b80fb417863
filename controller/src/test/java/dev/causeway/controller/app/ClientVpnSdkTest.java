package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.utils.JsonUtils;
import dev.causeway.controller.certificates.Draft;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.TunnelReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every operation of point-to-cloud VPN that the official SDK has, called by it at the whole service, and what
/// it lacks by its core. Each member of its answers is read.
class ClientVpnSdkTest {

    private static final List<String> CLIENT_VPN = List.of("/p2c-vpn-gateways", "/vpn-servers");
    private static final Pattern NAME = Pattern.compile("\\{([a-z0-9_]+)}");
    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";

    /// What the SDK can read and no answer has, and why.
    private static final Map<String, String> NEVER_RETURNED = Map.of(
            "ResponseEipInfo.ip_billing_info", "nothing is bought by the month or year here",
            "ResponseEipInfo.bandwidth_billing_info", "nothing is bought by the month or year here");

    private final Map<String, String> ids = new HashMap<>();
    private WholeService service;
    private SdkCalls sdk;

    @Test
    void everyOperationIsCalledAndEveryMemberIsReturned(@TempDir Path folder) throws Exception {
        try (var started = new WholeService(folder)) {
            service = started;
            sdk = new SdkCalls(service, CLIENT_VPN);
            gateways();
            servers();
            users();
            groupsAndPolicies();
            connections();
            logs();
            clientCas();
            upgrades();
            end();
            assertThat(sdk.called()).isEqualTo(sdk.operations());
            assertThat(sdk.neverReturned()).isEqualTo(NEVER_RETURNED.keySet());
        }
    }

    /// Puts what is known in the place of its name.
    private String filled(String text) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(ids.getOrDefault(name.group(1), name.group())));
    }

    private JsonNode call(String operation, String request) {
        ids.put("token", UUID.randomUUID().toString());
        return sdk.call(operation, filled(request));
    }

    private JsonNode signed(HttpMethod method, String path, String body) {
        return sdk.signed(method, filled(path), filled(body));
    }

    private void keep(String name, JsonNode answer, String pointer) {
        assertThat(answer.at(pointer).isString()).as("%s", answer).isTrue();
        ids.put(name, answer.at(pointer).stringValue());
    }

    private void follow() throws Exception {
        service.host.obey(TunnelReport.State.DOWN);
    }

    private void gateways() throws Exception {
        keep("vpc", signed(HttpMethod.POST, "/v1/{project_id}/vpcs", """
                {'vpc': {'name': 'v', 'cidr': '10.0.0.0/16'}}"""), "/vpc/id");
        keep("subnet", signed(HttpMethod.POST, "/v1/{project_id}/subnets", """
                {'subnet': {'name': 's', 'cidr': '10.0.1.0/24', 'gateway_ip': '10.0.1.1', 'vpc_id': '{vpc}'}}"""), "/subnet/id");
        keep("gateway", gateway(), "/p2c_vpn_gateway/id");
        keep("other", gateway(), "/p2c_vpn_gateway/id");
        follow();
        JsonNode shown = call("ShowP2cVgw", "{'p2c_vgw_id': '{gateway}'}").get("p2c_vpn_gateway");
        assertThat(shown.get("status").stringValue()).isEqualTo("ACTIVE");
        ids.put("eip", shown.at("/eip/id").stringValue());
        assertThat(call("UpdateP2cVgw", """
                {'p2c_vgw_id': '{gateway}',
                 'body': {'p2c_vpn_gateway': {'name': 'renamed', 'eip_id': '{eip}'}}}""").at("/p2c_vpn_gateway/id").stringValue())
                .isEqualTo(ids.get("gateway"));
        assertThat(call("ListP2cVgws", "{}").get("total_count").intValue()).isEqualTo(2);
        assertThat(call("ListP2cVgwAvailabilityZones", "{'flavor': 'Professional1'}")
                        .get("availability_zones"))
                .hasSize(2);
    }

    private JsonNode gateway() {
        return signed(HttpMethod.POST, GATEWAYS, """
                {'p2c_vpn_gateway': {'name': 'n', 'vpc_id': '{vpc}', 'connect_subnet': '{subnet}',
                 'flavor': 'Professional1', 'availability_zone_ids': ['az1', 'az2'], 'max_connection_number': 10,
                 'eip': {'type': '5_bgp', 'charge_mode': 'traffic', 'bandwidth_size': 5, 'bandwidth_name': 'b'},
                 'tags': [{'key': 'k', 'value': 'v'}]}}""");
    }

    private void servers() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made own = Draft.server("CN=vpn.example.com").signedBy(root);
        ids.put("authority", JsonUtils.toJSON(root.pem()));
        keep(
                "certificate",
                sdk.signed(HttpMethod.POST, "/v3/scm/certificates/import", """
                {"name": "own", "certificate": %s, "private_key": %s, "certificate_chain": %s}""".formatted(
                        JsonUtils.toJSON(own.pem()), JsonUtils.toJSON(own.keyPem()), JsonUtils.toJSON(root.pem()))),
                "/certificate_id");
        keep("server", signed(HttpMethod.POST, GATEWAYS + "/{gateway}/vpn-servers", """
                {'vpn_server': {'client_cidr': '172.16.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                 'dns_servers': ['10.0.0.2'], 'client_auth_type': 'LOCAL_PASSWORD',
                 'server_certificate': {'source': 'SERVICE_SIGN'}}}"""), "/vpn_server/id");
        keep("cert_server", call("CreateVpnServer", """
                {'p2c_vgw_id': '{other}', 'X-Client-Token': '{token}', 'body': {'vpn_server': {
                 'tunnel_protocol': 'SSL', 'client_cidr': '172.17.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                 'client_auth_type': 'CERT', 'server_certificate': {'id': '{certificate}'},
                 'client_ca_certificates': [{'name': 'ca', 'content': {authority}}],
                 'ssl_options': {'protocol': 'TCP', 'port': 1194, 'encryption_algorithm': 'AES-256-GCM',
                  'is_compressed': false}}}}"""), "/vpn_server/id");
        follow();
        JsonNode server =
                call("ListVpnServersByVgw", "{'p2c_vgw_id': '{other}'}").at("/vpn_servers/0");
        assertThat(server.get("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(server.at("/server_certificate/id").stringValue()).isEqualTo(ids.get("certificate"));
        assertThat(call("ListVpnServersByProject", "{}").get("vpn_servers")).hasSize(2);
        call("UpdateVpnServer", """
                {'vpn_server_id': '{server}', 'body': {'vpn_server': {'local_subnets': ['10.0.0.0/17']}}}""");
        follow();
        assertThat(call("ExportClientConfig", "{'vpn_server_id': '{server}', 'body': {'os_type': 'Linux'}}")
                        .get("client_config")
                        .stringValue())
                .contains("remote 203.0.113.");
    }

    private void users() {
        keep("group", call("CreateVpnUserGroup", """
                {'vpn_server_id': '{server}', 'X-Client-Token': '{token}',
                 'body': {'user_group': {'name': 'staff', 'description': 'd'}}}"""), "/user_group/id");
        keep("user", call("CreateVpnUser", """
                {'vpn_server_id': '{server}', 'X-Client-Token': '{token}', 'body': {'user': {'name': 'alice',
                 'password': 'Abcd_1234', 'description': 'd', 'user_group_id': '{group}'}}}"""), "/user/id");
        call("UpdateVpnUser", """
                {'vpn_server_id': '{server}', 'user_id': '{user}', 'body': {'user': {'description': 'e'}}}""");
        JsonNode changed = signed(HttpMethod.PUT, GATEWAYS + "/vpn-servers/{server}/users/{user}", """
                {'user': {'static_ip': '172.16.0.5'}}""");
        assertThat(changed.at("/user/static_ip").stringValue()).isEqualTo("172.16.0.5");
        assertThat(call("ShowVpnUser", "{'vpn_server_id': '{server}', 'user_id': '{user}'}")
                        .at("/user/static_ip")
                        .stringValue())
                .isEqualTo("172.16.0.5");
        call("UpdateVpnUserPassword", """
                {'vpn_server_id': '{server}', 'user_id': '{user}',
                 'body': {'old_password': 'Abcd_1234', 'new_password': 'Abcd_1235'}}""");
        call("ResetVpnUserPassword", """
                {'vpn_server_id': '{server}', 'user_id': '{user}', 'body': {'new_password': 'Abcd_1236'}}""");
        String batch = """
                {'vpn_server_id': '{server}', 'body': {'users': [{'name': 'bobby', 'password': 'Abcd_1234',
                 'description': 'd', 'user_group_name': 'staff', 'static_ip': 'disable'}]}}""";
        call("BatchCreateVpnUsers", batch);
        assertThat(call("BatchCreateVpnUsers", batch).get("invalid_users")).hasSize(1);
        JsonNode listed = call("ListVpnUsers", "{'vpn_server_id': '{server}', 'limit': 1}");
        assertThat(listed.get("users")).hasSize(1);
        ids.put("bobby", listed.at("/users/0/id").stringValue());
        call("BatchDeleteVpnUsers", "{'vpn_server_id': '{server}', 'body': {'users': [{'id': '{bobby}'}]}}");
    }

    private void groupsAndPolicies() {
        call("RemoveVpnUsersFromGroup", """
                {'vpn_server_id': '{server}', 'group_id': '{group}', 'body': {'users': [{'id': '{user}'}]}}""");
        call("AddVpnUsersToGroup", """
                {'vpn_server_id': '{server}', 'group_id': '{group}', 'body': {'users': [{'id': '{user}'}]}}""");
        call("UpdateVpnUserGroup", """
                {'vpn_server_id': '{server}', 'group_id': '{group}', 'body': {'user_group': {'name': 'crew'}}}""");
        assertThat(call("ShowVpnUserGroup", "{'vpn_server_id': '{server}', 'group_id': '{group}'}")
                        .at("/user_group/name")
                        .stringValue())
                .isEqualTo("crew");
        JsonNode groups = call("ListVpnUserGroups", "{'vpn_server_id': '{server}', 'limit': 1}");
        assertThat(groups.at("/page_info/next_marker").isString()).isTrue();
        assertThat(call("ListVpnUsersInGroup", "{'vpn_server_id': '{server}', 'group_id': '{group}'}")
                        .get("users"))
                .hasSize(1);
        keep("policy", call("CreateVpnAccessPolicy", """
                {'vpn_server_id': '{server}', 'X-Client-Token': '{token}', 'body': {'access_policy': {'name': 'p',
                 'user_group_id': '{group}', 'description': 'd', 'dest_ip_cidrs': ['10.0.1.0/24']}}}"""), "/access_policy/id");
        call("UpdateVpnAccessPolicy", """
                {'vpn_server_id': '{server}', 'policy_id': '{policy}',
                 'body': {'access_policy': {'dest_ip_cidrs': ['10.0.2.0/24']}}}""");
        assertThat(call("ShowVpnAccessPolicy", "{'vpn_server_id': '{server}', 'policy_id': '{policy}'}")
                        .at("/access_policy/dest_ip_cidrs/0")
                        .stringValue())
                .isEqualTo("10.0.2.0/24");
        assertThat(call("ListVpnAccessPolicies", "{'vpn_server_id': '{server}'}")
                        .get("access_policies"))
                .hasSize(1);
        assertThat(signed(HttpMethod.POST, GATEWAYS + "/vpn-servers/{server}/access-policies/simulate", """
                {'user_id': '{user}', 'destination': '10.0.2.7'}""")
                        .get("allowed")
                        .booleanValue())
                .isTrue();
    }

    private void connections() throws Exception {
        follow();
        var server = ServerId.parse(ids.get("server"));
        var session = new SessionReport(
                SessionId.random(),
                server,
                service.host.nodes().stream()
                        .filter(node -> node.gateway().toString().equals(ids.get("gateway")))
                        .findFirst()
                        .orElseThrow()
                        .node(),
                Optional.of(ClientUserId.parse(ids.get("user"))),
                "alice",
                Ipv4.parse("198.51.100.7"),
                50_000,
                Ipv4.parse("172.16.0.5"),
                Instant.now(),
                new SessionReport.Counters(7, 8, 9, 10),
                Instant.now());
        service.host.tells(session);
        follow();
        ids.put("connection", session.session().toString());
        JsonNode listed = call("ListP2cVgwConnections", "{'p2c_vgw_id': '{gateway}', 'limit': 100, 'offset': 0}");
        assertThat(listed.at("/connections/0/inbound_packets").intValue()).isEqualTo(7);
        call("DeleteP2cVgwConnection", "{'p2c_vgw_id': '{gateway}', 'connection_id': '{connection}'}");
    }

    private void logs() {
        keep("log_group", signed(HttpMethod.POST, "/v2/{project_id}/groups", """
                {'log_group_name': 'vpn', 'ttl_in_days': 30}"""), "/log_group_id");
        keep(
                "log_stream",
                signed(HttpMethod.POST, "/v2/{project_id}/groups/{log_group}/streams", """
                {'log_stream_name': 'clients'}"""),
                "/log_stream_id");
        call("UpdateVpnConnectionsLogConfig", """
                {'p2c_vgw_id': '{gateway}',
                 'body': {'log_config': {'log_group_id': '{log_group}', 'log_stream_id': '{log_stream}'}}}""");
        assertThat(call("ShowVpnConnectionsLogConfig", "{'p2c_vgw_id': '{gateway}'}")
                        .at("/log_config/log_stream_id")
                        .stringValue())
                .isEqualTo(ids.get("log_stream"));
        call("DeleteVpnConnectionsLogConfig", "{'p2c_vgw_id': '{gateway}'}");
    }

    private void clientCas() throws Exception {
        ids.put(
                "second_authority",
                JsonUtils.toJSON(Draft.authority("CN=second").signedByItself().pem()));
        String body = "'body': {'client_ca_certificate': {'name': 'second', 'content': {second_authority}}}}";
        assertThat(call("CheckClientCaCertificate", "{" + body).get("subject").stringValue())
                .isEqualTo("CN=second");
        keep(
                "ca",
                call("ImportClientCa", "{'vpn_server_id': '{cert_server}', 'X-Client-Token': '{token}', " + body),
                "/client_ca_certificate/id");
        String one = "{'vpn_server_id': '{cert_server}', 'client_ca_certificate_id': '{ca}'";
        call("UpdateClientCa", one + ", 'body': {'client_ca_certificate': {'name': 'renamed'}}}");
        assertThat(call("ShowClientCa", one + "}")
                        .at("/client_ca_certificate/name")
                        .stringValue())
                .isEqualTo("renamed");
        call("DeleteClientCa", one + "}");
    }

    /// None of this is in the SDK.
    private void upgrades() {
        assertThat(call("ListP2cVgws", "{'enterprise_project_id': ['0']}")
                        .at("/p2c_vpn_gateways/0/version")
                        .stringValue())
                .isEqualTo("2.6.14");
        assertThat(signed(HttpMethod.GET, GATEWAYS + "/jobs", "").get("jobs")).isEmpty();
        assertThatThrownBy(() -> signed(HttpMethod.POST, GATEWAYS + "/{gateway}/upgrade", "{'action': 'start'}"))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        e -> assertThat(e.getErrorMsg()).contains("already new version"));
        assertThatThrownBy(() -> signed(HttpMethod.DELETE, GATEWAYS + "/jobs/00000000-0000-4000-8000-000000000001", ""))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        e -> assertThat(e.getHttpStatusCode()).isEqualTo(404));
    }

    private void end() throws Exception {
        call("DeleteVpnAccessPolicy", "{'vpn_server_id': '{server}', 'policy_id': '{policy}'}");
        call("DeleteVpnUserGroup", "{'vpn_server_id': '{server}', 'group_id': '{group}'}");
        call("DeleteVpnUser", "{'vpn_server_id': '{server}', 'user_id': '{user}'}");
        signed(HttpMethod.DELETE, GATEWAYS + "/{gateway}", "");
        signed(HttpMethod.DELETE, GATEWAYS + "/{other}", "");
        follow();
        assertThat(call("ListP2cVgws", "{}").get("p2c_vpn_gateways")).isEmpty();
    }
}

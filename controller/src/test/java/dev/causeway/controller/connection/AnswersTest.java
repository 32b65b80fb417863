package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The members of the answers, operation by operation: what clients of this API read.
class AnswersTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");
    private static final String CUSTOMER = LAB.customerGateway("203.0.113.5");

    private static final String IN_EVERY_GATEWAY =
            "id name network_type attachment_type ip_version vpc_id local_subnets"
                    + " connect_subnet bgp_asn flavor connection_number used_connection_number used_connection_group"
                    + " enterprise_project_id access_vpc_id access_subnet_id ha_mode tags ";

    private static final String OF_A_WORKING_GATEWAY =
            "availability_zone_ids eip1 eip2 master_eip slave_eip created_at" + " updated_at ";

    private static final String IN_EVERY_CONNECTION = "id name vgw_id vgw_ip style cgw_id peer_subnets"
            + " tunnel_local_address tunnel_peer_address policy_rules ikepolicy ipsecpolicy created_at updated_at"
            + " enterprise_project_id ha_role tags policy_rules_v6 eip_id type ";

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static void members(JsonNode object, String names) {
        assertThat(new TreeSet<>(object.propertyNames()))
                .isEqualTo(new TreeSet<>(Set.of(names.strip().split(" +"))));
    }

    @Test
    void ofGateways() {
        String path = "/vpn-gateways/" + SITE.gateway();
        JsonNode got = LAB.done(200, "GET", path, "");
        members(got, "vpn_gateway request_id");
        members(
                got.get("vpn_gateway"),
                IN_EVERY_GATEWAY
                        + OF_A_WORKING_GATEWAY
                        + "status status_changed_at nodes applied_at public_border_group supported_flavors supported_features upgrade_info");
        members(
                got.at("/vpn_gateway/eip1"),
                "id ip_version type ip_address charge_mode bandwidth_id bandwidth_size bandwidth_name share_type");
        assertThat(got.at("/vpn_gateway/eip1/ip_version").isInt()).isTrue();
        members(got.at("/vpn_gateway/nodes/0"), "id zone ip status");
        assertThat(got.at("/vpn_gateway/nodes/1/ip")).isEqualTo(got.at("/vpn_gateway/eip2/ip_address"));
        assertThat(got.at("/vpn_gateway/nodes/1/status").stringValue()).isEqualTo("ACTIVE");
        JsonNode listed = LAB.done(200, "GET", "/vpn-gateways", "");
        members(listed, "vpn_gateways request_id");
        assertThat(listed.at("/vpn_gateways/0/nodes")).isEqualTo(got.at("/vpn_gateway/nodes"));
        assertThat(listed.at("/vpn_gateways/0").propertyNames())
                .isEqualTo(got.get("vpn_gateway").propertyNames());
        JsonNode updated = LAB.done(200, "PUT", path, """
                {"vpn_gateway": {"name": "vpngw-4321", "local_subnets": ["10.0.0.0/16"], "eip_id_1": "%s",
                  "eip_id_2": "%s"}}""".formatted(SITE.eip1(), SITE.eip2()));
        members(updated.get("vpn_gateway"), IN_EVERY_GATEWAY + OF_A_WORKING_GATEWAY);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
    }

    @Test
    void ofANewGateway() {
        var vpc = LAB.vpc("172.16.0.0/16");
        JsonNode made = LAB.done(201, "POST", "/vpn-gateways", """
                {"vpn_gateway": {"vpc_id": "%s", "local_subnets": ["192.168.0.0/24", "192.168.1.0/24"],
                  "connect_subnet": "%s", "eip1": {"id": "%s"}, "eip2": {"id": "%s"}}}""".formatted(
                        vpc, LAB.subnet(vpc, "172.16.1.0/24"), LAB.eip(), LAB.eip()));
        members(made.get("vpn_gateway"), IN_EVERY_GATEWAY);
    }

    @Test
    void ofCustomerGateways() {
        String path = "/customer-gateways/" + CUSTOMER;
        String names = "id name id_type id_value ip route_mode tags created_at updated_at";
        JsonNode got = LAB.done(200, "GET", path, "");
        members(got, "customer_gateway request_id");
        members(got.get("customer_gateway"), names);
        JsonNode listed = LAB.done(200, "GET", "/customer-gateways?limit=1", "");
        members(listed, "customer_gateways total_count page_info request_id");
        members(listed.at("/customer_gateways/0"), names);
    }

    @Test
    void ofStaticConnections() {
        String body = TestCloud.connection(SITE, SITE.eip1(), LAB.customerGateway("203.0.113.6"), TestCloud.USUAL);
        JsonNode made = LAB.done(201, "POST", "/vpn-connection", body).get("vpn_connection");
        members(made, IN_EVERY_CONNECTION + "enable_nqa enable_health_check route_mode");
        members(
                made.get("ikepolicy"),
                "ike_version authentication_algorithm encryption_algorithm dh_group authentication_method"
                        + " lifetime_seconds local_id_type local_id peer_id_type peer_id dpd");
        members(made.at("/ikepolicy/dpd"), "timeout interval msg");
        members(
                made.get("ipsecpolicy"),
                "authentication_algorithm encryption_algorithm pfs transform_protocol lifetime_seconds"
                        + " encapsulation_mode");
        String path = "/vpn-connection/" + made.get("id").stringValue();
        members(
                LAB.done(200, "GET", path, "").get("vpn_connection"),
                IN_EVERY_CONNECTION + "enable_nqa route_mode status status_changed_at status_cause");
        JsonNode listed = LAB.done(200, "GET", "/vpn-connection", "");
        members(listed, "vpn_connections page_info request_id total_count");
        members(LAB.done(200, "GET", path + "/log", ""), "logs position request_id");
        JsonNode v1 = LAB.done(200, "PUT", path, """
                        {"vpn_connection": {"ikepolicy": {"ike_version": "v1",
                          "phase1_negotiation_mode": "aggressive"}}}""").get("vpn_connection");
        assertThat(v1.at("/ikepolicy/phase1_negotiation_mode").stringValue()).isEqualTo("aggressive");
    }

    @Test
    void ofPolicyConnections() {
        JsonNode made = LAB.done(
                        201,
                        "POST",
                        "/vpn-connection",
                        TestCloud.connection(SITE, SITE.eip2(), LAB.customerGateway("203.0.113.7"), """
                                "style": "policy", "peer_subnets": ["192.168.44.0/24"], "psk": "Abcd_1234",
                                "policy_rules": [{"source": "10.0.0.0/24", "destination": ["192.168.0.0/24"]}],"""))
                .get("vpn_connection");
        members(made, IN_EVERY_CONNECTION + "enable_health_check");
        members(made.at("/policy_rules/0"), "rule_index source destination");
        assertThat(made.at("/policy_rules/0/rule_index").intValue()).isEqualTo(1);
    }

    @Test
    void ofConnectionsByBgp() {
        JsonNode made = LAB.done(
                        201,
                        "POST",
                        "/vpn-connection",
                        TestCloud.connection(
                                SITE, SITE.eip2(), LAB.customerGateway("203.0.113.8", 65000), TestCloud.BY_BGP))
                .get("vpn_connection");
        members(made, IN_EVERY_CONNECTION + "enable_hub enable_health_check route_mode");
        String path = "/vpn-connection/" + made.get("id").stringValue();
        members(
                LAB.done(200, "GET", path, "").get("vpn_connection"),
                IN_EVERY_CONNECTION + "enable_hub route_mode status status_changed_at status_cause");
        members(LAB.done(200, "POST", path + "/reset", ""), "request_id");
    }

    @Test
    void ofWhatHasNotChanged() {
        LAB.agent.work();
        for (String path : List.of("/vpn-connection", "/vpn-gateways", "/customer-gateways/" + CUSTOMER)) {
            String tag = tag(LAB.call("GET", path, ""));
            TestApi.Answer again = LAB.callWith("If-None-Match", "\"x\", " + tag, "GET", path, "");
            assertThat(again.status()).as(path).isEqualTo(304);
            assertThat(again.response().body()).isEmpty();
            assertThat(tag(again)).isEqualTo(tag);
            assertThat(LAB.callWith("If-None-Match", "\"x\"", "GET", path, "").status())
                    .isEqualTo(200);
        }
        String path = "/customer-gateways/" + CUSTOMER;
        String before = tag(LAB.call("GET", path, ""));
        LAB.done(200, "PUT", path, "{\"customer_gateway\": {\"name\": \"another\"}}");
        TestApi.Answer after = LAB.callWith("If-None-Match", before, "GET", path, "");
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.body().at("/customer_gateway/name").stringValue()).isEqualTo("another");
        assertThat(tag(after)).isNotEqualTo(before);
        TestApi.Answer missing = LAB.callWith("If-None-Match", "*", "GET", "/vpn-connection/no-id", "");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.response().headers().firstValue("ETag")).isEmpty();
    }

    private static String tag(TestApi.Answer answer) {
        return answer.response().headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void ofRefusals() {
        JsonNode refused = LAB.call("GET", "/vpn-connection/no-id", "").body();
        members(refused, "error_code error_msg request_id violations");
        var unknown = LAB.call("GET", "/vpn-connection/98c5af8a-demo-a8df-va86-ae2280a6f4c3", "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.response().headers().firstValue("X-Request-Id"))
                .contains(unknown.body().get("request_id").stringValue());
    }
}

package dev.causeway.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.EipId;
import dev.causeway.model.VpcId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Lists are restricted to what has a part in its name.
class NamesInListsTest {

    private static final TestCloud LAB = new TestCloud();
    private static final String CUSTOMERS = "/v5/" + LAB.project + "/customer-gateways";

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static JsonNode list(String path) {
        TestApi.Answer answer = LAB.callAt("GET", path, "");
        assertThat(answer.status()).as("%s %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void customer(String name) {
        LAB.done(201, "POST", "/customer-gateways", """
                {"customer_gateway": {"name": "%s", "id_value": "198.51.100.2"}}""".formatted(name));
    }

    private static List<String> names(JsonNode list) {
        return list.get("customer_gateways")
                .valueStream()
                .map(one -> one.get("name").stringValue())
                .toList();
    }

    @Test
    void byAPartWhateverItsCaseAndPageByPage() {
        List.of("Paris-1", "oslo", "paris-2", "near.PARIS").forEach(NamesInListsTest::customer);
        String paris = CUSTOMERS + "?name_contains=pArIs&limit=2";
        JsonNode first = list(paris);
        assertThat(names(first)).containsExactly("near.PARIS", "paris-2");
        assertThat(first.get("total_count").intValue()).isEqualTo(3);
        String marker = first.at("/page_info/next_marker").stringValue();
        JsonNode second = list(paris + "&marker=" + marker);
        assertThat(names(second)).containsExactly("Paris-1");
        assertThat(second.at("/page_info").has("next_marker")).isFalse();
        assertThat(names(list(CUSTOMERS + "?name_contains=nowhere"))).isEmpty();
    }

    @Test
    void noCharacterStandsForOthers() {
        List.of("rome_1", "romeX1").forEach(NamesInListsTest::customer);
        assertThat(names(list(CUSTOMERS + "?name_contains=rome_1"))).containsExactly("rome_1");
        assertThat(names(list(CUSTOMERS + "?name_contains=%25"))).isEmpty();
        assertThat(names(list(CUSTOMERS + "?name_contains=%5C"))).isEmpty();
        assertThat(names(list(CUSTOMERS + "?name_contains=rome%27"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678901234567890123456789012345678901234567890123456789012345"})
    void aPartHasOneTo64Characters(String part) {
        TestApi.Answer refused = LAB.callAt("GET", CUSTOMERS + "?name_contains=" + part, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/violations/0/path").stringValue()).isEqualTo("name_contains");
        assertThat(names(list(CUSTOMERS + "?name_contains=" + "x".repeat(64)))).isEmpty();
    }

    /// The list has one thing whose name has the part, and none whose name has another.
    private static void isRestricted(String path, String list, String part) {
        assertThat(list(path + "?name_contains=" + part).get(list).size())
                .as(path)
                .isOne();
        assertThat(list(path + "?name_contains=zz-" + part).get(list).size())
                .as(path)
                .isZero();
    }

    @Test
    void allListsOfWhatLeadsToCustomersDo() {
        TestCloud.Site site = LAB.gateway("\"name\": \"gateway-42\",");
        LAB.gateway("");
        String v5 = "/v5/" + LAB.project;
        isRestricted(v5 + "/vpn-gateways", "vpn_gateways", "EWAY-42");
        LAB.connect(site, site.eip1(), LAB.customerGateway("198.51.100.3"), TestCloud.USUAL);
        LAB.connect(
                site,
                site.eip1(),
                LAB.customerGateway("198.51.100.4"),
                TestCloud.USUAL.replace("44.0", "45.0") + "\"name\": \"Site_7\", \"enable_health_check\": true,");
        isRestricted(v5 + "/vpn-connection", "vpn_connections", "site_");
        isRestricted(v5 + "/connection-monitors", "connection_monitors", "site_");
    }

    @Test
    void allListsOfWhatServesClientsDo() {
        String v5 = "/v5/" + LAB.project;
        String all = v5 + "/p2c-vpn-gateways";
        String servers = all + "/vpn-servers/" + server(all);
        isRestricted(all, "p2c_vpn_gateways", "clients-");
        isRestricted(v5 + "/vpn-servers", "vpn_servers", "clients-");
        String staff = made(servers + "/groups", "user_group", "'name': 'Staff'");
        made(servers + "/users", "user", "'name': 'Alice', 'password': 'Abcd_1234'");
        made(servers + "/users", "user", "'name': 'bobby', 'password': 'Abcd_1234', 'user_group_id': '" + staff + "'");
        made(
                servers + "/access-policies",
                "access_policy",
                "'name': 'Inside', 'user_group_id': '" + staff + "', 'dest_ip_cidrs': ['10.0.1.0/24']");
        isRestricted(servers + "/users", "users", "ALI");
        isRestricted(servers + "/groups", "user_groups", "taf");
        isRestricted(servers + "/groups/" + staff + "/users", "users", "B");
        isRestricted(servers + "/access-policies", "access_policies", "inside");
    }

    /// A server of a gateway that works.
    private static String server(String gateways) {
        VpcId vpc = LAB.vpc("10.0.0.0/16");
        String gateway = made(
                gateways,
                "p2c_vpn_gateway",
                "'name': 'Clients-9', 'vpc_id': '%s', 'connect_subnet': '%s', 'eip': {'type': '5_bgp', 'bandwidth_size': 10}"
                        .formatted(vpc, LAB.subnet(vpc, "10.0.1.0/24")));
        LAB.agent.work();
        return made(gateways + "/" + gateway + "/vpn-servers", "vpn_server", """
                'client_cidr': '172.16.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                'server_certificate': {'source': 'SERVICE_SIGN'}""");
    }

    private static String made(String path, String object, String members) {
        String body = "{'%s': {%s}}".formatted(object, members).replace('\'', '"');
        TestApi.Answer answer = LAB.callAt("POST", path, body);
        assertThat(answer.status()).as("%s %s", path, answer.body()).isEqualTo(201);
        return answer.body().get(object).get("id").stringValue();
    }

    @Test
    void allListsOfNetworksAndAddressesDo() {
        VpcId vpc = LAB.vpc("10.7.0.0/16");
        var subnet = LAB.subnet(vpc, "10.7.1.0/24");
        LAB.subnet(vpc, "10.7.2.0/24");
        EipId eip = LAB.eip();
        LAB.eip();
        LAB.database.change(tx -> {
            tx.execute("UPDATE vpc SET name = 'Office 5%' WHERE id = ?", vpc.value());
            tx.execute("UPDATE subnet SET name = 'Floor-5' WHERE id = ?", subnet.value());
            tx.execute("UPDATE eip SET alias = 'Front-5' WHERE id = ?", eip.value());
        });
        isRestricted("/v1/" + LAB.project + "/vpcs", "vpcs", "office%205%25");
        isRestricted("/v3/" + LAB.project + "/vpc/vpcs", "vpcs", "office%205%25");
        isRestricted("/v1/" + LAB.project + "/subnets", "subnets", "floor-");
        isRestricted("/v1/" + LAB.project + "/publicips", "publicips", "front-");
        isRestricted("/v3/" + LAB.project + "/eip/publicips", "publicips", "front-");
    }
}

package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CustomerGatewaysTest {

    private static final TestCloud LAB = new TestCloud();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static TestApi.Answer create(String members) {
        return LAB.call("POST", "/customer-gateways", "{\"customer_gateway\": {" + members + "}}");
    }

    @Test
    void oneIsStoredShownRenamedAndDeleted() {
        JsonNode made = create("""
                        "name": "cgw-2abf", "id_type": "ip", "id_value": "203.0.113.21", "bgp_asn": 65000,
                        "tags": [{"key": "k", "value": "v"}]""").body().get("customer_gateway");
        assertThat(made.get("ip").stringValue()).isEqualTo("203.0.113.21");
        assertThat(made.get("route_mode").stringValue()).isEqualTo("bgp");
        assertThat(made.get("created_at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        String path = "/customer-gateways/" + made.get("id").stringValue();
        assertThat(LAB.done(200, "GET", path, "").get("customer_gateway")).isEqualTo(made);
        JsonNode renamed = LAB.done(200, "PUT", path, "{\"customer_gateway\": {\"name\": \"cgw-f846\"}}")
                .get("customer_gateway");
        assertThat(renamed.get("name").stringValue()).isEqualTo("cgw-f846");
        assertThat(renamed.get("tags")).isEqualTo(made.get("tags"));
        LAB.done(204, "DELETE", path, "");
        assertThat(LAB.call("GET", path, "").status()).isEqualTo(404);
        assertThat(LAB.call("DELETE", path, "").status()).isEqualTo(404);
    }

    @Test
    void withoutAnAsNumberItsRoutesAreStatic() {
        JsonNode made = create("\"id_value\": \"198.51.100.1\"").body().get("customer_gateway");
        assertThat(made.get("name").stringValue()).matches("cgw-[0-9a-f]{4}");
        assertThat(made.has("bgp_asn")).isFalse();
        assertThat(made.get("route_mode").stringValue()).isEqualTo("static");
    }

    @Test
    void olderClientsNameTheAddressIp() {
        JsonNode made = create("\"ip\": \"198.51.100.1\", \"route_mode\": \"static\"")
                .body()
                .get("customer_gateway");
        assertThat(made.get("id_value").stringValue()).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "customer_gateway.id_value: is missing | \"name\": \"x\"",
                "customer_gateway.id_value: 'host' is not an IPv4 address | \"id_value\": \"host\"",
                "customer_gateway.id_value: 0.0.0.0 is not the address of a device | \"id_value\": \"0.0.0.0\"",
                "customer_gateway.id_value: 224.0.0.1 is not | \"id_value\": \"224.0.0.1\"",
                "customer_gateway.id_type: must be one of ip, not 'fqdn' | \"id_value\": \"1.2.3.4\", \"id_type\": \"fqdn\"",
                "customer_gateway.bgp_asn: must be a number from 1 | \"id_value\": \"1.2.3.4\", \"bgp_asn\": 0",
                "customer_gateway.name: must be | \"id_value\": \"1.2.3.4\", \"name\": \"a/b\"",
            })
    void aWrongFieldIsNamed(String expected, String members) {
        TestApi.Answer answer = create(members);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").stringValue()).contains(expected);
    }

    @Test
    void pagesHoldEveryOneOnceNewestFirst() {
        try (var lab = new TestCloud()) {
            List<String> made = new ArrayList<>();
            for (int i = 1; i <= 7; i++) {
                made.addFirst(lab.customerGateway("198.51.100." + i));
            }
            List<String> seen = new ArrayList<>();
            Optional<String> marker = Optional.of("");
            while (marker.isPresent()) {
                JsonNode page = lab.done(200, "GET", "/customer-gateways?limit=3&marker=" + marker.get(), "");
                assertThat(page.get("total_count").intValue()).isEqualTo(7);
                page.get("customer_gateways")
                        .valueStream()
                        .forEach(each -> seen.add(each.get("id").stringValue()));
                marker = Optional.ofNullable(page.get("page_info").get("next_marker"))
                        .map(JsonNode::stringValue);
            }
            assertThat(seen).isEqualTo(made);
        }
    }

    @Test
    void theBoundsOfAPageAreTheTrueOnes() {
        LAB.done(200, "GET", "/customer-gateways?limit=2000", "");
        assertThat(LAB.call("GET", "/customer-gateways?limit=2001", "")
                        .body()
                        .get("error_msg")
                        .stringValue())
                .contains("limit: must be a number from 0 to 2000");
    }
}

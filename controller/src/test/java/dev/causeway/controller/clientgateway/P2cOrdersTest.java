package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.NodeDocument;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What operators write down and tenants call for.
class P2cOrdersTest {

    private static final String ALL = "/p2c-vpn-gateways";
    private static final TestCloud LAB = TestCloud.guarded();
    private static final VpcId VPC = LAB.vpc("10.0.0.0/16");
    private static final SubnetId SUBNET = LAB.subnet(VPC, "10.0.1.0/24");

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static TestApi.Answer place(String members) {
        return LAB.callAsOperator(
                "POST", "/admin/v1/orders", "{\"project_id\": \"%s\", %s}".formatted(LAB.project, members));
    }

    private static String placed(String members) {
        TestApi.Answer answer = place(members);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().get("order_id").stringValue();
    }

    private static String ofNew() {
        return placed("\"p2c_vpn_gateway\": {\"name\": \"bought\", \"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}"
                .formatted(VPC, SUBNET));
    }

    private static String ofChange(String gateway, int connections) {
        return "\"p2c_vgw_id\": \"%s\", \"max_connection_number\": %d".formatted(gateway, connections);
    }

    private static String id(JsonNode answer) {
        assertThat(answer.get("p2c_vpn_gateway").propertyNames()).containsExactly("id");
        return answer.at("/p2c_vpn_gateway/id").stringValue();
    }

    private static String made() {
        String gateway = id(LAB.done(201, "POST", ALL + "/subscribe/" + ofNew(), ""));
        LAB.agent.work();
        return gateway;
    }

    private static JsonNode shown(String gateway) {
        return LAB.done(200, "GET", ALL + "/" + gateway, "").get("p2c_vpn_gateway");
    }

    private static void refused(int status, String code, TestApi.Answer answer) {
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void anOrderMakesOneGatewayHoweverOftenItIsCalledFor() {
        String order = ofNew();
        assertThat(order).matches("CS[0-9]{10}[0-9A-Z]{5}");
        long before = LAB.rows("p2c_gateway");
        String gateway = id(LAB.done(201, "POST", ALL + "/subscribe/" + order, ""));
        assertThat(id(LAB.done(201, "POST", ALL + "/subscribe/" + order, "{}"))).isEqualTo(gateway);
        assertThat(LAB.rows("p2c_gateway")).isEqualTo(before + 1);
        assertThat(shown(gateway).get("order_id").stringValue()).isEqualTo(order);
        assertThat(shown(gateway).get("name").stringValue()).isEqualTo("bought");
    }

    @Test
    void twoWhoCallForItAtOnceGetTheSameGateway() throws Exception {
        String order = ofNew();
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> both = threads.invokeAll(List.of(
                    () -> id(LAB.done(201, "POST", ALL + "/subscribe/" + order, "")),
                    () -> id(LAB.done(201, "POST", ALL + "/subscribe/" + order, ""))));
            assertThat(both.getFirst().get()).isEqualTo(both.getLast().get());
        }
    }

    @Test
    void whatFailsCanBeCalledForAgain() {
        String order = placed("\"p2c_vpn_gateway\": {\"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}"
                .formatted(VPC, "00000000-0000-0000-0000-000000000000"));
        refused(400, "VPN.0501", LAB.call("POST", ALL + "/subscribe/" + order, ""));
        refused(400, "VPN.0501", LAB.call("POST", ALL + "/subscribe/" + order, ""));
    }

    @Test
    void anOrderChangesTheNumberOfConnectionsAndNothingElse() {
        String gateway = made();
        long generation = LAB.agent.nodes().stream()
                .filter(node -> node.gateway().toString().equals(gateway))
                .findFirst()
                .orElseThrow()
                .generation();
        String order = placed(ofChange(gateway, 200));
        assertThat(id(LAB.done(200, "PUT", ALL + "/update-specification/" + order, "")))
                .isEqualTo(gateway);
        assertThat(shown(gateway).get("max_connection_number").intValue()).isEqualTo(200);
        assertThat(shown(gateway).get("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(LAB.agent.nodes())
                .filteredOn(node -> node.gateway().toString().equals(gateway))
                .extracting(NodeDocument::generation)
                .containsExactly(generation);

        String next = placed(ofChange(gateway, 20));
        LAB.done(200, "PUT", ALL + "/update-specification/" + next, "");
        assertThat(id(LAB.done(200, "PUT", ALL + "/update-specification/" + order, "")))
                .isEqualTo(gateway);
        assertThat(shown(gateway).get("max_connection_number").intValue()).isEqualTo(20);
    }

    @Test
    void whileAnOrderForAGatewayIsOpenThereIsNoOther() {
        String gateway = made();
        String order = placed(ofChange(gateway, 30));
        refused(400, "VPN.1801", place(ofChange(gateway, 40)));
        LAB.done(200, "PUT", ALL + "/update-specification/" + order, "");
        placed(ofChange(gateway, 40));
    }

    @Test
    void anOrderIsOfOneKindAndOfOneProject() {
        String gateway = made();
        String change = placed(ofChange(gateway, 30));
        String make = ofNew();
        refused(400, "VPN.0001", LAB.call("POST", ALL + "/subscribe/" + change, ""));
        refused(400, "VPN.0001", LAB.call("PUT", ALL + "/update-specification/" + make, ""));
        refused(404, "VPN.0004", LAB.callAs(ProjectId.random(), "POST", ALL + "/subscribe/" + make, ""));
        refused(404, "VPN.0004", LAB.call("POST", ALL + "/subscribe/CS0", ""));
        refused(400, "VPN.0001", LAB.call("POST", ALL + "/subscribe/not-one", ""));
    }

    @Test
    void anOrderForWhatGoesIsVoid() {
        String gateway = made();
        String order = placed(ofChange(gateway, 30));
        LAB.done(204, "DELETE", ALL + "/" + gateway, "");
        refused(404, "VPN.0004", LAB.call("PUT", ALL + "/update-specification/" + order, ""));
        refused(400, "VPN.0508", place(ofChange(gateway, 30)));
    }

    @Test
    void aFrozenGatewayIsNotChanged() {
        String gateway = made();
        String order = placed(ofChange(gateway, 30));
        LAB.callAsOperator("POST", "/admin/v1/p2c-vpn-gateways/" + gateway + "/freeze", "{\"frozen_effect\": 1}");
        refused(500, "VPN.0511", LAB.call("PUT", ALL + "/update-specification/" + order, ""));
        assertThat(shown(gateway).get("max_connection_number").intValue()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "x": 1                                                                | VPN.0001 | 400
            "p2c_vgw_id": "00000000-0000-0000-0000-000000000000"                  | VPN.0001 | 400
            "p2c_vgw_id": "00000000-0000-0000-0000-000000000000", "max_connection_number": 5 | VPN.0509 | 404
            "p2c_vgw_id": "00000000-0000-0000-0000-000000000000", "max_connection_number": 501 | VPN.0504 | 400
            "p2c_vgw_id": "00000000-0000-0000-0000-000000000000", "max_connection_number": 0 | VPN.0001 | 400
            "p2c_vgw_id": "x", "max_connection_number": 5                         | VPN.0001 | 400
            "p2c_vgw_id": "00000000-0000-0000-0000-000000000000", "p2c_vpn_gateway": {} | VPN.0001 | 400
            "p2c_vpn_gateway": {"name": "n"}                                      | VPN.0001 | 400
            "p2c_vpn_gateway": {"eip": {}}                                        | VPN.0558 | 400
            """)
    void whatIsWrongIsToldToTheOperator(String members, String code, int status) {
        refused(status, code, place(members));
    }

    @Test
    void theProjectMustBeThere() {
        refused(400, "VPN.0001", LAB.callAsOperator("POST", "/admin/v1/orders", """
                        {"project_id": "%s", "p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s"}}""".formatted(
                        ProjectId.random(), VPC, SUBNET)));
    }

    @Test
    void tenantsWriteNoOrders() {
        assertThat(LAB.callAt("POST", "/admin/v1/orders", "{}").status()).isEqualTo(403);
    }
}

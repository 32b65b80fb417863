package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.NodeDocument;
import tools.jackson.databind.JsonNode;

/// Calls of the operations on P2C gateways, in a VPC of each test's own.
abstract class P2cGatewayCase {

    static final String ALL = "/p2c-vpn-gateways";
    static final String NEW_EIP = "\"eip\": {\"type\": \"5_bgp\", \"bandwidth_size\": 20},";

    private final TestCloud lab;
    final VpcId vpc;
    final SubnetId subnet;

    P2cGatewayCase(TestCloud lab) {
        this.lab = lab;
        this.vpc = lab.vpc("10.0.0.0/16");
        this.subnet = lab.subnet(vpc, "10.0.1.0/24");
    }

    /// @param more further members, each with a comma behind it
    String body(String more) {
        return "{\"p2c_vpn_gateway\": {%s \"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}"
                .formatted(more, vpc, subnet);
    }

    /// Makes a gateway and gives its path.
    String create(String more) {
        JsonNode made = lab.done(201, "POST", ALL, body(more));
        assertThat(made.get("p2c_vpn_gateway").propertyNames()).containsExactly("id");
        assertThat(made.get("request_id").isString()).isTrue();
        return ALL + "/" + made.at("/p2c_vpn_gateway/id").stringValue();
    }

    /// One that works.
    String working(String more) {
        String path = create(more);
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("ACTIVE");
        return path;
    }

    JsonNode shown(String path) {
        return lab.done(200, "GET", path, "").get("p2c_vpn_gateway");
    }

    NodeDocument node(String path) {
        return lab.agent.nodes().stream()
                .filter(node -> path.endsWith(node.gateway().toString()))
                .findFirst()
                .orElseThrow();
    }

    void refused(String code, TestApi.Answer answer) {
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code);
    }

    TestApi.Answer update(String path, String members) {
        return lab.call("PUT", path, "{\"p2c_vpn_gateway\": {" + members + "}}");
    }

    void disassociate(String eip) {
        var answer =
                lab.callAt("POST", "/v3/" + lab.project + "/eip/publicips/" + eip + "/disassociate-instance", "{}");
        assertThat(answer.status()).isEqualTo(200);
    }
}

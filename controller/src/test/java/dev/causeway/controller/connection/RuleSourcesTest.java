package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.gateway.LocalSubnets;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policy rules carry packets from the gateway's local subnets only.
class RuleSourcesTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void aSourceOutsideOfTheLocalSubnetsIsRefused() {
        String customer = LAB.customerGateway("198.51.100.2");
        refused(
                "vpn_connection.policy_rules[0].source: 10.1.0.0/24 lies outside",
                LAB.call(
                        "POST",
                        "/vpn-connection",
                        TestCloud.connection(SITE, SITE.eip1(), customer, rule("10.1.0.0/24"))));
        String id = LAB.connect(SITE, SITE.eip1(), customer, rule("10.0.1.0/24"));
        refused(
                "vpn_connection.policy_rules[0].source: 10.0.0.0/15 lies outside",
                LAB.call(
                        "PUT",
                        "/vpn-connection/" + id,
                        "{\"vpn_connection\": {%s \"name\": \"x\"}}"
                                .formatted(rule("10.0.0.0/15").replace("\"style\": \"policy\",", ""))));
        refused("vpn_gateway.local_subnets: a policy rule", localSubnets("10.0.2.0/24"));
        assertThat(localSubnets("10.0.1.0/25\", \"10.0.1.128/25").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.1.0/24, true",
        "10.0.0.0/16, 10.0.0.0/16, true",
        "10.0.0.0/16, 10.1.0.0/24, false",
        "10.0.0.0/16, 10.0.0.0/15, false",
        "10.0.0.0/16 10.1.0.0/16, 10.0.0.0/15, true",
        "10.0.0.0/16 10.0.1.0/24 10.0.2.0/24, 10.0.0.0/15, false",
        "0.0.0.0/1 128.0.0.0/1, 0.0.0.0/0, true",
        "0.0.0.0/1, 0.0.0.0/0, false"
    })
    void severalSubnetsCoverTogether(String subnets, String network, boolean covered) {
        List<Prefix> all = Stream.of(subnets.split(" ", -1)).map(Prefix::parse).toList();
        assertThat(LocalSubnets.cover(all, Prefix.parse(network))).isEqualTo(covered);
    }

    private static String rule(String source) {
        return """
                "style": "policy", "peer_subnets": ["192.168.44.0/24"],
                "policy_rules": [{"source": "%s", "destination": ["192.168.44.0/24"]}],""".formatted(source);
    }

    private static TestApi.Answer localSubnets(String subnets) {
        return LAB.call("PUT", "/vpn-gateways/" + SITE.gateway(), """
                {"vpn_gateway": {"local_subnets": ["%s"]}}""".formatted(subnets));
    }

    private static void refused(String reason, TestApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue()).contains(reason);
    }
}

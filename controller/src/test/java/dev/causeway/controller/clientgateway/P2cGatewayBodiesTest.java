package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.Mutation;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/// Whatever is sent: the answer is never an internal error, and what is refused leaves nothing behind.
class P2cGatewayBodiesTest {

    private static final String ALL = "/p2c-vpn-gateways";
    private static final TestCloud LAB = new TestCloud();
    private static final VpcId VPC = LAB.vpc("10.0.0.0/16");
    private static final SubnetId SUBNET = LAB.subnet(VPC, "10.0.0.0/20");
    private static final String PLAIN =
            "{\"p2c_vpn_gateway\": {\"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}".formatted(VPC, SUBNET);
    private static final String GATEWAY =
            LAB.done(201, "POST", ALL, PLAIN).at("/p2c_vpn_gateway/id").stringValue();
    private static final String EIP = LAB.eip().toString();

    @AfterContainer
    static void close() {
        LAB.close();
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void ofGateways(@ForAll long seed) {
        LAB.database.change(tx -> tx.execute("UPDATE quota_type SET quota = 10000"));
        check("POST", ALL, new Mutation(seed).of("""
                {"p2c_vpn_gateway": {"name": "n", "vpc_id": "%s", "connect_subnet": "%s", "flavor": "Professional1",
                  "availability_zone_ids": ["az1", "az2"], "max_connection_number": 10,
                  "enterprise_project_id": "0", "tags": [{"key": "a", "value": ""}],
                  "eip": {"type": "5_bgp", "charge_mode": "traffic", "bandwidth_size": 10,
                    "bandwidth_name": "b"}}}""".formatted(VPC, SUBNET)));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofChanges(@ForAll long seed) {
        LAB.agent.work();
        check(
                "PUT",
                ALL + "/" + GATEWAY,
                new Mutation(seed).of("{\"p2c_vpn_gateway\": {\"name\": \"n\", \"eip_id\": \"%s\"}}".formatted(EIP)));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void thatAreNotEvenJson(@ForAll String body) {
        check("POST", ALL, body);
        check("PUT", ALL + "/" + GATEWAY, body);
    }

    private static void check(String method, String path, String body) {
        List<Long> before = counts();
        TestApi.Answer answer = LAB.call(method, path, body);
        assertThat(answer.status()).as("%s gave %s", body, answer.body()).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(counts()).isEqualTo(before);
        }
    }

    private static List<Long> counts() {
        return List.of("p2c_gateway", "gateway_node", "eip", "bandwidth", "subnet_address", "document").stream()
                .map(LAB::rows)
                .toList();
    }
}

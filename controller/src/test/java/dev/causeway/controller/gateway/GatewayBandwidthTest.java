package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.Uplink;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How much the nodes of gateways let pass.
class GatewayBandwidthTest {

    private static final TestCloud LAB = new TestCloud();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private final VpcId vpc = LAB.vpc("10.0.0.0/16");
    private final SubnetId subnet = LAB.subnet(vpc, "10.0.1.0/24");

    private String working(String more) {
        String path = made(more);
        LAB.agent.work();
        return path;
    }

    private String made(String more) {
        String id = LAB.done(201, "POST", "/vpn-gateways", """
                {"vpn_gateway": {%s "vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.1.0/24"]}}""".formatted(more, vpc, subnet))
                .at("/vpn_gateway/id")
                .stringValue();
        return "/vpn-gateways/" + id;
    }

    private static final String NEW_EIPS = """
            "eip1": {"type": "5_bgp", "bandwidth_size": 300}, "eip2": {"type": "5_bgp", "bandwidth_size": 20},""";

    private static JsonNode shown(String path) {
        return LAB.done(200, "GET", path, "").get("vpn_gateway");
    }

    private static NodeDocument node(JsonNode eip) {
        Ipv4 address = Ipv4.parse(eip.get("ip_address").stringValue());
        return LAB.agent.nodes().stream()
                .filter(node -> node.uplink() instanceof Uplink.Eip uplink
                        && uplink.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static int megabits(JsonNode eip) {
        return ((Uplink.Eip) node(eip).uplink()).megabits().orElseThrow();
    }

    private static List<Integer> megabitsOf(String path) {
        JsonNode gateway = shown(path);
        return List.of(megabits(gateway.get("eip1")), megabits(gateway.get("eip2")));
    }

    private static void resize(JsonNode eip, int size) {
        var answer = LAB.callAt(
                "PUT",
                "/v1/" + LAB.project + "/bandwidths/" + eip.get("bandwidth_id").stringValue(),
                "{\"bandwidth\": {\"size\": %d}}".formatted(size));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void eachNodeLetsPassWhatItsEipHas() {
        assertThat(megabitsOf(working(NEW_EIPS))).containsExactly(300, 20);
    }

    @Test
    void anotherBandwidthReachesItsNodeAndChangesNothingElse() {
        String path = working(NEW_EIPS);
        JsonNode before = shown(path);
        NodeDocument first = node(before.get("eip1"));
        NodeDocument second = node(before.get("eip2"));
        resize(before.get("eip1"), 5);
        NodeDocument changed = node(before.get("eip1"));
        assertThat(changed.generation()).isGreaterThan(first.generation());
        assertThat(changed.gatewayGeneration()).isEqualTo(first.gatewayGeneration());
        assertThat(changed.service()).isEqualTo(first.service());
        assertThat(node(before.get("eip2"))).isEqualTo(second);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        LAB.agent.report(ThingReport.Phase.APPLYING, ThingReport.Phase.APPLYING);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        assertThat(megabitsOf(path)).containsExactly(5, 20);
        assertThat(shown(path).get("updated_at")).isEqualTo(before.get("updated_at"));
    }

    @Test
    void noMorePassesThanTheFlavorCarries() {
        String path = working(NEW_EIPS);
        resize(shown(path).get("eip2"), 2000);
        assertThat(megabitsOf(path)).containsExactly(300, 300);
        assertThat(shown(path).at("/eip2/bandwidth_size").intValue()).isEqualTo(2000);
        String larger = working("\"flavor\": \"Professional2\"," + NEW_EIPS);
        resize(shown(larger).get("eip2"), 2000);
        assertThat(megabitsOf(larger)).containsExactly(300, 1000);
    }

    private static JsonNode upgrade(int status, String path, String flavor) {
        return LAB.done(
                status,
                "POST",
                path + "/update-specification",
                "{\"vpn_gateway\": {\"flavor\": \"%s\"}}".formatted(flavor));
    }

    @Test
    void aLargerFlavorCountsWhenTheNodesHaveIt() {
        String path = working(NEW_EIPS);
        resize(shown(path).get("eip1"), 500);
        LAB.agent.work();
        assertThat(shown(path).get("supported_flavors").valueStream().map(JsonNode::stringValue))
                .containsExactly("Professional2");
        JsonNode changed = upgrade(200, path, "Professional2").get("vpn_gateway");
        assertThat(changed.get("flavor").stringValue()).isEqualTo("Professional2");
        assertThat(changed.propertyNames())
                .doesNotContain(
                        "status",
                        "applied_at",
                        "public_border_group",
                        "supported_flavors",
                        "supported_features",
                        "upgrade_info");
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        assertThat(megabitsOf(path)).containsExactly(500, 20);
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        assertThat(shown(path).get("supported_flavors")).isEmpty();
    }

    @Test
    void whatIsNoUpgradeIsRefused() {
        String small = working(NEW_EIPS);
        assertThat(upgrade(400, small, "Professional1").get("error_msg").stringValue())
                .contains("vpn_gateway.flavor: is no upgrade of Professional1; accepted: Professional2");
        upgrade(400, small, "Basic");
        String large = working("\"flavor\": \"Professional2\"," + NEW_EIPS);
        for (String flavor : List.of("Professional1", "Professional2")) {
            JsonNode refused = upgrade(400, large, flavor);
            assertThat(refused.get("error_code").stringValue()).isEqualTo("VPN.0001");
            assertThat(refused.get("error_msg").stringValue()).contains("vpn_gateway.flavor", "accepted: none");
        }
        assertThat(LAB.status(small)).isEqualTo("ACTIVE");
        assertThat(LAB.status(large)).isEqualTo("ACTIVE");
    }

    @Test
    void whatIsBeingMadeOrRemovedIsNotUpgraded() {
        String path = made(NEW_EIPS);
        JsonNode refused = upgrade(409, path, "Professional2");
        assertThat(refused.get("error_code").stringValue()).isEqualTo("VPN.0003");
        assertThat(refused.get("error_msg").stringValue())
                .isEqualTo("resource (type=GATEWAY, ID=%s) is not ready, currently CREATING"
                        .formatted(path.substring("/vpn-gateways/".length())));
        LAB.agent.work();
        LAB.done(204, "DELETE", path, "");
        upgrade(409, path, "Professional2");
        LAB.agent.work();
        upgrade(404, path, "Professional2");
    }

    @Test
    void theNextEipBringsItsOwnBandwidth() {
        String path = working(NEW_EIPS);
        LAB.done(200, "PUT", path, "{\"vpn_gateway\": {\"eip_id_1\": \"%s\"}}".formatted(LAB.eip()));
        LAB.agent.work();
        assertThat(megabitsOf(path)).containsExactly(10, 20);
    }

    @Test
    void whatIsOnItsWayOutFollowsNothing() {
        String path = working(NEW_EIPS);
        JsonNode eip = shown(path).get("eip1");
        LAB.done(204, "DELETE", path, "");
        long generation = generation(path);
        resize(eip, 7);
        assertThat(generation(path)).isEqualTo(generation);
        LAB.agent.work();
        assertThat(LAB.call("GET", path, "").status()).isEqualTo(404);
    }

    /// The sum of those of its nodes.
    private static long generation(String path) {
        return LAB.agent.nodes().stream()
                .filter(node -> path.endsWith(node.gateway().toString()))
                .mapToLong(NodeDocument::generation)
                .sum();
    }
}

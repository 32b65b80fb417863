package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.SharedBandwidth;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
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

    private String body(String more) {
        return """
                {"vpn_gateway": {%s "vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.1.0/24"]}}""".formatted(more, vpc, subnet);
    }

    private String made(String more) {
        String id = LAB.done(201, "POST", "/vpn-gateways", body(more))
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
                .contains(
                        "vpn_gateway.flavor: is no upgrade of Professional1; accepted: Professional2, not Professional1");
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

    private static String shared(int size) {
        return LAB.callAt(
                        "POST",
                        "/v2.0/" + LAB.project + "/bandwidths",
                        "{\"bandwidth\": {\"name\": \"all\", \"size\": %d}}".formatted(size))
                .body()
                .at("/bandwidth/id")
                .stringValue();
    }

    private static TestApi.Answer share(String bandwidth, String verb, String eip) {
        return LAB.callAt("POST", "/v2.0/" + LAB.project + "/bandwidths/" + bandwidth + "/" + verb, """
                {"bandwidth": {"size": 9, "publicip_info": [{"publicip_id": "%s"}]}}""".formatted(eip));
    }

    private static Optional<SharedBandwidth> sharedOf(JsonNode eip) {
        return ((Uplink.Eip) node(eip).uplink()).shared();
    }

    private static Optional<SharedBandwidth> sharing(String id, int megabits) {
        return Optional.of(new SharedBandwidth(BandwidthId.parse(id), megabits));
    }

    @Test
    void aGatewayIsMadeInASharedBandwidthWhichItsNodesFollow() {
        String id = shared(50);
        String path = working("""
                "eip1": {"type": "5_bgp", "bandwidth_id": "%1$s"},
                "eip2": {"type": "5_bgp", "bandwidth_id": "%1$s"},""".formatted(id));
        JsonNode gateway = shown(path);
        assertThat(gateway.at("/eip1/bandwidth_id").stringValue()).isEqualTo(id);
        assertThat(gateway.at("/eip1/share_type").stringValue()).isEqualTo("WHOLE");
        assertThat(sharedOf(gateway.get("eip1"))).isEqualTo(sharing(id, 50));
        assertThat(sharedOf(gateway.get("eip2"))).isEqualTo(sharing(id, 50));
        resize(gateway.get("eip1"), 400);
        assertThat(sharedOf(gateway.get("eip2"))).isEqualTo(sharing(id, 400));
        assertThat(megabitsOf(path)).containsExactly(300, 300);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        LAB.done(204, "DELETE", path, "");
        LAB.agent.work();
        assertThat(LAB.rows("bandwidth WHERE id = '" + id + "'")).isEqualTo(1);
    }

    @Test
    void anEipGoesIntoASharedBandwidthAndOutOfItUnderItsGateway() {
        String id = shared(50);
        String path = working(NEW_EIPS);
        JsonNode gateway = shown(path);
        String eip = gateway.at("/eip1/id").stringValue();
        NodeDocument second = node(gateway.get("eip2"));
        assertThat(share(id, "insert", eip).status()).isEqualTo(200);
        assertThat(sharedOf(gateway.get("eip1"))).isEqualTo(sharing(id, 50));
        assertThat(node(gateway.get("eip2"))).isEqualTo(second);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        assertThat(share(id, "remove", eip).status()).isEqualTo(204);
        assertThat(sharedOf(gateway.get("eip1"))).isEmpty();
        assertThat(megabitsOf(path)).containsExactly(9, 20);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
    }

    @Test
    void aBandwidthThatIsNotSharedIsRefused() {
        String own = shown(working(NEW_EIPS)).at("/eip1/bandwidth_id").stringValue();
        long gateways = LAB.rows("vpn_gateway");
        TestApi.Answer answer = LAB.call("POST", "/vpn-gateways", body("""
                "eip1": {"type": "5_bgp", "bandwidth_size": 10}, "eip2": {"type": "5_bgp", "bandwidth_id": "%s"},""".formatted(own)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue())
                .contains("vpn_gateway.eip2.bandwidth_id: the project has no shared bandwidth " + own);
        answer = LAB.call("POST", "/vpn-gateways", body("""
                "eip1": {"type": "5_bgp", "bandwidth_size": 10, "bandwidth_id": "%1$s"},
                "eip2": {"id": "%1$s", "bandwidth_id": "%1$s"},""".formatted(own)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue())
                .contains("vpn_gateway.eip1.bandwidth_size: must not", "vpn_gateway.eip2.bandwidth_id: must not");
        assertThat(LAB.rows("vpn_gateway")).isEqualTo(gateways);
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

package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.GatewayId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The operator takes nodes of gateways out of use.
class DrainedNodesTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String peer = lab.customerGateway("198.51.100.2", 65000);
    private final String first = lab.connect(site, site.eip1(), peer, TestCloud.USUAL);
    private final String second = lab.connect(site, site.eip2(), peer, TestCloud.USUAL);
    private final String nodes = "/admin/v1/vpn-gateways/" + site.gateway() + "/nodes";

    @AfterEach
    void close() {
        lab.close();
    }

    private TestApi.Answer put(String path, boolean drained) {
        return lab.callAsOperator("PUT", path, "{\"node\": {\"drained\": " + drained + "}}");
    }

    private JsonNode drain(int node, boolean drained) {
        TestApi.Answer answer = put(nodes + "/" + node, drained);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().get("node");
    }

    private JsonNode shown(int node) {
        JsonNode all = lab.callAsOperator("GET", nodes, "").body().get("nodes");
        assertThat(all.size()).isEqualTo(2);
        return all.get(node - 1);
    }

    private String state(int node) {
        return shown(node).get("state").stringValue();
    }

    /// How a node is doing as its tenant sees it.
    private String status(int node) {
        JsonNode shown = lab.done(200, "GET", "/vpn-gateways/" + site.gateway(), "");
        return shown.at("/vpn_gateway/nodes/" + (node - 1) + "/status").stringValue();
    }

    private Optional<Instant> wanted(String connection) {
        return ((NodeService.SiteToCloud) lab.agent.node(connection).service()).drain();
    }

    private List<Integer> ranks() {
        return lab.database.read(tx -> lab.peerRoutes(tx, site.vpc())).getFirst().paths().stream()
                .map(VpcDocument.Path::rank)
                .toList();
    }

    private void followsTheVpc() {
        long generation = lab.database.read(tx -> lab.documents.onHost(tx, lab.host)).stream()
                .filter(placed -> placed.key().equals(Vpc.document(site.vpc())))
                .findFirst()
                .orElseThrow()
                .generation();
        lab.agent.tells(new ThingReport(Vpc.document(site.vpc()), generation, 0, ThingReport.Phase.APPLIED, ""));
        lab.agent.work();
    }

    private Optional<String> warning(int node) {
        TestApi.Answer answer = put(nodes + "/" + node, true);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().optional("warning").map(JsonNode::stringValue);
    }

    @Test
    void isRefusedWhileNobodyKnowsOfTheOtherNode() {
        lab.agent.work();
        lab.clock.pass(Duration.ofSeconds(91));
        TestApi.Answer refused = put(nodes + "/1", true);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("error_msg").stringValue()).startsWith("the host of node 2 of VPN gateway ");
        assertThat(wanted(first)).isEmpty();
        lab.agent.work();
        drain(1, true);
        lab.clock.pass(Duration.ofSeconds(91));
        drain(1, false);
    }

    @Test
    void warnsOfAnotherNodeWithoutConnections() {
        lab.agent.tunnel(first, TunnelReport.State.UP);
        lab.agent.work();
        assertThat(warning(1))
                .contains("no connection of node 2 is up, and none of what goes by node 1 can move there");
        assertThat(warning(1)).as("as often as it is asked for").isPresent();
        drain(1, false);
        assertThat(warning(2)).isEmpty();
        drain(2, false);
        lab.agent.tunnel(second, TunnelReport.State.UP);
        lab.agent.work();
        assertThat(warning(1)).isEmpty();
    }

    @Test
    void warnsOfANodeOnAnotherHost() {
        lab.agentOf(lab.anotherHost()).work();
        TestCloud.Site apart = lab.gateway("");
        String its = "/admin/v1/vpn-gateways/" + apart.gateway() + "/nodes";
        TestApi.Answer answer = put(its + "/1", true);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body().get("warning").stringValue()).startsWith("node 2 is on another host, ");
    }

    private void tells(NodeDocument node, Instant drain, State state, int seconds) {
        Instant begun = lab.clock.instant();
        lab.agent.tells(new DrainReport(node.node(), drain, state, begun, begun.plusSeconds(seconds), false));
        lab.agent.work();
    }

    @Test
    void isToldToTheNodeAndToTheVpc() {
        long before = lab.agent.node(first).generation();
        assertThat(ranks()).containsExactly(0, 0);
        JsonNode drained = drain(1, true);
        assertThat(drained.get("drained").booleanValue()).isTrue();
        assertThat(wanted(first))
                .contains(Instant.parse(drained.at("/drain/asked_at").stringValue()));
        assertThat(wanted(second)).isEmpty();
        assertThat(lab.agent.node(first).generation()).isEqualTo(before + 1);
        assertThat(ranks()).containsExactlyInAnyOrder(2, 0);
        assertThat(lab.status("/vpn-gateways/" + site.gateway())).isEqualTo("ACTIVE");
        drain(1, false);
        assertThat(wanted(first)).isEmpty();
        assertThat(ranks()).containsExactly(0, 0);
        drain(2, true);
        assertThat(wanted(second)).isPresent();
    }

    @Test
    void isTheSameDrainWhenItIsAskedForTwice() {
        JsonNode once = drain(1, true);
        NodeDocument told = lab.agent.node(first);
        lab.clock.pass(Duration.ofSeconds(5));
        assertThat(drain(1, true).get("drain")).isEqualTo(once.get("drain"));
        assertThat(lab.agent.node(first)).isEqualTo(told);
    }

    @Test
    void isShownAsTheHostHasSeenIt() {
        lab.agent.work();
        assertThat(shown(1).propertyNames())
                .containsExactlyInAnyOrder(
                        "vgw_id", "index", "id", "availability_zone", "host_id", "eip", "drained", "state");
        assertThat(state(1)).isEqualTo("serving");
        drain(1, true);
        assertThat(state(1)).isEqualTo("serving");
        assertThat(shown(1).get("drain").propertyNames()).containsExactly("asked_at");
        NodeDocument node = lab.agent.node(first);
        assertThat(status(1)).isEqualTo("ACTIVE");
        tells(node, wanted(first).orElseThrow(), State.DRAINING, 0);
        assertThat(state(1)).isEqualTo("draining");
        assertThat(status(1)).isEqualTo("DRAINING");
        tells(node, wanted(first).orElseThrow(), State.OVERDUE, 30);
        assertThat(state(1)).as("the VPC does not prefer the other node yet").isEqualTo("draining");
        followsTheVpc();
        assertThat(state(1)).isEqualTo("drained");
        assertThat(status(1)).isEqualTo("DRAINED");
        assertThat(status(2)).isEqualTo("ACTIVE");
        JsonNode drain = shown(1).get("drain");
        assertThat(drain.get("ended").stringValue()).isEqualTo("overdue");
        assertThat(drain.get("seconds").doubleValue()).isEqualTo(30);
        assertThat(drain.get("passing").booleanValue()).isFalse();
        assertThat(state(2)).isEqualTo("serving");
        drain(1, false);
        assertThat(state(1)).as("the host has not followed yet").isEqualTo("drained");
        assertThat(shown(1).get("drained").booleanValue()).isFalse();
        lab.clock.pass(Duration.ofSeconds(91));
        assertThat(state(1)).isEqualTo("unknown");
        assertThat(status(1)).isEqualTo("FAULT");
    }

    @Test
    void nodesOfAHostAreListed() {
        TestApi.Answer all = lab.callAsOperator("GET", "/admin/v1/hosts/" + lab.host + "/vpn-gateway-nodes", "");
        assertThat(all.body()
                        .get("nodes")
                        .valueStream()
                        .map(node -> node.get("id").stringValue()))
                .containsExactlyInAnyOrderElementsOf(lab.agent.nodes().stream()
                        .map(node -> node.node().toString())
                        .toList());
        assertThat(all.body().get("client_nodes").intValue()).isZero();
        var nowhere = lab.callAsOperator("GET", "/admin/v1/hosts/" + GatewayId.random() + "/vpn-gateway-nodes", "");
        assertThat(nowhere.status()).isEqualTo(404);
    }

    @Test
    void oneNodeAtATime() {
        drain(2, true);
        TestApi.Answer refused = put(nodes + "/1", true);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("error_msg").stringValue()).startsWith("node 2 of VPN gateway ");
        drain(2, false);
        drain(1, true);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(put(nodes + "/3", true).status()).isEqualTo(404);
        assertThat(put(nodes + "/one", true).status()).isEqualTo(404);
        String nowhere = "/admin/v1/vpn-gateways/" + GatewayId.random() + "/nodes";
        assertThat(put(nowhere + "/1", true).status()).isEqualTo(404);
        assertThat(lab.callAsOperator("GET", nowhere, "").status()).isEqualTo(404);
    }

    @Test
    void whatHasNoOtherNodeIsNotDrained() {
        String made = lab.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                 "eip": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(site.vpc(), site.subnet()))
                .at("/p2c_vpn_gateway/id")
                .stringValue();
        TestApi.Answer refused = put("/admin/v1/vpn-gateways/" + made + "/nodes/1", true);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("error_msg").stringValue())
                .isEqualTo("invalid request: node.drained: gateway " + made
                        + " serves clients by its only node, and cannot be drained");
        TestApi.Answer asked = lab.callAsOperator("GET", "/admin/v1/vpn-gateways/" + made + "/nodes", "");
        assertThat(asked.status()).isEqualTo(400);
        assertThat(asked.body().get("error_code")).isEqualTo(refused.body().get("error_code"));
        JsonNode there = lab.callAsOperator("GET", "/admin/v1/hosts/" + lab.host + "/vpn-gateway-nodes", "")
                .body();
        assertThat(there.get("client_nodes").intValue()).isEqualTo(1);
    }

    @Test
    void aBodyMustSayWhich() {
        for (String body : List.of("{}", "{\"node\": {}}", "{\"node\": {\"drained\": \"yes\"}}")) {
            TestApi.Answer refused = lab.callAsOperator("PUT", nodes + "/1", body);
            assertThat(refused.status()).as(body).isEqualTo(400);
        }
        assertThat(wanted(first)).isEmpty();
    }

    @Test
    void aGatewayThatIsBeingDeletedIsLeftAlone() {
        lab.done(204, "DELETE", "/vpn-connection/" + first, "");
        lab.done(204, "DELETE", "/vpn-connection/" + second, "");
        lab.agent.work();
        drain(1, true);
        lab.done(204, "DELETE", "/vpn-gateways/" + site.gateway(), "");
        assertThat(put(nodes + "/1", false).status()).isEqualTo(409);
        lab.agent.work();
        assertThat(lab.callAsOperator("GET", nodes, "").status()).isEqualTo(404);
    }
}

package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What connections carry, by pairs of networks.
class IpsecSasTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");

    @AfterEach
    void close() {
        lab.close();
    }

    private List<JsonNode> sas(String id) {
        JsonNode answer = lab.done(200, "GET", "/vpn-connection/" + id + "/ipsec-sa", "");
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("sa_infos", "request_id");
        List<JsonNode> sas = answer.get("sa_infos").valueStream().toList();
        assertThat(sas)
                .isNotEmpty()
                .allSatisfy(sa -> assertThat(sa.propertyNames())
                        .containsExactlyInAnyOrder(
                                "id",
                                "source_ip_cidr",
                                "dest_ip_cidr",
                                "packets_sent",
                                "packets_recv",
                                "traffic_sent",
                                "traffic_recv",
                                "collected_at"));
        return sas;
    }

    private static void isEmpty(JsonNode sa, String source, String destination) {
        assertThat(sa.get("source_ip_cidr").stringValue()).isEqualTo(source);
        assertThat(sa.get("dest_ip_cidr").stringValue()).isEqualTo(destination);
        assertThat(List.of("packets_sent", "packets_recv", "traffic_sent", "traffic_recv"))
                .allSatisfy(member -> assertThat(sa.get(member).longValue()).isZero());
    }

    private void tell(String id, NodeId node, String local, String remote, long packetsIn) {
        lab.agent.tells(new SaReport(
                ConnectionId.parse(id),
                node,
                local,
                remote,
                new TunnelReport.Counters(packetsIn, 20, 3000, 4000),
                Instant.parse("2026-01-02T03:04:05.678Z")));
    }

    @Test
    void beforeAHostHasSaidAnythingTheyAreWhatIsWanted() {
        String fixed = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
        assertThat(sas(fixed)).singleElement().satisfies(sa -> isEmpty(sa, "0.0.0.0/0", "0.0.0.0/0"));
        String policy = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.3"), """
                "style": "policy", "peer_subnets": ["192.168.45.0/24"], "policy_rules": [
                  {"source": "10.0.0.0/24", "destination": ["192.168.45.0/24", "192.168.46.0/24"]}],""");
        assertThat(sas(policy))
                .satisfiesExactly(
                        sa -> isEmpty(sa, "10.0.0.0/24", "192.168.45.0/24"),
                        sa -> isEmpty(sa, "10.0.0.0/24", "192.168.46.0/24"));
    }

    @Test
    void theyHaveWhatTheNodeTellsAndKeepTheirIds() {
        String id = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
        String other = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.3"), """
                "style": "policy", "peer_subnets": ["192.168.45.0/24"], "policy_rules": [
                  {"source": "10.0.0.0/24", "destination": ["192.168.45.0/24"]}],""");
        String before = sas(id).getFirst().get("id").stringValue();
        NodeId node = lab.agent.node(id).node();
        tell(id, node, "0.0.0.0/0", "0.0.0.0/0", 10);
        tell(id, node, "10.0.0.0/24", "192.168.44.0/24", 11);
        tell(other, node, "0.0.0.0/0", "0.0.0.0/0", 12);
        lab.agent.work();
        List<JsonNode> sas = sas(id);
        assertThat(sas).hasSize(2);
        JsonNode first = sas.getFirst();
        assertThat(first.get("id").stringValue()).isEqualTo(before);
        assertThat(UUID.fromString(before)).hasToString(before);
        assertThat(first.get("packets_recv").longValue()).isEqualTo(10);
        assertThat(first.get("packets_sent").longValue()).isEqualTo(20);
        assertThat(first.get("traffic_recv").longValue()).isEqualTo(3000);
        assertThat(first.get("traffic_sent").longValue()).isEqualTo(4000);
        assertThat(first.get("collected_at").stringValue()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(sas.get(1).get("dest_ip_cidr").stringValue()).isEqualTo("192.168.44.0/24");
        assertThat(sas.get(1).get("id")).isNotEqualTo(first.get("id"));
        assertThat(sas(other).getFirst().get("id")).isNotEqualTo(first.get("id"));
    }

    @Test
    void whatAnotherNodeSaysOfItDoesNotCount() {
        String id = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
        tell(id, NodeId.random(), "10.0.0.0/24", "192.168.44.0/24", 10);
        lab.agent.work();
        assertThat(sas(id)).singleElement().satisfies(sa -> isEmpty(sa, "0.0.0.0/0", "0.0.0.0/0"));
    }

    @Test
    void ofWhatIsNotThereAreNotFound() {
        var nowhere = lab.call("GET", "/vpn-connection/" + UUID.randomUUID() + "/ipsec-sa", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body().get("error_code").stringValue()).isEqualTo("VPN.0004");
    }
}

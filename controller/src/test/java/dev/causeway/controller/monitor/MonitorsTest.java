package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ProbeReport.Verdict;
import dev.causeway.model.document.ThingReport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A tenant has the ways to customer gateways monitored.
class MonitorsTest {

    private static final String ALL = "/connection-monitors";
    private static final String NOWHERE = "98c5af8a-demo-a8df-va86-ae2280a6f4c3";

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String connection =
            lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void oneIsMadeShownAndDeleted() {
        JsonNode made = make(connection);
        String id = made.get("id").stringValue();
        assertThat(made.get("vpn_connection_id").stringValue()).isEqualTo(connection);
        assertThat(made.get("type").stringValue()).isEqualTo("gateway");
        assertThat(made.get("proto_type").stringValue()).isEqualTo("icmp");
        assertThat(made.get("source_ip").stringValue()).startsWith("203.0.113.");
        assertThat(made.get("destination_ip").stringValue()).isEqualTo("198.51.100.2");
        assertThat(made.has("status")).isFalse();
        assertThat(status(id)).isEqualTo("PENDING_CREATE");
        assertThat(monitored()).containsExactly(connection);
        lab.agent.work();
        assertThat(status(id)).isEqualTo("ACTIVE");
        assertThat(shownId()).isEqualTo(id);
        lab.done(204, "DELETE", ALL + "/" + id, "");
        assertThat(status(id)).isEqualTo("PENDING_DELETE");
        assertThat(monitored()).isEmpty();
        assertThat(lab.shownConnection(connection).has("connection_monitor_id")).isFalse();
        lab.done(204, "DELETE", ALL + "/" + id, "");
        refusedAsLongAsItIsThere(id);
        lab.agent.work();
        assertThat(lab.call("GET", ALL + "/" + id, "").status()).isEqualTo(404);
        assertThat(make(connection).get("id").stringValue()).isNotEqualTo(id);
    }

    private void refusedAsLongAsItIsThere(String id) {
        var early = lab.call("POST", ALL, body(connection));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.body().get("error_code").stringValue()).isEqualTo("VPN.0003");
        assertThat(early.body().get("error_msg").stringValue())
                .isEqualTo("resource (type=CONNECTION_MONITOR, ID=%s) is not ready, currently DELETING", id);
    }

    @Test
    void oneIsActiveOnceItIsKnownWhatBecameOfItsFirstRequests() {
        lab.agent.echoes(Verdict.UNDECIDED);
        String id = make(connection).get("id").stringValue();
        lab.agent.work();
        assertThat(status(id)).isEqualTo("PENDING_CREATE");
        lab.agent.echoes(Verdict.FAILS);
        lab.agent.work();
        assertThat(status(id)).isEqualTo("ACTIVE");
        lab.agent.echoes(Verdict.UNDECIDED);
        lab.agent.work();
        assertThat(status(id)).as("after a start of the agent").isEqualTo("ACTIVE");
    }

    /// It may be of an earlier one.
    @Test
    void whatIsSaidBeforeItsNodeHasItSaysNothingOfIt() {
        NodeId node = lab.agent.node(connection).node();
        var of = ConnectionId.parse(connection);
        lab.agent.tells(new ProbeReport(of, node, ProbeKind.LINK, Verdict.PASSES, lab.clock.instant()));
        lab.agent.work();
        String id = make(connection).get("id").stringValue();
        lab.agent.report(ThingReport.Phase.APPLYING, ThingReport.Phase.APPLYING);
        assertThat(status(id)).isEqualTo("PENDING_CREATE");
        lab.agent.work();
        assertThat(status(id)).isEqualTo("ACTIVE");
    }

    @Test
    void aSecondIsRefusedAndChangesNothing() {
        String id = make(connection).get("id").stringValue();
        var second = lab.call("POST", ALL, body(connection));
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(second.body().get("error_msg").stringValue())
                .contains("connection_monitor.vpn_connection_id: ", connection, id);
        assertThat(ids("")).containsExactly(id);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(lab.call("POST", ALL, body(NOWHERE)).status()).isEqualTo(404);
        assertThat(lab.call("POST", ALL, "{\"connection_monitor\": {}}").status())
                .isEqualTo(400);
        assertThat(lab.call("GET", ALL + "/" + NOWHERE, "")
                        .body()
                        .get("error_code")
                        .stringValue())
                .isEqualTo("VPN.0004");
        assertThat(lab.call("DELETE", ALL + "/" + NOWHERE, "").status()).isEqualTo(404);
        lab.done(204, "DELETE", "/vpn-connection/" + connection, "");
        assertThat(lab.call("POST", ALL, body(connection)).status()).isEqualTo(409);
    }

    @Test
    void aListIsFilteredByConnectionAndEnterpriseProject() {
        String other = lab.connect(site, site.eip2(), lab.customerGateway("198.51.100.3"), """
                "peer_subnets": ["192.168.45.0/24"],""");
        String first = make(connection).get("id").stringValue();
        String second = make(other).get("id").stringValue();
        assertThat(ids("")).containsExactlyInAnyOrder(first, second);
        assertThat(ids("?vpn_connection_id=" + other)).containsExactly(second);
        assertThat(ids("?vpn_connection_id=" + NOWHERE)).isEmpty();
        assertThat(ids("?enterprise_project_id=0")).hasSize(2);
        assertThat(ids("?enterprise_project_id=7d9a0f5c-39a3-4a55-9aa1-000000000001"))
                .isEmpty();
    }

    @Test
    void aConnectionIsMadeWithOneIfThatIsAskedForAndTakesItAlong() {
        String watched = lab.connect(site, site.eip2(), lab.customerGateway("198.51.100.4"), """
                "peer_subnets": ["192.168.46.0/24"], "enable_health_check": true,""");
        assertThat(monitored()).containsExactly(watched);
        String id = lab.shownConnection(watched).get("connection_monitor_id").stringValue();
        lab.agent.work();
        assertThat(status(id)).isEqualTo("ACTIVE");
        assertThat(lab.call("POST", ALL, body(watched)).status()).isEqualTo(400);
        lab.done(204, "DELETE", "/vpn-connection/" + watched, "");
        assertThat(status(id)).isEqualTo("PENDING_DELETE");
        assertThat(monitored()).isEmpty();
        lab.agent.work();
        assertThat(ids("")).isEmpty();
    }

    @Test
    void makingOneLeavesItsConnectionAsItIs() {
        lab.agent.work();
        String before = lab.status("/vpn-connection/" + connection);
        make(connection);
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo(before);
    }

    private JsonNode make(String of) {
        return lab.done(201, "POST", ALL, body(of)).get("connection_monitor");
    }

    private static String body(String connection) {
        return "{\"connection_monitor\": {\"vpn_connection_id\": \"%s\"}}".formatted(connection);
    }

    private String status(String id) {
        return lab.done(200, "GET", ALL + "/" + id, "")
                .at("/connection_monitor/status")
                .stringValue();
    }

    private String shownId() {
        return lab.shownConnection(connection).get("connection_monitor_id").stringValue();
    }

    private List<String> ids(String query) {
        return lab.done(200, "GET", ALL + query, "")
                .get("connection_monitors")
                .valueStream()
                .map(monitor -> monitor.get("id").stringValue())
                .toList();
    }

    /// The connections whose ways the nodes are told to probe.
    private List<String> monitored() {
        return lab.agent.nodes().stream()
                .flatMap(node -> node.service() instanceof NodeService.SiteToCloud service
                        ? service.monitors().stream()
                        : List.<Monitor>of().stream())
                .map(monitor -> monitor.connection().toString())
                .toList();
    }
}

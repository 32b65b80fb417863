package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A connection of a node that has lost its EIP is shown as it is.
class NodeWithoutEipTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");

    private final String id = LAB.connect(
            SITE, SITE.eip1(), LAB.customerGateway("198.51.100.2"), TestCloud.USUAL + "\"enable_health_check\": true,");

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void nothingVanishesFromLists() {
        String monitor = LAB.shownConnection(id).get("connection_monitor_id").stringValue();
        LAB.database.change(tx -> tx.execute(
                "UPDATE eip SET node_id = NULL, gateway_id = NULL WHERE id = ?", UUID.fromString(SITE.eip1())));
        JsonNode listed = LAB.done(200, "GET", "/vpn-connection", "").at("/vpn_connections/0");
        for (JsonNode shown : List.of(LAB.shownConnection(id), listed)) {
            assertThat(shown.get("id").stringValue()).isEqualTo(id);
            assertThat(shown.propertyNames()).doesNotContain("vgw_ip", "eip_id");
            assertThat(shown.get("ikepolicy").propertyNames())
                    .contains("peer_id")
                    .doesNotContain("local_id");
        }
        JsonNode changed = LAB.done(200, "PUT", "/vpn-connection/" + id, """
                        {"vpn_connection": {"ikepolicy": {"local_id": "192.0.2.1"}}}""").get("vpn_connection");
        assertThat(changed.at("/ikepolicy/local_id").stringValue()).isEqualTo("192.0.2.1");
        JsonNode monitored = LAB.done(200, "GET", "/connection-monitors", "").at("/connection_monitors/0");
        assertThat(monitored.get("id").stringValue()).isEqualTo(monitor);
        assertThat(monitored.has("source_ip")).isFalse();
        assertThat(monitored.get("destination_ip").stringValue()).isEqualTo("198.51.100.2");
        JsonNode node =
                LAB.done(200, "GET", "/vpn-gateways/" + SITE.gateway(), "").at("/vpn_gateway/nodes/0");
        assertThat(node.has("ip")).isFalse();
    }
}

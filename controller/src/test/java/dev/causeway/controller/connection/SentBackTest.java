package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Clients that send back what they have read, with a change or without.
class SentBackTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String customer = lab.customerGateway("198.51.100.2");
    private final String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
    private final String path = "/vpn-connection/" + id;

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void whatIsSentBackAsItWasReadChangesNothing() {
        Map<String, String> all = Map.of(
                path,
                "vpn_connection",
                "/vpn-gateways/" + site.gateway(),
                "vpn_gateway",
                "/customer-gateways/" + customer,
                "customer_gateway");
        all.forEach((one, name) -> {
            JsonNode read = lab.done(200, "GET", one, "").get(name);
            lab.done(200, "PUT", one, "{\"%s\": %s}".formatted(name, read));
            assertThat(read(one, name)).isEqualTo(withoutTime(read));
        });
        lab.agent.work();
        assertThat(lab.agent.tunnel(id).generation()).isEqualTo(1);
    }

    @Test
    void identitiesSentBackFollowANewCustomerGatewayAndANewEip() {
        sendIkeBack("");
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"cgw_id": "%s"}}""".formatted(lab.customerGateway("198.51.100.3")));
        assertThat(ike("peer_id")).isEqualTo("198.51.100.3");
        String eip = lab.eip().toString();
        lab.done(200, "PUT", "/vpn-gateways/" + site.gateway(), """
                {"vpn_gateway": {"eip_id_1": "%s"}}""".formatted(eip));
        lab.agent.work();
        assertThat(lab.agent.tunnel(id).ike().peerId()).isEqualTo(Ipv4.parse("198.51.100.3"));
        assertThat(ike("local_id")).isEqualTo(publicAddress());
    }

    @Test
    void identitiesSentBackTogetherWithANewCustomerGatewayFollowIt() {
        sendIkeBack("\"cgw_id\": \"%s\",".formatted(lab.customerGateway("198.51.100.3")));
        assertThat(ike("peer_id")).isEqualTo("198.51.100.3");
        // Also one that was named together with its customer gateway was not chosen.
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"cgw_id": "%s", "ikepolicy": {"peer_id": "198.51.100.4"}}}""".formatted(lab.customerGateway("198.51.100.4")));
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"cgw_id": "%s"}}""".formatted(customer));
        assertThat(ike("peer_id")).isEqualTo("198.51.100.2");
    }

    @Test
    void aConnectionMadeAsAnotherWasReadDerivesItsIdentities() {
        String peer = lab.customerGateway("198.51.100.3");
        String made = lab.connect(
                site, site.eip1(), peer, TestCloud.USUAL.replace("44", "45") + """
                "ikepolicy": {"peer_id": "198.51.100.3", "local_id": "%s"},""".formatted(ike("local_id")));
        lab.done(200, "PUT", "/vpn-connection/" + made, """
                {"vpn_connection": {"cgw_id": "%s"}}""".formatted(lab.customerGateway("198.51.100.4")));
        assertThat(lab.shownConnection(made).at("/ikepolicy/peer_id").stringValue())
                .isEqualTo("198.51.100.4");
    }

    @Test
    void chosenIdentitiesStayUntilNullResetsThem() {
        String derived = ike("local_id");
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"ikepolicy": {"peer_id": "10.9.9.9", "local_id": "10.9.9.8"}}}""");
        sendIkeBack("\"cgw_id\": \"%s\",".formatted(lab.customerGateway("198.51.100.3")));
        assertThat(ike("peer_id")).isEqualTo("10.9.9.9");
        assertThat(ike("local_id")).isEqualTo("10.9.9.8");
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"ikepolicy": {"peer_id": null, "local_id": null, "dh_group": null}}}""");
        assertThat(ike("peer_id")).isEqualTo("198.51.100.3");
        assertThat(ike("local_id")).isEqualTo(derived);
        assertThat(ike("dh_group")).isEqualTo("group15");
    }

    @Test
    void whatAnEarlierVersionKeptAsChosenFollowsAgain() throws IOException {
        String upgrade;
        try (var in = getClass().getResourceAsStream("/migrations/V043__identities_of_the_ends.sql")) {
            upgrade = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String derived = ike("local_id");
        lab.database.change(tx -> {
            tx.execute("UPDATE vpn_connection SET ike_peer_id = peer_address, ike_local_id = ?::inet", derived);
            tx.createScript(upgrade).execute();
        });
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"cgw_id": "%s"}}""".formatted(lab.customerGateway("198.51.100.3")));
        assertThat(ike("peer_id")).isEqualTo("198.51.100.3");
        long chosen = lab.database.read(tx -> tx.createQuery("SELECT count(ike_local_id) FROM vpn_connection")
                .mapTo(Long.class)
                .one());
        assertThat(chosen).isZero();
    }

    @Test
    void aTunnelAddressSentBackFollowsTheOtherThatIsNew() {
        JsonNode read = lab.shownConnection(id);
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"tunnel_local_address": "169.254.70.2/30", "tunnel_peer_address": %s}}""".formatted(read.get("tunnel_peer_address")));
        assertThat(lab.shownConnection(id).get("tunnel_peer_address").stringValue())
                .isEqualTo("169.254.70.1/30");
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"tunnel_local_address": "169.254.70.2/30",
                  "tunnel_peer_address": "169.254.71.1/30"}}""");
        assertThat(lab.shownConnection(id).get("tunnel_local_address").stringValue())
                .isEqualTo("169.254.71.2/30");
        assertThat(lab.call("PUT", path, """
                {"vpn_connection": {"tunnel_local_address": "169.254.72.1/30",
                  "tunnel_peer_address": "169.254.73.2/30"}}""").body().toString())
                .contains("vpn_connection: tunnel_local_address and tunnel_peer_address must be");
    }

    private void sendIkeBack(String more) {
        JsonNode ike = lab.shownConnection(id).get("ikepolicy");
        lab.done(200, "PUT", path, "{\"vpn_connection\": {%s \"ikepolicy\": %s}}".formatted(more, ike));
    }

    private String ike(String member) {
        return lab.shownConnection(id).at("/ikepolicy/" + member).stringValue();
    }

    private String publicAddress() {
        return lab.done(200, "GET", "/vpn-gateways/" + site.gateway(), "")
                .at("/vpn_gateway/eip1/ip_address")
                .stringValue();
    }

    private JsonNode read(String one, String name) {
        return withoutTime(lab.done(200, "GET", one, "").get(name));
    }

    private static JsonNode withoutTime(JsonNode read) {
        return read.deepCopy().asObject().without("updated_at");
    }
}

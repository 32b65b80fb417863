package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConnectionLifecycleTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String customer = lab.customerGateway("198.51.100.2");

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aNewConnectionHasTheDefaults() {
        JsonNode made = lab.done(
                        201,
                        "POST",
                        "/vpn-connection",
                        TestCloud.connection(site, site.eip1(), customer, TestCloud.USUAL))
                .get("vpn_connection");
        assertThat(made.get("name").stringValue()).matches("vpn-[0-9a-f]{4}");
        assertThat(made.get("style").stringValue()).isEqualTo("STATIC");
        assertThat(made.get("vgw_ip").stringValue()).isEqualTo(site.eip1());
        assertThat(made.get("ha_role").stringValue()).isEqualTo("master");
        assertThat(made.get("enable_nqa").booleanValue()).isFalse();
        assertThat(made.get("policy_rules_v6").isEmpty()).isTrue();
        assertThat(made.has("status")).isFalse();
        assertThat(made.has("psk")).isFalse();
        assertThat(made.get("ikepolicy").toString())
                .contains("\"ike_version\":\"v2\"", "\"dh_group\":\"group15\"", "\"lifetime_seconds\":86400")
                .contains("\"peer_id\":\"198.51.100.2\"", "\"dpd\":{\"timeout\":15,\"interval\":30")
                .doesNotContain("phase1");
        assertThat(made.get("ipsecpolicy").toString())
                .contains("\"pfs\":\"group15\"", "\"lifetime_seconds\":3600", "\"encapsulation_mode\":\"tunnel\"");
        assertThat(made.get("tunnel_local_address").stringValue()).matches("169\\.254\\.\\d+\\.\\d+/30");
    }

    @Test
    void itsStatusFollowsTheReports() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String path = "/vpn-connection/" + id;
        assertThat(lab.status(path)).isEqualTo("PENDING_CREATE");
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("DOWN");
        assertThat(lab.status("/vpn-gateways/" + site.gateway())).isEqualTo("ACTIVE");
        lab.agent.tunnel(id, TunnelReport.State.UP);
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("ACTIVE");
        lab.agent.tunnel(id, TunnelReport.State.APPLYING);
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("DOWN");
        lab.agent.tunnel(id, TunnelReport.State.FAILED);
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("ERROR");
        lab.clock.pass(Duration.ofSeconds(91));
        assertThat(lab.status(path)).isEqualTo("UNKNOWN");
    }

    @Test
    void aChangeIsPendingUntilTheTunnelHasIt() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String path = "/vpn-connection/" + id;
        lab.agent.tunnel(id, TunnelReport.State.UP);
        lab.agent.work();
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"name": "renamed"}}""");
        assertThat(lab.status(path)).isEqualTo("ACTIVE");
        JsonNode changed = lab.done(200, "PUT", path, """
                        {"vpn_connection": {"peer_subnets": ["192.168.45.0/24"],
                          "ikepolicy": {"lifetime_seconds": 3600, "dpd": {"interval": 10}},
                          "ipsecpolicy": {"pfs": "disable"}}}""").get("vpn_connection");
        assertThat(changed.at("/ikepolicy/lifetime_seconds").intValue()).isEqualTo(3600);
        assertThat(changed.at("/ikepolicy/dpd/interval").intValue()).isEqualTo(10);
        assertThat(changed.at("/ikepolicy/dpd/timeout").intValue()).isEqualTo(15);
        assertThat(changed.at("/ikepolicy/dh_group").stringValue()).isEqualTo("group15");
        assertThat(changed.at("/ipsecpolicy/pfs").stringValue()).isEqualTo("disable");
        assertThat(changed.get("name").stringValue()).isEqualTo("renamed");
        assertThat(lab.status(path)).isEqualTo("PENDING_UPDATE");
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("ACTIVE");
        Tunnel tunnel = lab.agent.tunnel(id);
        assertThat(tunnel.steering()).isEqualTo(new Steering.Static(List.of(Prefix.parse("192.168.45.0/24"))));
        assertThat(tunnel.ipsec().pfs()).isEmpty();
        assertThat(tunnel.authentication())
                .isEqualTo(new Authentication.SharedKey(Optional.of(new PreSharedKey("Abcd_1234"))));
        assertThat(tunnel.generation()).isEqualTo(2);
    }

    @Test
    void whatTheNodeIsNotToldOfIsNoChangeForIt() {
        String id = lab.connect(site, site.eip1(), customer, """
                "style": "policy", "peer_subnets": ["192.168.44.0/24"], "policy_rules": [
                  {"rule_index": 1, "source": "10.0.0.0/24", "destination": ["192.168.44.0/24"]}],""");
        lab.agent.work();
        String sameAddress = lab.customerGateway("198.51.100.2");
        lab.done(200, "PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"name": "x", "cgw_id": "%s", "peer_subnets": ["192.168.0.0/16"]}}""".formatted(sameAddress));
        assertThat(lab.status("/vpn-connection/" + id)).isEqualTo("DOWN");
        assertThat(lab.shownConnection(id).at("/peer_subnets/0").stringValue()).isEqualTo("192.168.0.0/16");
        lab.done(200, "PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"policy_rules": [
                  {"rule_index": 1, "source": "10.0.0.0/24", "destination": ["192.168.45.0/24"]}]}}""");
        assertThat(lab.status("/vpn-connection/" + id)).isEqualTo("PENDING_UPDATE");
    }

    @Test
    void itIsGoneWhenItsNodeNoLongerHasTheTunnel() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String path = "/vpn-connection/" + id;
        lab.agent.work();
        lab.done(204, "DELETE", path, "");
        lab.done(204, "DELETE", path, "");
        assertThat(lab.status(path)).isEqualTo("PENDING_DELETE");
        assertThat(lab.call("PUT", path, "{\"vpn_connection\": {\"name\": \"x\"}}")
                        .status())
                .isEqualTo(409);
        assertThat(lab.call("DELETE", "/vpn-gateways/" + site.gateway(), "").status())
                .isEqualTo(400);
        lab.agent.report(ThingReport.Phase.APPLYING, ThingReport.Phase.APPLYING);
        assertThat(lab.status(path)).isEqualTo("PENDING_DELETE");
        lab.agent.work();
        assertThat(lab.call("GET", path, "").status()).isEqualTo(404);
        lab.done(204, "DELETE", "/customer-gateways/" + customer, "");
        lab.done(204, "DELETE", "/vpn-gateways/" + site.gateway(), "");
        lab.agent.work();
        assertThat(lab.rows("vpn_gateway")).isZero();
        assertThat(lab.rows("eip")).isZero();
    }

    @Test
    void itStaysWhileSomethingOfItsTunnelRemains() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String path = "/vpn-connection/" + id;
        lab.agent.work();
        lab.agent.remains(lab.agent.node(id), id);
        lab.done(204, "DELETE", path, "");
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("PENDING_DELETE");
        lab.agent.nothingRemains();
        lab.agent.work();
        assertThat(lab.call("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void whatFailedOrIsUnknownIsDeletedToo() {
        String failed = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        lab.agent.tunnel(failed, TunnelReport.State.FAILED);
        lab.agent.work();
        assertThat(lab.status("/vpn-connection/" + failed)).isEqualTo("ERROR");
        deleted("/vpn-connection/" + failed);

        String unknown = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        lab.agent.work();
        lab.clock.pass(Duration.ofSeconds(91));
        assertThat(lab.status("/vpn-connection/" + unknown)).isEqualTo("UNKNOWN");
        deleted("/vpn-connection/" + unknown);
    }

    private void deleted(String path) {
        lab.done(204, "DELETE", path, "");
        assertThat(lab.status(path)).isEqualTo("PENDING_DELETE");
        lab.agent.work();
        assertThat(lab.call("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void whatConnectionsUseCannotBeDeleted() {
        lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        var customerInUse = lab.call("DELETE", "/customer-gateways/" + customer, "");
        assertThat(customerInUse.status()).isEqualTo(400);
        assertThat(customerInUse.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(customerInUse.body().get("error_msg").stringValue())
                .isEqualTo("invalid request: customer gateway " + customer + " has connection");
        var gatewayInUse = lab.call("DELETE", "/vpn-gateways/" + site.gateway(), "");
        assertThat(gatewayInUse.status()).isEqualTo(400);
        assertThat(gatewayInUse.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(lab.status("/vpn-gateways/" + site.gateway())).isEqualTo("ACTIVE");
    }

    @Test
    void whatTheRulesRefuseIsNamedByItsPlaceInTheBatch() {
        String one = inner(site.eip1(), customer, TestCloud.USUAL);
        String two = inner(site.eip2(), customer, "\"peer_subnets\": [\"192.168.77.0/24\", \"10.0.0.0/24\"],");
        var refused = lab.call("POST", "/vpn-connections/batch-create", batch(one, two));
        assertThat(refused.status()).isEqualTo(400);
        JsonNode violations = refused.body().get("violations");
        assertThat(violations.size()).isEqualTo(1);
        assertThat(violations.get(0).get("path").stringValue()).isEqualTo("vpn_connections[1].peer_subnets[1]");
        assertThat(violations.get(0).get("message").stringValue()).startsWith("10.0.0.0/24 lies in a local subnet");
        assertThat(lab.rows("vpn_connection")).isZero();
    }

    @Test
    void aBatchIsAllOrNothing() {
        String one = inner(site.eip1(), customer, TestCloud.USUAL);
        String two = inner(site.eip2(), customer, TestCloud.USUAL);
        String wrong = inner(site.eip1(), customer, TestCloud.USUAL + "\"name\": \"again\",");
        var refused = lab.call("POST", "/vpn-connections/batch-create", batch(one, wrong));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.response().body()).contains("vpn_connections[1].cgw_id: ");
        assertThat(lab.rows("vpn_connection")).isZero();
        JsonNode made = lab.done(201, "POST", "/vpn-connections/batch-create", batch(one, two))
                .get("vpn_connections");
        assertThat(made.size()).isEqualTo(2);
        assertThat(made.get(0).get("tunnel_local_address"))
                .isNotEqualTo(made.get(1).get("tunnel_local_address"));
        assertThat(lab.call("POST", "/vpn-connections/batch-create", batch()).status())
                .isEqualTo(400);
        assertThat(lab.call("POST", "/vpn-connections/batch-create", batch(one, two, one))
                        .status())
                .isEqualTo(400);
        var used = lab.done(200, "GET", "/vpn-gateways/" + site.gateway(), "").get("vpn_gateway");
        assertThat(used.get("used_connection_number").intValue()).isEqualTo(2);
        assertThat(used.get("used_connection_group").intValue()).isEqualTo(1);
    }

    private String inner(String eip, String customerGateway, String more) {
        return """
                {%s "vgw_id": "%s", "vgw_ip": "%s", "cgw_id": "%s"}""".formatted(more, site.gateway(), eip, customerGateway);
    }

    private static String batch(String... connections) {
        return "{\"vpn_connections\": [" + String.join(",", connections) + "]}";
    }

    @Test
    void bothNodesLeadToThePeerAndTheVpcSharesFlows() {
        String one = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String two = lab.connect(site, site.eip2(), customer, TestCloud.USUAL);
        List<VpcDocument.PeerRoute> routes = lab.database.read(tx -> lab.peerRoutes(tx, site.vpc()));
        assertThat(routes).hasSize(1);
        assertThat(routes.getFirst().destination()).isEqualTo(Prefix.parse("192.168.44.0/24"));
        assertThat(routes.getFirst().paths())
                .extracting(VpcDocument.Path::leading)
                .containsExactlyInAnyOrder(through(one), through(two));
        assertThat(routes.getFirst().paths()).extracting(VpcDocument.Path::rank).containsOnly(0);
        assertThat(lab.agent.tunnel(one).slot()).isEqualTo(1);
        assertThat(lab.agent.tunnel(one).peer()).isEqualTo(Ipv4.parse("198.51.100.2"));
        assertThat(lab.agent.node(one).node()).isNotEqualTo(lab.agent.node(two).node());
    }

    @Test
    void anActiveStandbyGatewayPrefersItsMaster() {
        var standby = lab.gateway("\"ha_mode\": \"active-standby\",");
        String master = lab.connect(standby, standby.eip1(), customer, TestCloud.USUAL + "\"ha_role\": \"master\",");
        String slave = lab.connect(standby, standby.eip2(), customer, TestCloud.USUAL + "\"ha_role\": \"slave\",");
        var paths = lab.database
                .read(tx -> lab.peerRoutes(tx, standby.vpc()))
                .getFirst()
                .paths();
        assertThat(paths)
                .anyMatch(path -> path.leading().equals(through(master)) && path.rank() == 0)
                .anyMatch(path -> path.leading().equals(through(slave)) && path.rank() == 1);
    }

    private static VpcDocument.Leading through(String connection) {
        return new VpcDocument.Leading.Tunnel(ConnectionId.parse(connection));
    }

    @Test
    void logsAreNewestFirstInMilliseconds() {
        String id = lab.connect(
                site, site.eip1(), customer, TestCloud.USUAL + "\"ikepolicy\": {\"encryption_algorithm\": \"3des\"},");
        lab.agent.work();
        lab.agent.log(id, 1, "08[IKE] initiating");
        lab.agent.log(id, 2, "09[IKE] no proposal chosen");
        lab.agent.work();
        JsonNode logs =
                lab.done(200, "GET", "/vpn-connection/" + id + "/log", "").get("logs");
        assertThat(logs.valueStream().map(line -> line.get("raw_message").stringValue()))
                .containsExactly(
                        "09[IKE] no proposal chosen",
                        "08[IKE] initiating",
                        "warning: weak algorithms in use: ikepolicy.encryption_algorithm 3des");
        assertThat(logs.get(0).get("time").longValue()).isBetween(1_700_000_000_000L, lab.clock.millis() + 1);
    }

    @Test
    void pagesAreNewestFirstAndMarkedByTime() {
        for (int i = 1; i <= 5; i++) {
            lab.connect(site, site.eip1(), lab.customerGateway("198.51.100." + (10 + i)), TestCloud.USUAL);
        }
        JsonNode first = lab.done(200, "GET", "/vpn-connection?limit=2", "");
        assertThat(first.get("total_count").intValue()).isEqualTo(5);
        assertThat(first.at("/page_info/current_count").intValue()).isEqualTo(2);
        String marker = first.at("/page_info/next_marker").stringValue();
        JsonNode second = lab.done(200, "GET", "/vpn-connection?limit=2&marker=" + marker, "");
        JsonNode last = lab.done(
                200,
                "GET",
                "/vpn-connection?limit=2&marker="
                        + second.at("/page_info/next_marker").stringValue(),
                "");
        assertThat(last.at("/page_info/current_count").intValue()).isEqualTo(1);
        assertThat(last.get("page_info").has("next_marker")).isFalse();
        assertThat(lab.done(200, "GET", "/vpn-connection?vgw_ip=" + site.eip1() + "&eip_id=" + site.eip2(), "")
                        .get("vpn_connections"))
                .isEmpty();
        assertThat(lab.done(200, "GET", "/vpn-connection?vgw_ip=" + site.eip2(), "")
                        .get("total_count")
                        .intValue())
                .isZero();
        assertThat(lab.done(200, "GET", "/vpn-connection?vgw_id=" + site.gateway() + "&limit=0", "")
                        .get("vpn_connections")
                        .size())
                .isZero();
        for (String wrong : List.of(
                "limit=x",
                "limit=2001",
                "limit=-1",
                "marker=%00",
                "marker=soon",
                "marker=+999999999-01-01T00:00:00Z",
                "marker=-4800-01-01T00:00:00Z",
                "marker=9999-12-31T23:59:59-18:00",
                "vgw_id=%00")) {
            assertThat(lab.call("GET", "/vpn-connection?" + wrong, "").status()).isEqualTo(400);
        }
    }

    @Test
    void anotherProjectSeesNothing() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        ProjectId stranger = ProjectId.random();
        for (String path : List.of(
                "/vpn-connection/" + id,
                "/vpn-connection/" + id + "/log",
                "/vpn-gateways/" + site.gateway(),
                "/customer-gateways/" + customer)) {
            var answer = lab.callAs(stranger, "GET", path, "");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0004");
        }
        assertThat(lab.callAs(stranger, "DELETE", "/vpn-connection/" + id, "").status())
                .isEqualTo(404);
        assertThat(lab.callAs(stranger, "GET", "/vpn-connection", "")
                        .body()
                        .get("total_count")
                        .intValue())
                .isZero();
        assertThat(lab.callAs(
                                stranger,
                                "POST",
                                "/vpn-connection",
                                TestCloud.connection(site, site.eip2(), customer, TestCloud.USUAL))
                        .status())
                .isEqualTo(404);
    }
}

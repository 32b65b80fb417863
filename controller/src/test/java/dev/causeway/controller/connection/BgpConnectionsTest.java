package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Connections whose routes are learnt by BGP.
class BgpConnectionsTest {

    private static final TestCloud LAB = new TestCloud();
    private static final String SPEAKER = LAB.customerGateway("198.51.100.2", 65000);
    private static final String OTHER = LAB.customerGateway("198.51.100.3", 65001);
    private static final String SILENT = LAB.customerGateway("198.51.100.4");
    private static final String SAME = LAB.customerGateway("198.51.100.5", 64512);
    private static final List<Prefix> BRANCH = List.of(Prefix.parse("192.168.44.0/24"));

    private TestCloud.Site site;

    @BeforeEach
    void gateway() {
        site = LAB.gateway("");
    }

    @AfterAll
    static void close() {
        LAB.close();
    }

    private String connect(String customer, String more) {
        return LAB.connect(site, site.eip1(), customer, TestCloud.BY_BGP + more);
    }

    private static JsonNode change(String id, String members) {
        return LAB.done(200, "PUT", "/vpn-connection/" + id, "{\"vpn_connection\": {%s}}".formatted(members))
                .get("vpn_connection");
    }

    private static Optional<Speaker> speaker(String connection) {
        return LAB.agent.node(connection).service() instanceof NodeService.SiteToCloud tunnels
                ? tunnels.speaker()
                : Optional.empty();
    }

    private static void refused(String expected, TestApi.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").stringValue()).contains(expected);
    }

    @Test
    void isShownAndTellsItsNode() {
        JsonNode made = LAB.done(
                        201,
                        "POST",
                        "/vpn-connection",
                        TestCloud.connection(
                                site, site.eip1(), SPEAKER, TestCloud.BY_BGP.replace("\"bgp\"", "\"BGP\"")))
                .get("vpn_connection");
        assertThat(made.get("style").stringValue()).isEqualTo("BGP");
        assertThat(made.get("enable_hub").booleanValue()).isFalse();
        assertThat(made.get("type").stringValue()).isEqualTo("ROUTE");
        assertThat(made.get("route_mode").stringValue()).isEqualTo("BGP");
        assertThat(made.get("policy_rules").isEmpty()).isTrue();
        String id = made.get("id").stringValue();
        assertThat(LAB.agent.tunnel(id).steering()).isEqualTo(new Steering.Bgp(BRANCH, 65000, false));
        assertThat(speaker(id)).contains(new Speaker(64512, 1, 0, Optional.empty()));
        assertThat(LAB.done(200, "GET", "/vpn-connection?vgw_id=" + site.gateway(), "")
                        .at("/vpn_connections/0/enable_hub")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void isMadeInABatchAndTellsEachNodeOfTheOther() {
        JsonNode made = LAB.done(
                        201,
                        "POST",
                        "/vpn-connections/batch-create",
                        "{\"vpn_connections\": [%s, %s]}"
                                .formatted(
                                        one(site.eip1(), SPEAKER, "\"enable_hub\": true,"),
                                        one(site.eip2(), SPEAKER, "")))
                .get("vpn_connections");
        assertThat(made.get(0).get("enable_hub").booleanValue()).isTrue();
        assertThat(made.get(1).get("enable_hub").booleanValue()).isFalse();
        String first = made.get(0).get("id").stringValue();
        String second = made.get(1).get("id").stringValue();
        assertThat(speaker(first))
                .contains(new Speaker(
                        64512,
                        1,
                        0,
                        Optional.of(new Speaker.Sibling(LAB.agent.node(second).node(), BRANCH, List.of()))));
        assertThat(speaker(second))
                .contains(new Speaker(
                        64512,
                        2,
                        0,
                        Optional.of(new Speaker.Sibling(LAB.agent.node(first).node(), BRANCH, BRANCH))));
    }

    private String one(String eip, String customer, String more) {
        return """
                {%s "vgw_id": "%s", "vgw_ip": "%s", "cgw_id": "%s"}""".formatted(TestCloud.BY_BGP + more, site.gateway(), eip, customer);
    }

    @Test
    void theNodeOfTheStandbyAddressIsTheLesserOne() {
        site = LAB.gateway("\"ha_mode\": \"active-standby\",");
        String master = connect(SPEAKER, "\"ha_role\": \"master\",");
        String slave = LAB.connect(site, site.eip2(), SPEAKER, TestCloud.BY_BGP + "\"ha_role\": \"slave\",");
        assertThat(speaker(master).map(Speaker::rank)).contains(0);
        assertThat(speaker(slave).map(Speaker::rank)).contains(1);
        List<VpcDocument.PeerRoute> routes = LAB.database.read(tx -> LAB.peerRoutes(tx, site.vpc()));
        assertThat(routes).singleElement().satisfies(route -> {
            assertThat(route.destination()).isEqualTo(BRANCH.getFirst());
            assertThat(route.paths()).allMatch(path -> path.rank() == 0);
            assertThat(route.paths())
                    .extracting(VpcDocument.Path::leading)
                    .containsExactlyInAnyOrder(learnt(master), learnt(slave));
        });
    }

    private static VpcDocument.Leading learnt(String connection) {
        return new VpcDocument.Leading.Learned(ConnectionId.parse(connection));
    }

    @Test
    void whatItMayLearnIsToldToTheOtherNodeToo() {
        String first = connect(SPEAKER, "");
        String second = LAB.connect(site, site.eip2(), OTHER, TestCloud.BY_BGP + "\"enable_hub\": true,");
        long before = LAB.agent.node(first).generation();
        change(second, "\"peer_subnets\": [\"192.168.60.0/24\", \"192.168.50.0/24\"]");
        assertThat(LAB.agent.node(first).generation()).isGreaterThan(before);
        List<Prefix> networks = List.of(Prefix.parse("192.168.50.0/24"), Prefix.parse("192.168.60.0/24"));
        var sibling = new Speaker.Sibling(LAB.agent.node(second).node(), networks, networks);
        assertThat(speaker(first).orElseThrow().sibling()).contains(sibling);
        change(second, "\"enable_hub\": false");
        assertThat(speaker(first).orElseThrow().sibling().orElseThrow().hubs()).isEmpty();
        LAB.done(204, "DELETE", "/vpn-connection/" + second, "");
        assertThat(speaker(first).orElseThrow().sibling()).isEmpty();
    }

    @Test
    void itsNodeFollowsWhatIsChanged() {
        String id = connect(SPEAKER, "");
        LAB.agent.tunnel(id, TunnelReport.State.UP);
        LAB.agent.work();
        String path = "/vpn-connection/" + id;
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        assertThat(change(id, "\"enable_hub\": true").get("enable_hub").booleanValue())
                .isTrue();
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        change(id, """
                "cgw_id": "%s", "tunnel_local_address": "169.254.88.1/30",
                "peer_subnets": ["192.168.50.0/24"]""".formatted(OTHER));
        assertThat(LAB.agent.tunnel(id).steering())
                .isEqualTo(new Steering.Bgp(List.of(Prefix.parse("192.168.50.0/24")), 65001, true));
        assertThat(LAB.agent.tunnel(id).peerAddress()).hasToString("169.254.88.2/30");
        assertThat(LAB.shownConnection(id).get("cgw_id").stringValue()).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "vpn_connection.enable_nqa: must be set only when style is static, not to true when it is bgp | \"enable_nqa\": true,",
                "vpn_connection.policy_rules: must be set only when style is policy, not to a list of 1 when it is bgp | \"policy_rules\": [{\"source\": \"10.0.0.0/24\", \"destination\": [\"192.168.0.0/24\"]}],",
                "vpn_connection.enable_hub: must be true or false, not \"yes\" | \"enable_hub\": \"yes\",",
                "vpn_connection.tunnel_local_address: must be a host address of a /30 block of 169.254.0.0/16 outside 169.254.195.0/24, such as 169.254.76.1/30, not 169.254.70.0/30 | \"tunnel_local_address\": \"169.254.70.0/30\",",
                "vpn_connection.tunnel_peer_address: must be a host address of a /30 block of 169.254.0.0/16 outside 169.254.195.0/24, such as 169.254.76.1/30, not 169.254.70.4/30 | \"tunnel_peer_address\": \"169.254.70.4/30\",",
                "vpn_connection.tunnel_local_address: must be a host address of a /30 block of 169.254.0.0/16 outside 169.254.195.0/24, such as 169.254.76.1/30, not 169.254.70.3/30 | \"tunnel_local_address\": \"169.254.70.3/30\",",
            })
    void whatDoesNotGoWithItIsRefused(String expected, String members) {
        long before = LAB.rows("vpn_connection");
        refused(expected, create(SPEAKER, TestCloud.BY_BGP + members));
        assertThat(LAB.rows("vpn_connection")).isEqualTo(before);
        String id = connect(SPEAKER, "");
        refused(
                expected,
                LAB.call(
                        "PUT",
                        "/vpn-connection/" + id,
                        "{\"vpn_connection\": {%s}}".formatted(members.substring(0, members.lastIndexOf(',')))));
    }

    private TestApi.Answer create(String customer, String more) {
        return LAB.call("POST", "/vpn-connection", TestCloud.connection(site, site.eip1(), customer, more));
    }

    /// So no two neighbours of a node have the same address, nor have two tunnels.
    @Test
    void noOtherConnectionOfTheGatewayHasItsTunnelAddresses() {
        String taken = "\"tunnel_local_address\": \"169.254.90.1/30\",";
        String turned = "\"tunnel_local_address\": \"169.254.90.2/30\",";
        String free = "\"tunnel_local_address\": \"169.254.91.1/30\",";
        String expected = ".tunnel_local_address: another connection of the gateway has 169.254.";
        String first = connect(SPEAKER, taken);
        for (String eip : List.of(site.eip1(), site.eip2())) {
            for (String addresses : List.of(taken, turned)) {
                String body = TestCloud.connection(site, eip, OTHER, TestCloud.BY_BGP + addresses);
                refused("vpn_connection" + expected + "90.0/30", LAB.call("POST", "/vpn-connection", body));
            }
        }
        refused(
                "vpn_connections[1]" + expected + "91.0/30",
                LAB.call(
                        "POST",
                        "/vpn-connections/batch-create",
                        "{\"vpn_connections\": [%s, %s]}"
                                .formatted(one(site.eip1(), OTHER, free), one(site.eip2(), OTHER, free))));
        assertThat(LAB.rows("vpn_connection WHERE gateway_id = '" + site.gateway() + "'"))
                .isEqualTo(1);
        String second = LAB.connect(site, site.eip2(), OTHER, TestCloud.BY_BGP + free);
        for (String addresses : List.of(taken, turned)) {
            refused(
                    "vpn_connection" + expected + "90.0/30",
                    LAB.call(
                            "PUT",
                            "/vpn-connection/" + second,
                            "{\"vpn_connection\": {%s}}".formatted(addresses.substring(0, addresses.length() - 1))));
        }
        assertThat(LAB.agent.tunnel(second).localAddress()).hasToString("169.254.91.1/30");
        assertThat(LAB.agent.tunnel(first).localAddress()).hasToString("169.254.90.1/30");
        site = LAB.gateway("");
        assertThat(create(SPEAKER, TestCloud.BY_BGP + taken).status())
                .as("at another gateway")
                .isEqualTo(201);
    }

    @Test
    void networksAreAskedFor() {
        refused("vpn_connection.peer_subnets: is missing", create(SPEAKER, "\"style\": \"bgp\","));
        refused("peer_subnets: must have 1 to 50", create(SPEAKER, "\"style\": \"bgp\", \"peer_subnets\": [],"));
        String id = connect(SPEAKER, "");
        refused("peer_subnets: must have 1 to 50", LAB.call("PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"peer_subnets": []}}"""));
    }

    @Test
    void whomItSpeaksToMustHaveANumberOfItsOwn() {
        String none = "vpn_connection.cgw_id: must be a customer gateway with a bgp_asn when style is bgp: " + SILENT;
        String same = "vpn_connection.cgw_id: must be a customer gateway with another bgp_asn than the VPN gateway's"
                + " when style is bgp: " + SAME + " has 64512 too";
        refused(none, create(SILENT, TestCloud.BY_BGP));
        refused(same, create(SAME, TestCloud.BY_BGP));
        refused(
                "vpn_connections[1].cgw_id",
                LAB.call(
                        "POST",
                        "/vpn-connections/batch-create",
                        "{\"vpn_connections\": [%s, %s]}"
                                .formatted(one(site.eip1(), SPEAKER, ""), one(site.eip2(), SILENT, ""))));
        assertThat(LAB.rows("vpn_connection WHERE gateway_id = '" + site.gateway() + "'"))
                .isZero();
        String id = connect(SPEAKER, "");
        refused(none, repeer(id, SILENT));
        refused(same, repeer(id, SAME));
        assertThat(LAB.agent.tunnel(id).steering()).isEqualTo(new Steering.Bgp(BRANCH, 65000, false));
        String fixed = LAB.connect(site, site.eip2(), SAME, TestCloud.USUAL);
        assertThat(repeer(fixed, SILENT).status()).isEqualTo(200);
    }

    private static TestApi.Answer repeer(String id, String customer) {
        return LAB.call(
                "PUT", "/vpn-connection/" + id, "{\"vpn_connection\": {\"cgw_id\": \"%s\"}}".formatted(customer));
    }

    @Test
    void itsSessionIsShownAsItsNodeReportsIt() {
        String id = connect(SPEAKER, "");
        LAB.agent.work();
        assertThat(LAB.shownConnection(id).has("bgp_peer")).isFalse();
        Duration past = Duration.ofDays(3).plusHours(1).plusMinutes(34).plusSeconds(24);
        LAB.agent.tells(new BgpPeerReport(
                ConnectionId.parse(id),
                LAB.agent.node(id).node(),
                Ipv4.parse("169.254.70.2"),
                65000,
                "established",
                LAB.clock.instant().minus(past),
                7,
                5,
                15541,
                15516,
                BgpPeerReport.Bfd.UP,
                ""));
        LAB.agent.work();
        JsonNode peer = LAB.shownConnection(id).get("bgp_peer");
        assertThat(peer).hasToString("""
                {"peer_ip_address":"169.254.70.2","peer_asn":65000,"state":"established",\
                "state_duration":"3d01h34m24s","num_received_routes":7,"num_message_received":15541,\
                "num_message_sent":15516}""");
        assertThat(LAB.done(200, "GET", "/vpn-connection?vpn_id=" + id, "")
                        .at("/vpn_connections/0")
                        .has("bgp_peer"))
                .isFalse();
    }

    @Test
    void itGoesWhenItsNodeNoLongerHasItsTunnel() {
        String id = connect(SPEAKER, "");
        LAB.agent.work();
        String path = "/vpn-connection/" + id;
        LAB.done(204, "DELETE", path, "");
        assertThat(LAB.status(path)).isEqualTo("PENDING_DELETE");
        LAB.agent.work();
        assertThat(LAB.call("GET", path, "").status()).isEqualTo(404);
    }
}

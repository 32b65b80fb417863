package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class P2cGatewayEipTest extends P2cGatewayCase {

    private static final TestCloud LAB = new TestCloud();

    P2cGatewayEipTest() {
        super(LAB);
    }

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void itsOneNodeServesClientsAndHasItsBandwidthFromTheEip() {
        String path = create(NEW_EIP);
        NodeDocument node = node(path);
        assertThat(LAB.agent.nodes())
                .filteredOn(each -> path.endsWith(each.gateway().toString()))
                .hasSize(1);
        assertThat(node.service()).isEqualTo(new NodeService.ClientVpn(Optional.empty()));
        var uplink = (Uplink.Eip) node.uplink();
        assertThat(uplink.address().toString())
                .isEqualTo(shown(path).at("/eip/ip_address").stringValue());
        assertThat(uplink.megabits()).contains(20);
        var attachment = (Attachment.Vpc) node.attachment();
        assertThat(attachment.subnet()).isEqualTo(subnet);
        assertThat(attachment.address()).isEqualTo(Ipv4.parse("10.0.1.2"));
        assertThat(LAB.rows("gateway_node WHERE id = '" + node.node() + "' AND zone = 'az1' AND kind = 'p2c'"))
                .isEqualTo(1);
    }

    @Test
    void anotherBandwidthReachesTheNodeAtOnce() {
        String path = working(NEW_EIP);
        long before = node(path).generation();
        var answer = LAB.callAt(
                "PUT",
                "/v1/" + LAB.project + "/bandwidths/"
                        + shown(path).at("/eip/bandwidth_id").stringValue(),
                "{\"bandwidth\": {\"size\": 33}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(((Uplink.Eip) node(path).uplink()).megabits()).contains(33);
        assertThat(node(path).generation()).isGreaterThan(before);
        assertThat(shown(path).at("/eip/bandwidth_size").intValue()).isEqualTo(33);
    }

    @Test
    void withoutAnEipItIsMadeAsWell() {
        String path = working("");
        assertThat(shown(path).has("eip")).isFalse();
        assertThat(node(path).uplink()).isEqualTo(new Uplink.None());
    }

    @Test
    void anEipIsBoundLaterAndTheNextOneOnlyWhenItIsGone() {
        String path = working("");
        String first = LAB.eip().toString();
        String second = LAB.eip().toString();
        JsonNode changed = LAB.done(200, "PUT", path, "{\"p2c_vpn_gateway\": {\"eip_id\": \"%s\"}}".formatted(first));
        assertThat(changed.get("p2c_vpn_gateway").propertyNames()).containsExactly("id");
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        assertThat(shown(path).at("/eip/id").stringValue()).isEqualTo(first);
        refused("VPN.0512", update(path, "\"eip_id\": \"" + second + "\""));
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        long generation = node(path).generation();
        assertThat(update(path, "\"eip_id\": \"" + first + "\"").status()).isEqualTo(200);
        assertThat(node(path).generation()).isEqualTo(generation);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        disassociate(first);
        assertThat(update(path, "\"eip_id\": \"" + second + "\"").status()).isEqualTo(200);
        assertThat(shown(path).at("/eip/id").stringValue()).isEqualTo(second);
    }

    @Test
    void anEipThatIsTakenAwayIsGoneAtOnceAndStaysWithTheTenant() {
        String path = working(NEW_EIP);
        String eip = shown(path).at("/eip/id").stringValue();
        disassociate(eip);
        assertThat(shown(path).has("eip")).isFalse();
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        assertThat(node(path).uplink()).isEqualTo(new Uplink.None());
        assertThat(LAB.rows("eip WHERE id = '" + eip + "' AND node_id IS NULL")).isEqualTo(1);
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        LAB.done(204, "DELETE", path, "");
        LAB.agent.work();
        assertThat(LAB.rows("eip WHERE id = '" + eip + "'")).isEqualTo(1);
    }

    @Test
    void theOlderWayToTakeAnEipAwayDoesTheSame() {
        String path = working(NEW_EIP);
        String eip = shown(path).at("/eip/id").stringValue();
        var answer =
                LAB.callAt("PUT", "/v1/" + LAB.project + "/publicips/" + eip, "{\"publicip\": {\"port_id\": \"\"}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(shown(path).has("eip")).isFalse();
    }

    @Test
    void theEipOfAGatewayOfTheOtherKindStaysUntilItIsReplaced() {
        TestCloud.Site site = LAB.gateway("");
        disassociate(site.eip1());
        assertThat(LAB.done(200, "GET", "/vpn-gateways/" + site.gateway(), "")
                        .at("/vpn_gateway/eip1/id")
                        .stringValue())
                .isEqualTo(site.eip1());
    }

    @Test
    void aBoundEipIsNotDeletedAndNamesItsGateway() {
        String path = working(NEW_EIP);
        String eip = shown(path).at("/eip/id").stringValue();
        assertThat(LAB.callAt("DELETE", "/v1/" + LAB.project + "/publicips/" + eip, "")
                        .status())
                .isEqualTo(409);
        assertThat(LAB.callAt("GET", "/v3/" + LAB.project + "/eip/publicips/" + eip, "")
                        .body()
                        .at("/publicip/associate_instance_id")
                        .stringValue())
                .isEqualTo(path.substring(ALL.length() + 1));
    }

    @Test
    void itsDeletionTakesTheEipThatWasMadeWithItAndNoOther() {
        String mine = LAB.eip().toString();
        String brought = working("\"eip\": {\"id\": \"" + mine + "\"},");
        String path = working(NEW_EIP);
        String own = shown(path).at("/eip/id").stringValue();
        long quota = quota();
        for (String each : List.of(brought, path)) {
            LAB.done(204, "DELETE", each, "");
            assertThat(LAB.status(each)).isEqualTo("PENDING_DELETE");
            LAB.done(204, "DELETE", each, "");
            refused("VPN.0508", update(each, "\"name\": \"x\""));
        }
        assertThat(quota()).isEqualTo(quota);
        LAB.agent.work();
        for (String each : List.of(brought, path)) {
            var gone = LAB.call("GET", each, "");
            assertThat(gone.status()).isEqualTo(404);
            refused("VPN.0509", gone);
        }
        assertThat(quota()).isEqualTo(quota - 2);
        assertThat(LAB.rows("eip WHERE id = '" + own + "'")).isZero();
        assertThat(LAB.rows("eip WHERE id = '" + mine + "' AND node_id IS NULL"))
                .isEqualTo(1);
        assertThat(LAB.rows("subnet_address WHERE subnet_id = '" + subnet + "'"))
                .isEqualTo(1);
    }

    private static long quota() {
        return LAB.rows("p2c_gateway");
    }
}

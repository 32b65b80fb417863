package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.GatewayId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What becomes of the server, and of all below it, with its gateway.
class P2cGatewayAndServerTest {

    private static final String ALL = "/p2c-vpn-gateways";

    private final TestCloud lab = TestCloud.guarded();
    private final VpcId vpc = lab.vpc("10.0.0.0/16");
    private String path;
    private String server;

    @BeforeEach
    void makeAServerWithUsers() {
        path = ALL + "/"
                + lab.done(201, "POST", ALL, """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                  "eip": {"type": "5_bgp", "bandwidth_size": 20}}}""".formatted(vpc, lab.subnet(vpc, "10.0.1.0/24")))
                        .at("/p2c_vpn_gateway/id")
                        .stringValue();
        lab.agent.work();
        server = lab.done(201, "POST", path + "/vpn-servers", """
                {"vpn_server": {"client_cidr": "10.250.0.0/26", "local_subnets": ["10.0.0.0/16"],
                  "server_certificate": {"source": "SERVICE_SIGN"}}}""")
                .at("/vpn_server/id")
                .stringValue();
        for (String name : new String[] {"anna", "bert", "carl"}) {
            lab.done(
                    201,
                    "POST",
                    ALL + "/vpn-servers/" + server + "/users",
                    "{\"user\": {\"name\": \"%s\", \"password\": \"Abcd_12345\"}}".formatted(name));
        }
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Optional<ClientServer> served() {
        NodeDocument node = lab.agent.nodes().getFirst();
        return switch (node.service()) {
            case NodeService.ClientVpn(Optional<ClientServer> onNode) -> onNode;
            case NodeService.SiteToCloud _ -> throw new IllegalStateException("not a node for clients");
        };
    }

    private int ways() {
        return lab.database.read(tx -> lab.servers.servers().of(tx, vpc)).size();
    }

    @Test
    void theyAreDeletedWithIt() {
        assertThat(served()).isPresent();
        assertThat(ways()).isEqualTo(1);
        lab.done(204, "DELETE", path, "");
        assertThat(ways()).isZero();
        assertThat(lab.status(path)).isEqualTo("PENDING_DELETE");
        lab.agent.work();
        assertThat(lab.call("GET", path, "").status()).isEqualTo(404);
        for (String table : new String[] {
            "p2c_gateway",
            "gateway_node",
            "vpn_server",
            "client_user",
            "user_group",
            "eip",
            "bandwidth",
            "claimed_prefix WHERE claim = 'CLIENTS'",
            "document WHERE kind IN ('NODE', 'ACCESS')"
        }) {
            assertThat(lab.rows(table)).as(table).isZero();
        }
    }

    @Test
    void outOfServiceTheyStayAndNobodyIsServed() {
        freeze("freeze", "{\"frozen_effect\": 2}");
        assertThat(served()).isEmpty();
        assertThat(lab.rows("client_user")).isEqualTo(3);
        assertThat(lab.done(200, "GET", path + "/vpn-servers", "")
                        .at("/vpn_servers/0/status")
                        .stringValue())
                .isEqualTo("FROZEN");
        var refused =
                lab.call("PUT", ALL + "/vpn-servers/" + server, "{\"vpn_server\": {\"dns_servers\": [\"10.0.0.2\"]}}");
        assertThat(refused.body().get("error_code").stringValue()).isEqualTo("VPN.0511");
        freeze("unfreeze", "{}");
        assertThat(served()).isPresent();
    }

    private void freeze(String what, String body) {
        assertThat(lab.callAsOperator("POST", "/admin/v1" + path + "/" + what, body)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutTheEipTheServerStaysAndNobodyReachesIt() {
        String eip =
                lab.done(200, "GET", path, "").at("/p2c_vpn_gateway/eip/id").stringValue();
        long before = access();
        assertThat(lab.callAt("POST", "/v3/" + lab.project + "/eip/publicips/" + eip + "/disassociate-instance", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(served()).isPresent();
        assertThat(access()).as("what says that nobody may connect").isGreaterThan(before);
        var refused = lab.call("POST", ALL + "/vpn-servers/" + server + "/client-config/export", "{}");
        assertThat(refused.body().get("error_code").stringValue()).isEqualTo("VPN.1121");
    }

    @Test
    void whatDoesNotWorkGetsNoServer() {
        lab.clock.pass(Duration.ofSeconds(91));
        assertThat(lab.status(path)).isEqualTo("FAULT");
        var refused = lab.call("POST", path + "/vpn-servers", """
                {"vpn_server": {"client_cidr": "10.251.0.0/26", "local_subnets": ["10.0.0.0/16"],
                  "server_certificate": {"source": "SERVICE_SIGN"}}}""");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body().get("error_code").stringValue()).isEqualTo("VPN.0510");
    }

    @Test
    void anUpgradeReplacesTheDaemonAndNothingElse() {
        ClientServer before = served().orElseThrow();
        GatewayId gateway = lab.agent.nodes().getFirst().gateway();
        lab.database.change(tx -> lab.servers.servers().restart(tx, gateway));
        ClientServer after = served().orElseThrow();
        assertThat(after.start()).isEqualTo(before.start() + 1);
        assertThat(after.generation()).isEqualTo(before.generation() + 1);
        assertThat(after.certificate()).isEqualTo(before.certificate());
    }

    @Test
    void moreConnectionsNeedRoomAndFewerNoMoreUsersThanThat() {
        assertThat(ordered(40)).isEqualTo("VPN.1108");
        assertThat(ordered(2)).isEqualTo("VPN.1307");
        long before = access();
        assertThat(ordered(3)).isEqualTo("done");
        assertThat(access()).isGreaterThan(before);
        assertThat(lab.done(200, "GET", path, "")
                        .at("/p2c_vpn_gateway/max_connection_number")
                        .intValue())
                .isEqualTo(3);
    }

    private long access() {
        return lab.database.read(tx -> tx.createQuery("SELECT generation FROM document WHERE kind = 'ACCESS'")
                .mapTo(Long.class)
                .one());
    }

    /// Orders another number of connections, and gives it up if it is not to be had.
    private String ordered(int connections) {
        String order = lab.callAsOperator("POST", "/admin/v1/orders", """
                        {"project_id": "%s", "p2c_vgw_id": "%s", "max_connection_number": %d}""".formatted(
                                lab.project, path.substring(ALL.length() + 1), connections))
                .body()
                .get("order_id")
                .stringValue();
        TestApi.Answer answer = lab.call("PUT", ALL + "/update-specification/" + order, "");
        lab.database.change(tx -> tx.execute("DELETE FROM p2c_order"));
        JsonNode code = answer.body().get("error_code");
        return code == null ? "done" : code.stringValue();
    }
}

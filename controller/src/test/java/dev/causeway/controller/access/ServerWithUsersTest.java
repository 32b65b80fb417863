package dev.causeway.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ServerId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.ThingReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A gateway, its server and its users, from the first to the last.
class ServerWithUsersTest {

    private static final TestCloud CLOUD = new TestCloud();

    private String gateway;
    private String server;

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @BeforeEach
    void makeAServer() {
        VpcId vpc = CLOUD.vpc("10.0.0.0/16");
        SubnetId subnet = CLOUD.subnet(vpc, "10.0.1.0/24");
        gateway = CLOUD.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                 "eip": {"type": "5_bgp", "bandwidth_size": 20}}}""".formatted(vpc, subnet))
                .at("/p2c_vpn_gateway/id")
                .stringValue();
        CLOUD.agent.work();
        server = CLOUD.done(201, "POST", "/p2c-vpn-gateways/" + gateway + "/vpn-servers", """
                {"vpn_server": {"client_cidr": "172.16.0.0/22", "local_subnets": ["10.0.0.0/16"],
                 "server_certificate": {"source": "SERVICE_SIGN"}}}""")
                .at("/vpn_server/id")
                .stringValue();
    }

    private TestApi.Answer call(String method, String path, String body) {
        return CLOUD.call(method, "/p2c-vpn-gateways/vpn-servers/" + server + path, body);
    }

    private AccessDocument document() {
        return CLOUD.database.read(tx -> {
            var placed = CLOUD.documents
                    .find(tx, CLOUD.host, DocumentKey.access(ServerId.parse(server)))
                    .orElseThrow();
            return (AccessDocument) CLOUD.access
                    .accessDocuments()
                    .build(tx, server, placed.generation(), placed.wanted())
                    .orElseThrow();
        });
    }

    private void makeAUser() {
        assertThat(call("POST", "/users", """
                        {"user": {"name": "alice", "password": "Abcd_1234", "static_ip": "172.16.3.1"}}""").status()).isEqualTo(201);
    }

    @Test
    void usersReachTheHostOfTheServer() {
        makeAUser();
        assertThat(((Access.ByPassword) document().access()).users())
                .extracting(Access.User::name)
                .containsExactly("alice");
        assertThat(document().mostSessions()).isEqualTo(10);
    }

    @Test
    void aNetworkWithoutAUsersAddressIsRefused() {
        makeAUser();
        TestApi.Answer answer = call("PUT", "", "{\"vpn_server\": {\"client_cidr\": \"172.16.0.0/23\"}}");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void allGoWithTheGateway() {
        makeAUser();
        long users = CLOUD.rows("client_user");
        long groups = CLOUD.rows("user_group");
        assertThat(CLOUD.call("DELETE", "/p2c-vpn-gateways/" + gateway, "").status())
                .isEqualTo(204);
        assertThat(document().wanted()).isFalse();
        CLOUD.agent.report(ThingReport.Phase.APPLIED, ThingReport.Phase.APPLYING);
        assertThat(CLOUD.call("GET", "/p2c-vpn-gateways/" + gateway, "").status())
                .isEqualTo(200);
        CLOUD.agent.work();
        assertThat(CLOUD.call("GET", "/p2c-vpn-gateways/" + gateway, "").status())
                .isEqualTo(404);
        assertThat(CLOUD.rows("client_user")).isEqualTo(users - 1);
        assertThat(CLOUD.rows("user_group")).isEqualTo(groups - 1);
    }
}

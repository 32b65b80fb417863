package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.web.TestApi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What changes beside a connection, before it and at the same time.
class ConnectionAndItsNeighboursTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String customer = lab.customerGateway("198.51.100.2");

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void whatAnUpdateDoesNotTouchIsNotCheckedAgain() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String path = "/vpn-connection/" + id;
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"peer_subnets": ["10.64.0.0/16"]}}""");
        // A later subnet of the VPC holds the network that was accepted before.
        lab.database.change(tx -> tx.execute(
                "UPDATE vpc SET cidr = '10.0.0.0/8' WHERE id = ?", site.vpc().value()));
        lab.subnet(site.vpc(), "10.64.0.0/15");
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"name": "renamed", "peer_subnets": ["10.64.0.0/16", "192.168.50.0/24"]}}""");
        lab.done(200, "PUT", path, """
                {"vpn_connection": {"ikepolicy": {"lifetime_seconds": 7200}}}""");
        var refused = lab.call("PUT", path, """
                {"vpn_connection": {"peer_subnets": ["10.64.0.0/16", "10.65.0.0/16"]}}""");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("error_msg").stringValue()).contains("10.65.0.0/16");
    }

    @Test
    void anotherPeerAndOtherNetworksAreCheckedAgainstEachOtherOnly() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        String path = "/vpn-connection/" + id;
        String inside = lab.customerGateway("192.168.44.9");
        JsonNode moved = lab.done(200, "PUT", path, """
                {"vpn_connection": {"cgw_id": "%s", "peer_subnets": ["198.51.100.0/24"]}}""".formatted(inside)).get("vpn_connection");
        assertThat(moved.get("cgw_id").stringValue()).isEqualTo(inside);
        assertThat(moved.at("/peer_subnets/0").stringValue()).isEqualTo("198.51.100.0/24");
        for (String wrong : List.of(
                "{\"vpn_connection\": {\"cgw_id\": \"%s\"}}".formatted(customer),
                "{\"vpn_connection\": {\"peer_subnets\": [\"192.168.44.0/24\"]}}",
                "{\"vpn_connection\": {\"cgw_id\": \"%s\", \"peer_subnets\": [\"198.51.0.0/16\"]}}"
                        .formatted(customer))) {
            assertThat(lab.call("PUT", path, wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void aCustomerGatewayGoesOrGetsAConnectionButNeverBoth() {
        for (int i = 0; i < 10; i++) {
            String peer = lab.customerGateway("198.51.100.77");
            var made = new CompletableFuture<TestApi.Answer>();
            Thread.ofVirtual()
                    .start(() -> made.complete(lab.call(
                            "POST",
                            "/vpn-connection",
                            TestCloud.connection(site, site.eip1(), peer, TestCloud.USUAL))));
            int deleted = lab.call("DELETE", "/customer-gateways/" + peer, "").status();
            int connected = made.join().status();
            assertThat(List.of(deleted, connected)).isIn(List.of(204, 404), List.of(400, 201));
            if (connected == 201) {
                lab.done(
                        204,
                        "DELETE",
                        "/vpn-connection/"
                                + made.join().body().at("/vpn_connection/id").stringValue(),
                        "");
                lab.agent.work();
            }
        }
    }

    @Test
    void aCustomerGatewayThatIsBeingDeletedIsNotFoundByAConnection() throws Exception {
        String peer = lab.customerGateway("198.51.100.78");
        var made = new CompletableFuture<TestApi.Answer>();
        lab.database.change(tx -> {
            tx.execute("DELETE FROM customer_gateway WHERE id = ?::uuid", peer);
            Thread.ofVirtual()
                    .start(() -> made.complete(lab.call(
                            "POST",
                            "/vpn-connection",
                            TestCloud.connection(site, site.eip1(), peer, TestCloud.USUAL))));
            TestDatabase.awaitAnotherThatWaits(tx, made::isDone);
        });
        assertThat(made.get().status()).isEqualTo(404);
    }
}

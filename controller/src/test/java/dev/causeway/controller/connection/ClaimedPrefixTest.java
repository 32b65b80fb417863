package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.web.TestApi;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network of a VPC is one owner's: a subnet's, the customers' or the clients', whichever comes last.
class ClaimedPrefixTest {

    private static final UUID SERVER = UUID.randomUUID();

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String customer = lab.customerGateway("198.51.100.2");

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.44.0/24, 192.168.44.0/24",
        "192.168.32.0/19, 192.168.44.0/24",
        "10.0.0.0/8, a subnet",
        "10.9.0.0/16, other clients"
    })
    void clientsGetNoNetworkThatIsSomebodysAlready(String network, String what) {
        lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        claim(UUID.randomUUID(), "10.9.8.0/24");
        assertThatThrownBy(() -> claim(SERVER, network)).as(what).hasMessageContaining("conflicts with the VPC route");
    }

    @Test
    void aWiderNetworkOfCustomersMayContainClients() {
        lab.connect(site, site.eip1(), customer, "\"peer_subnets\": [\"10.0.0.0/8\"],");
        claim(SERVER, "10.250.0.0/16");
        claim(SERVER, "10.251.0.0/16");
        long claimed =
                lab.database.read(tx -> tx.createQuery("SELECT count(*) FROM claimed_prefix WHERE claim = 'CLIENTS'")
                        .mapTo(Long.class)
                        .one());
        assertThat(claimed).isEqualTo(1);
    }

    @Test
    void whatClientsHaveNobodyElseGets() {
        claim(SERVER, "10.250.0.0/16");
        refused(
                "vpn_connection.peer_subnets",
                lab.call(
                        "POST",
                        "/vpn-connection",
                        TestCloud.connection(site, site.eip1(), customer, "\"peer_subnets\": [\"10.250.8.0/24\"],")));
        refused(
                "vpn_connection.policy_rules",
                lab.call("POST", "/vpn-connection", TestCloud.connection(site, site.eip1(), customer, """
                                "peer_subnets": ["10.1.0.0/24"], "style": "policy", "policy_rules":
                                [{"rule_index": 1, "source": "10.0.0.0/24", "destination": ["10.250.0.0/16"]}],""")));
    }

    @Test
    void whatIsGivenUpIsFree() {
        String id = lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        lab.done(200, "PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"peer_subnets": ["192.168.45.0/24"]}}""");
        claim(SERVER, "192.168.44.0/24");
        lab.database.change(tx -> tx.execute("DELETE FROM claimed_prefix WHERE holder = ?", SERVER));
        lab.done(204, "DELETE", "/vpn-connection/" + id, "");
        lab.agent.work();
        assertThat(lab.rows("vpn_connection")).isZero();
        claim(SERVER, "192.168.45.0/24");
    }

    private void claim(UUID holder, String network) {
        lab.database.change(tx -> tx.execute(
                "SELECT claim_prefixes(?, 'CLIENTS', ?, ARRAY[?::cidr])",
                site.vpc().value(),
                holder,
                network));
    }

    private static void refused(String path, TestApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/violations/0/path").stringValue()).isEqualTo(path);
        assertThat(answer.body().get("error_msg").stringValue()).contains("clients");
    }
}

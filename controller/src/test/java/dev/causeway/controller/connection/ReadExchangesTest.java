package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// How often the database is asked for one answer to a tenant.
class ReadExchangesTest {

    private static final TestCloud LAB = new TestCloud();
    private static final int TIMES = 10;

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void customerGatewaysTakeOne() {
        String id = LAB.customerGateway("198.51.100.7");
        assertThat(exchanges("/customer-gateways/" + id)).isOne();
        assertThat(exchanges("/customer-gateways")).isOne();
        assertThat(exchanges("/customer-gateways?limit=1&cgw_id=" + id)).isOne();
    }

    @Test
    void connectionsTakeOne() {
        TestCloud.Site site = LAB.gateway("");
        String fixed = LAB.connect(site, site.eip1(), LAB.customerGateway("198.51.100.8"), TestCloud.USUAL);
        String byRules = LAB.connect(site, site.eip2(), LAB.customerGateway("198.51.100.9"), """
                "style": "policy", "peer_subnets": ["192.168.45.0/24"], "policy_rules": [
                  {"source": "10.0.0.0/24", "destination": ["192.168.45.0/24"]}],""");
        LAB.agent.work();
        assertThat(exchanges("/vpn-connection/" + fixed)).isOne();
        assertThat(exchanges("/vpn-connection/" + byRules)).isOne();
        assertThat(exchanges("/vpn-connection")).isOne();
        assertThat(exchanges("/vpn-connection?limit=1&vgw_id=" + site.gateway() + "&vgw_ip=" + site.eip1()))
                .isOne();
    }

    @Test
    void gatewaysTakeOne() {
        String id = LAB.gateway("").gateway();
        assertThat(exchanges("/vpn-gateways/" + id)).isOne();
        assertThat(exchanges("/vpn-gateways")).isOne();
    }

    /// The fewest of several calls: a connection that has rested is looked after before it is used.
    private static long exchanges(String path) {
        return IntStream.range(0, TIMES)
                .mapToLong(_ -> {
                    long before = LAB.exchanges.count();
                    LAB.done(200, "GET", path, "");
                    return LAB.exchanges.count() - before;
                })
                .min()
                .orElseThrow();
    }
}

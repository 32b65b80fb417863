package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// How often the database is asked for one change of connections, with the question that begins the transaction, which
/// the driver sends together with the first of it, and the one that ends it.
class WriteExchangesTest {

    private static final int TIMES = 8;

    private static final TestCloud CLOUD = new TestCloud();
    private static final TestCloud.Site SITE = CLOUD.gateway("");

    private static final String RULES = """
            "style": "policy", "peer_subnets": ["192.168.45.0/24"], "psk": "Abcd_1234",
            "tags": [{"key": "a", "value": "b"}],
            "policy_rules": [{"source": "10.0.0.0/24", "destination": ["192.168.45.0/24"]}],""";

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void creatingTakesFour() {
        List<String> customers = customers(10);
        assertThat(exchanges(i -> CLOUD.connect(SITE, SITE.eip1(), customers.get(i), TestCloud.USUAL)))
                .isEqualTo(4);
        List<String> others = customers(30);
        assertThat(exchanges(i -> CLOUD.connect(SITE, SITE.eip1(), others.get(i), RULES)))
                .isEqualTo(4);
    }

    @Test
    void changingTakesFour() {
        String id = CLOUD.connect(SITE, SITE.eip1(), customers(50).getFirst(), TestCloud.USUAL);
        assertThat(exchanges(i -> CLOUD.done(200, "PUT", "/vpn-connection/" + id, """
                        {"vpn_connection": {"peer_subnets": ["192.168.%d.0/24"], "psk": "Abcd_1235"}}""".formatted(i))))
                .isEqualTo(4);
        List<String> others = customers(60);
        assertThat(exchanges(i -> CLOUD.done(200, "PUT", "/vpn-connection/" + id, """
                        {"vpn_connection": {"cgw_id": "%s"}}""".formatted(others.get(i)))))
                .isEqualTo(4);
    }

    @Test
    void whatConcernsBothNodesTakesNoMore() {
        String id = CLOUD.connect(SITE, SITE.eip1(), CLOUD.customerGateway("198.51.100.8", 65000), TestCloud.BY_BGP);
        assertThat(exchanges(i -> CLOUD.done(200, "PUT", "/vpn-connection/" + id, """
                        {"vpn_connection": {"peer_subnets": ["192.168.%d.0/24"]}}""".formatted(i))))
                .isEqualTo(4);
        assertThat(exchanges(_ -> CLOUD.done(200, "POST", "/vpn-connection/" + id + "/reset", "")))
                .isEqualTo(4);
    }

    @Test
    void deletingTakesFour() {
        List<String> connections = new ArrayList<>();
        customers(80).forEach(customer -> connections.add(CLOUD.connect(SITE, SITE.eip1(), customer, TestCloud.USUAL)));
        assertThat(exchanges(i -> CLOUD.done(204, "DELETE", "/vpn-connection/" + connections.get(i), "")))
                .isEqualTo(4);
    }

    private static List<String> customers(int first) {
        return IntStream.range(first, first + TIMES)
                .mapToObj(i -> CLOUD.customerGateway("198.51.100." + i))
                .toList();
    }

    /// The fewest of several calls: a connection that has rested is looked after before it is used.
    private static long exchanges(IntConsumer call) {
        return IntStream.range(0, TIMES)
                .mapToLong(i -> {
                    long before = CLOUD.exchanges.count();
                    call.accept(i);
                    return CLOUD.exchanges.count() - before;
                })
                .min()
                .orElseThrow();
    }
}

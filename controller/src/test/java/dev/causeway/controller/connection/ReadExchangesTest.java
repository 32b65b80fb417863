package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.quota.QuotaFeature;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.EipId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// How often the database is asked for one answer.
class ReadExchangesTest {

    private static final TestCloud LAB = new TestCloud();
    private static final int TIMES = 11;

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
        String learnt = LAB.connect(site, site.eip2(), LAB.customerGateway("198.51.100.12", 65000), TestCloud.BY_BGP);
        LAB.agent.work();
        assertThat(exchanges("/vpn-connection/" + fixed)).isOne();
        assertThat(exchanges("/vpn-connection/" + learnt)).isOne();
        assertThat(exchanges("/vpn-connection/" + byRules)).isOne();
        assertThat(exchanges("/vpn-connection/" + fixed + "/log")).isOne();
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

    @Test
    void gatewaysForClientsTakeOne() {
        VpcId vpc = LAB.vpc("10.7.0.0/16");
        SubnetId subnet = LAB.subnet(vpc, "10.7.1.0/24");
        String id = LAB.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s"}}""".formatted(vpc, subnet))
                .at("/p2c_vpn_gateway/id")
                .stringValue();
        LAB.agent.work();
        assertThat(exchanges("/p2c-vpn-gateways/" + id)).isOne();
        assertThat(exchanges("/p2c-vpn-gateways?limit=1")).isOne();
        assertThat(exchanges("/p2c-vpn-gateways/jobs?resource_id=" + id)).isOne();
    }

    @Test
    void vpcsAndSubnetsTakeOne() {
        VpcId vpc = LAB.vpc("10.8.0.0/16");
        SubnetId subnet = LAB.subnet(vpc, "10.8.1.0/24");
        String v1 = "/v1/" + LAB.project;
        String v3 = "/v3/" + LAB.project + "/vpc/vpcs";
        assertThat(exchangesAt(v1 + "/vpcs/" + vpc)).isOne();
        assertThat(exchangesAt(v1 + "/vpcs?limit=1")).isOne();
        assertThat(exchangesAt(v3 + "/" + vpc)).isOne();
        assertThat(exchangesAt(v3 + "?id=" + vpc + "&cidr=10.8.0.0/16")).isOne();
        assertThat(exchangesAt(v1 + "/subnets/" + subnet)).isOne();
        assertThat(exchangesAt(v1 + "/subnets?vpc_id=" + vpc)).isOne();
    }

    @Test
    void eipsAndBandwidthsTakeOne() {
        EipId eip = LAB.eip();
        String v1 = "/v1/" + LAB.project;
        String v3 = "/v3/" + LAB.project + "/eip/publicips";
        String bandwidth = LAB.callAt("GET", v1 + "/publicips/" + eip, "")
                .body()
                .at("/publicip/bandwidth_id")
                .stringValue();
        assertThat(exchangesAt(v1 + "/publicips/" + eip)).isOne();
        assertThat(exchangesAt(v1 + "/publicips?limit=1")).isOne();
        assertThat(exchangesAt(v3 + "/" + eip)).isOne();
        assertThat(exchangesAt(v3 + "?status=DOWN&alias_like=a&sort_key=created_at&sort_dir=desc&marker=" + eip))
                .isOne();
        assertThat(exchangesAt(v1 + "/bandwidths/" + bandwidth)).isOne();
        assertThat(exchangesAt(v1 + "/bandwidths?share_type=PER")).isOne();
    }

    @Test
    void tagsTakeOne() {
        String owned = "/v2.0/" + LAB.project;
        assertThat(exchangesAt(owned + "/vpcs/" + LAB.vpc("10.9.0.0/16") + "/tags"))
                .isOne();
        assertThat(exchangesAt(owned + "/publicips/" + LAB.eip() + "/tags")).isOne();
        SubnetId subnet = LAB.subnet(LAB.vpc("10.9.0.0/16"), "10.9.1.0/24");
        assertThat(exchangesAt(owned + "/subnets/" + subnet + "/tags")).isOne();
        assertThat(exchanges("/customer-gateway/" + LAB.customerGateway("198.51.100.10") + "/tags"))
                .isOne();
    }

    @Test
    void quotasAndWhatTheOperatorReadsTakeOne() {
        LAB.database.change(tx -> {
            tx.execute("INSERT INTO domain (id, name) VALUES ('d', 'd')");
            tx.execute("INSERT INTO project (id, domain_id, name) VALUES (?, 'd', 'p')", LAB.project.value());
        });
        List<Route> routes = new ArrayList<>(LAB.inventory.routes());
        routes.addAll(QuotaFeature.open(LAB.database).routes());
        try (var api = TestApi.serve(routes)) {
            String path = "/admin/v1/projects/" + LAB.project;
            assertThat(exchanges(() -> api.callAsOperator("GET", path + "/quotas", "")))
                    .isOne();
            assertThat(exchanges(() -> api.callAsOperator("GET", path + "/workloads", "")))
                    .isOne();
            assertThat(exchanges(() -> api.call(LAB.project, "GET", "/v5/" + LAB.project + "/vpn/quotas", "")))
                    .isOne();
        }
    }

    private static long exchanges(String path) {
        return exchangesAt("/v5/" + LAB.project + path);
    }

    private static long exchangesAt(String path) {
        return exchanges(() -> LAB.callAt("GET", path, ""));
    }

    /// As many as most calls need, once the statements are prepared: a connection that has rested for a while is looked
    /// after before it is used.
    private static long exchanges(Supplier<TestApi.Answer> call) {
        long[] each = IntStream.range(0, TIMES)
                .mapToLong(_ -> {
                    long before = LAB.exchanges.count();
                    TestApi.Answer answer = call.get();
                    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
                    return LAB.exchanges.count() - before;
                })
                .sorted()
                .toArray();
        return each[TIMES / 2];
    }
}

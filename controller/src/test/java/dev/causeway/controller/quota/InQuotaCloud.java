package dev.causeway.controller.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// A project whose quotas are set and read, on two controllers.
abstract class InQuotaCloud {

    final TestCloud lab = new TestCloud();
    TestApi quotas;
    TestApi neighbour;

    /// A second controller on the same database, with connections of its own.
    @BeforeEach
    void serve() {
        quotas = TestApi.serve(QuotaFeature.open(lab.database).routes());
        Database second = lab.database.apart("second", 8);
        List<Route> routes = new ArrayList<>(
                GatewayFeature.open(second, new Documents(), lab.hosts(), lab.reports, lab.inventory, lab.clock)
                        .routes());
        neighbour = TestApi.serve(routes);
        lab.database.change(tx -> {
            tx.execute("INSERT INTO domain (id, name) VALUES ('d', 'd')");
            tx.createUpdate("INSERT INTO project (id, domain_id, name) VALUES (:id, 'd', 'p')")
                    .bind("id", lab.project)
                    .execute();
        });
    }

    @AfterEach
    void close() {
        neighbour.close();
        quotas.close();
        lab.close();
    }

    /// The server counts deadlocks when it has a moment, a second after them at the latest.
    long settled(long sooner) {
        LockSupport.parkNanos(1_500_000_000);
        return Math.max(sooner, deadlocks());
    }

    long deadlocks() {
        return lab.database.read(
                tx -> tx.createQuery("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                        .mapTo(Long.class)
                        .one());
    }

    static String gateway(TestCloud.Site site) {
        return """
                {"vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.0.0/16"],
                 "eip1": {"type": "5_bgp", "bandwidth_size": 10},
                 "eip2": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(site.vpc(), site.subnet());
    }

    String refused(String path, String json) {
        return refusal(lab.call("POST", path, json));
    }

    String refusedAt(String path, String json) {
        return refusal(lab.callAt("POST", path.formatted(lab.project), json));
    }

    static String refusal(TestApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_code").asString()).isEqualTo("VPN.0001");
        return answer.body().get("error_msg").asString().replace("invalid request: ", "");
    }

    JsonNode read(String path) {
        return tenant("GET", path, "").body();
    }

    TestApi.Answer tenant(String method, String path, String json) {
        return quotas.call(lab.project, method, path.formatted(lab.project), json);
    }

    TestApi.Answer operator(String method, String json) {
        return quotas.callAsOperator(method, "/admin/v1/projects/" + lab.project + "/quotas", json);
    }

    JsonNode set(String resources) {
        TestApi.Answer answer = operator("PUT", body(resources));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    static String body(String resources) {
        return "{\"quotas\":{\"resources\":[" + resources.replace('\'', '"') + "]}}";
    }

    long used(String type) {
        return number(operator("GET", "").body(), type, "used");
    }

    static long limit(JsonNode quotas, String type) {
        return number(quotas, type, "quota");
    }

    static long number(JsonNode quotas, String type, String member) {
        return quotas.at("/quotas/resources")
                .valueStream()
                .filter(one -> one.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow()
                .get(member)
                .asLong();
    }
}

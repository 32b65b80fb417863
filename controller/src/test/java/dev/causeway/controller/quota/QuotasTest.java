package dev.causeway.controller.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class QuotasTest extends InQuotaCloud {

    private static final int LIMIT = 10;
    private static final int AT_ONCE = 200;

    @Test
    void areListedForEachServiceInItsForm() {
        lab.database.change(tx -> tx.execute("DELETE FROM project_quota"));
        lab.customerGateway("198.51.100.1");
        lab.customerGateway("198.51.100.2");
        assertThat(read("/v5/%s/vpn/quotas").get("quotas")).hasToString("""
                {"resources":[{"type":"customer_gateway","used":2,"quota":100},\
                {"type":"vpn_connection","used":0,"quota":5000},\
                {"type":"vpn_gateway","used":0,"quota":50}]}""");
        lab.vpc("10.9.0.0/16");
        assertThat(read("/v1/%s/quotas").toString()).isEqualTo("""
                {"quotas":{"resources":[{"type":"vpc","used":1,"quota":100,"min":0},\
                {"type":"subnet","used":0,"quota":500,"min":0},\
                {"type":"publicIp","used":0,"quota":500,"min":0},\
                {"type":"shareBandwidth","used":0,"quota":5,"min":0},\
                {"type":"shareBandwidthIP","used":0,"quota":20,"min":0}]}}""");
        assertThat(read("/v1/%s/quotas?type=publicIp").toString())
                .isEqualTo("{\"quotas\":{\"resources\":[{\"type\":\"publicIp\",\"used\":0,\"quota\":500,\"min\":0}]}}");
        assertThat(tenant("GET", "/v1/%s/quotas?type=router", "")
                        .body()
                        .get("error_msg")
                        .asString())
                .contains("type: must be one of vpc, subnet, publicIp, shareBandwidth, shareBandwidthIP, not 'router'");
    }

    @Test
    void areSetByTheOperatorAlone() {
        JsonNode all = set("{'type':'vpn_gateway','quota':7},{'type':'p2c_vpn_gateway','quota':3}");
        assertThat(limit(all, "vpn_gateway")).isEqualTo(7);
        assertThat(limit(all, "p2c_vpn_gateway")).isEqualTo(3);
        assertThat(limit(operator("GET", "").body(), "vpn_gateway")).isEqualTo(7);
        assertThat(tenant("GET", "/admin/v1/projects/%s/quotas", "").status()).isEqualTo(403);
        assertThat(tenant("PUT", "/admin/v1/projects/%s/quotas", body("{'type':'vpc','quota':1}"))
                        .status())
                .isEqualTo(403);
        assertThat(quotas.callAsOperator("GET", "/admin/v1/projects/" + "0".repeat(32) + "/quotas", "")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quotas.resources[0].type: must be one of customer_gateway, vpn_connection, | {'type':'x','quota':1}",
                "quotas.resources[0].quota: must be | {'type':'vpc','quota':-1}",
                "quotas.resources[0].quota: must be | {'type':'vpc','quota':1000001}",
                "quotas.resources[0].quota: is missing | {'type':'vpc'}",
                "quotas.resources: names vpc twice | {'type':'vpc','quota':1},{'type':'vpc','quota':2}",
            })
    void areRefusedWhereTheyAreNone(String problem, String resources) {
        long before = limit(operator("GET", "").body(), "vpc");
        TestApi.Answer answer = operator("PUT", body(resources));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").asString()).contains(problem);
        assertThat(limit(operator("GET", "").body(), "vpc")).isEqualTo(before);
    }

    @Test
    void keepWhatIsThereAndStopWhatIsNew() {
        String first = lab.customerGateway("198.51.100.1");
        lab.customerGateway("198.51.100.2");
        set("{'type':'customer_gateway','quota':1}");
        assertThat(refused("/customer-gateways", customerGateway(3)))
                .endsWith("the project's quota of customer_gateway is used up: 1 are allowed, and 2 are in use");
        lab.done(200, "PUT", "/customer-gateways/" + first, "{\"customer_gateway\":{\"name\":\"renamed\"}}");
        lab.done(204, "DELETE", "/customer-gateways/" + first, "");
        assertThat(refused("/customer-gateways", customerGateway(3))).contains("1 are allowed, and 1 are in use");
        set("{'type':'customer_gateway','quota':2}");
        lab.done(201, "POST", "/customer-gateways", customerGateway(3));
    }

    @Test
    void countWhatIsBeingDeletedUntilItIsGone() {
        TestCloud.Site site = lab.gateway("");
        set("{'type':'vpn_gateway','quota':1},{'type':'publicIp','quota':2}");
        lab.done(204, "DELETE", "/vpn-gateways/" + site.gateway(), "");
        assertThat(used("vpn_gateway")).isOne();
        assertThat(refused("/vpn-gateways", gateway(site))).contains("vpn_gateway is used up: 1 are allowed");
        lab.agent.work();
        assertThat(used("vpn_gateway")).isZero();
        assertThat(used("publicIp")).isZero();
        lab.done(201, "POST", "/vpn-gateways", gateway(site));
        assertThat(used("publicIp")).isEqualTo(2);
    }

    @Test
    void leaveNothingOfARequestThatWantsTooMuch() {
        TestCloud.Site site = lab.gateway("");
        set("{'type':'publicIp','quota':3},{'type':'vpn_connection','quota':1}");
        assertThat(refused("/vpn-gateways", gateway(site))).contains("publicIp is used up: 3 are allowed, and 3 are");
        assertThat(used("vpn_gateway")).isOne();
        assertThat(used("publicIp")).isEqualTo(2);
        String connections = IntStream.rangeClosed(1, 2)
                .mapToObj(peer -> """
                        {"vgw_id": "%s", "vgw_ip": "%s", "cgw_id": "%s", %s "name": "c"}""".formatted(
                        site.gateway(), site.eip1(), lab.customerGateway("198.51.100." + peer), TestCloud.USUAL))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        TestApi.Answer batch =
                lab.call("POST", "/vpn-connections/batch-create", "{\"vpn_connections\": [" + connections + "]}");
        assertThat(batch.status()).isEqualTo(400);
        assertThat(batch.body().get("error_msg").asString()).contains("vpn_connection is used up: 1 are allowed");
        assertThat(used("vpn_connection")).isZero();
        assertThat(lab.done(200, "GET", "/vpn-connection", "")
                        .get("total_count")
                        .asInt())
                .isZero();
    }

    @Test
    void holdWhoeverMakesAndRemovesAtOnce() {
        set("{'type':'customer_gateway','quota':" + LIMIT + "}");
        var removed = new AtomicInteger();
        var above = new AtomicInteger();
        var done = new CountDownLatch(1);
        Thread observer = Thread.startVirtualThread(() -> {
            while (done.getCount() > 0) {
                above.addAndGet(overfull());
                LockSupport.parkNanos(5_000_000);
            }
        });
        IntStream.range(0, AT_ONCE)
                .mapToObj(number ->
                        CompletableFuture.runAsync(() -> makeAndRemove(number, removed), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        done.countDown();
        join(observer);
        assertThat(above.get()).isZero();
        assertThat(removed.get()).as("made and removed again").isPositive();
        assertThat(used("customer_gateway")).isEqualTo(rows()).isEqualTo(LIMIT / 2);
        assertThat(settled(deadlocks())).isZero();
    }

    /// Gateways that take and leave the same addresses, while these are counted and deleted by others.
    @Test
    void letNobodyWaitForOneThatWaitsForHim() {
        TestCloud.Site site = lab.gateway("");
        String shared = lab.eip().toString();
        var done = new CountDownLatch(1);
        Thread agent = Thread.startVirtualThread(() -> {
            while (done.getCount() > 0) {
                lab.agent.work();
            }
        });
        IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 5).forEach(_ -> takeAndLeave(site, shared)),
                        Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        done.countDown();
        join(agent);
        assertThat(settled(deadlocks())).isZero();
        lab.agent.work();
        assertThat(used("vpn_gateway")).isOne();
        assertThat(used("publicIp")).isEqualTo(3);
    }

    private void takeAndLeave(TestCloud.Site site, String eip) {
        TestApi.Answer made =
                lab.call("POST", "/vpn-gateways", gateway(site).replace("""
                "eip2": {"type": "5_bgp", "bandwidth_size": 10}""", "\"eip2\": {\"id\": \"" + eip + "\"}"));
        assertThat(made.status()).isIn(201, 400, 503);
        if (made.status() == 201) {
            String gateway =
                    "/vpn-gateways/" + made.body().at("/vpn_gateway/id").asString();
            TestApi.Answer left;
            do {
                left = lab.call("DELETE", gateway, "");
            } while (left.status() == 409 || left.status() == 503);
            assertThat(left.status()).isEqualTo(204);
            while (lab.call("GET", gateway, "").status() != 404) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /// Every call ends well or is refused for the quota. Half of what was made stays, as far as there is room.
    private void makeAndRemove(int number, AtomicInteger removed) {
        boolean stays = number < LIMIT / 2;
        TestApi.Answer made;
        do {
            made = at(number, "POST", "/customer-gateways", customerGateway(number));
            if (made.status() != 201) {
                assertThat(made.status()).isEqualTo(400);
                assertThat(made.body().get("error_msg").asString()).contains("is used up");
            }
        } while (stays && made.status() != 201);
        if (!stays && made.status() == 201) {
            String id = made.body().at("/customer_gateway/id").asString();
            assertThat(at(number + 1, "DELETE", "/customer-gateways/" + id, "").status())
                    .isEqualTo(204);
            removed.incrementAndGet();
        }
    }

    /// On a machine that is busy with other things a call may be asked to come again.
    private TestApi.Answer at(int controller, String method, String path, String json) {
        TestApi.Answer answer;
        do {
            answer = controller % 2 == 0
                    ? lab.call(method, path, json)
                    : neighbour.call(lab.project, method, "/v5/" + lab.project + path, json);
        } while (answer.status() == 503);
        return answer;
    }

    private int overfull() {
        return lab.database.read(tx -> tx.createQuery("""
                        SELECT count(*) FROM project_quota
                         WHERE type = 'customer_gateway'
                           AND (used > quota OR used <> (SELECT count(*) FROM customer_gateway))""").mapTo(Integer.class).one());
    }

    private long rows() {
        return lab.database.read(tx -> tx.createQuery("SELECT count(*) FROM customer_gateway")
                .mapTo(Long.class)
                .one());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String customerGateway(int number) {
        return """
                {"customer_gateway": {"id_type": "ip", "id_value": "198.18.%d.%d"}}""".formatted(number / 200, number % 200 + 1);
    }
}

package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.HostId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ThingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import tools.jackson.databind.JsonNode;

/// The inventory behind a listener, and a host that reports what a test says.
final class InventoryApi implements AutoCloseable {

    private static final String ROOT = "/" + TestInventory.PROJECT;

    final TestInventory cloud;
    final TestApi api;

    private final Reports reports = new Reports();

    InventoryApi() {
        this.cloud = new TestInventory();
        this.api = TestApi.serve(cloud.inventory.routes());
    }

    /// Calls `/version/project/rest`.
    TestApi.Answer call(String method, String version, String rest, String json) {
        return api.call(TestInventory.PROJECT, method, "/" + version + ROOT + rest, quoted(json));
    }

    TestApi.Answer get(String rest) {
        return call("GET", "v1", rest, "");
    }

    TestApi.Answer post(String rest, String json) {
        return call("POST", "v1", rest, json);
    }

    TestApi.Answer put(String rest, String json) {
        return call("PUT", "v1", rest, json);
    }

    TestApi.Answer delete(String rest) {
        return call("DELETE", "v1", rest, "");
    }

    JsonNode createVpc(String cidr) {
        return ok(post("/vpcs", "{'vpc':{'name':'net','cidr':'%s'}}".formatted(cidr)), "vpc");
    }

    JsonNode createSubnet(String vpcId, String cidr, String gateway) {
        return ok(
                post(
                        "/subnets",
                        "{'subnet':{'name':'sub','cidr':'%s','gateway_ip':'%s','vpc_id':'%s'}}"
                                .formatted(cidr, gateway, vpcId)),
                "subnet");
    }

    JsonNode createEip() {
        return ok(
                post(
                        "/publicips",
                        "{'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':8,'share_type':'PER','charge_mode':'traffic'}}"),
                "publicip");
    }

    TestApi.Answer workload(String method, String rest, String json) {
        return api.callAsOperator(
                method, "/admin/v1/projects/" + TestInventory.PROJECT + "/workloads" + rest, quoted(json));
    }

    /// Lets the host report that a VPC's document stands at this phase.
    void report(String vpcId, long generation, ThingReport.Phase phase) {
        report(cloud.host, vpcId, generation, phase);
    }

    void report(HostId host, String vpcId, long generation, ThingReport.Phase phase) {
        cloud.clock.pass(Duration.ofMillis(1));
        Instant now = cloud.clock.instant();
        var thing = new ThingReport(Vpc.document(VpcId.parse(vpcId)), generation, 0, phase, "");
        cloud.database.change(tx -> reports.take(tx, host, new HostReport(now, List.of(thing), List.of()), now));
    }

    long generation(String vpcId) {
        return cloud.generation(VpcId.parse(vpcId));
    }

    static JsonNode ok(TestApi.Answer answer, String member) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().path(member);
    }

    static AbstractStringAssert<?> assertRefused(TestApi.Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.body().path("request_id").asString())
                .isEqualTo(
                        answer.response().headers().firstValue("X-Request-Id").orElseThrow());
        return assertThat(answer.body().path("error_msg").asString());
    }

    /// JSON is written with single quotes in tests.
    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Override
    public void close() {
        api.close();
        cloud.close();
    }
}

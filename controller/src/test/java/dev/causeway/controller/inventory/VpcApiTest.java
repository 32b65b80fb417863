package dev.causeway.controller.inventory;

import static dev.causeway.controller.inventory.InventoryApi.assertRefused;
import static dev.causeway.controller.inventory.InventoryApi.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.HostId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ThingReport.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class VpcApiTest {

    private static final InventoryApi API = new InventoryApi();

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void aVpcIsCreatingUntilItsHostHasAppliedIt() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        assertThat(status("/vpcs/" + id)).isEqualTo("CREATING");
        API.report(id, 1, Phase.APPLYING);
        assertThat(status("/vpcs/" + id)).isEqualTo("CREATING");
        API.report(id, 1, Phase.APPLIED);
        assertThat(status("/vpcs/" + id)).isEqualTo("OK");
    }

    @Test
    void aVpcThatIsOkStaysSoWhileItsSubnetsChange() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        API.report(id, 1, Phase.APPLIED);
        String subnet =
                API.createSubnet(id, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        API.report(id, 2, Phase.APPLYING);
        assertThat(status("/vpcs/" + id)).isEqualTo("OK");
        assertThat(status("/subnets/" + subnet)).isEqualTo("UNKNOWN");
        API.report(id, 2, Phase.APPLIED);
        assertThat(status("/vpcs/" + id)).isEqualTo("OK");
        assertThat(status("/subnets/" + subnet)).isEqualTo("ACTIVE");
    }

    @Test
    void aVpcThatFailsAfterItWasAppliedIsNotOkUntilItIsHealthyAgain() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        String subnet =
                API.createSubnet(id, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        API.report(id, 2, Phase.APPLIED);
        API.report(id, 2, Phase.FAILED);
        assertThat(status("/vpcs/" + id)).isEqualTo("ERROR");
        assertThat(status("/subnets/" + subnet)).isEqualTo("ERROR");
        API.report(id, 2, Phase.APPLIED);
        assertThat(status("/vpcs/" + id)).isEqualTo("OK");
        assertThat(status("/subnets/" + subnet)).isEqualTo("ACTIVE");
    }

    @Test
    void aVpcWhoseHostIsSilentIsNotOkUntilTheHostReports() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        String subnet =
                API.createSubnet(id, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        API.report(id, 2, Phase.APPLIED);
        API.cloud.clock.pass(Duration.ofSeconds(91));
        assertThat(status("/vpcs/" + id)).isEqualTo("ERROR");
        assertThat(status("/subnets/" + subnet)).isEqualTo("UNKNOWN");
        API.report(id, 2, Phase.APPLIED);
        assertThat(status("/vpcs/" + id)).isEqualTo("OK");
        assertThat(status("/subnets/" + subnet)).isEqualTo("ACTIVE");
    }

    @Test
    void aVpcIsAsGoodAsOnTheWorstOfItsHosts() {
        try (var api = new InventoryApi()) {
            String id = api.createVpc("10.0.0.0/16").path("id").asString();
            String path = "/vpcs/" + id;
            api.report(id, 1, Phase.APPLIED);
            assertThat(status(api, path)).isEqualTo("OK");
            HostId second = api.cloud.join("second");
            assertThat(status(api, path)).isEqualTo("CREATING");
            api.report(second, id, 1, Phase.APPLIED);
            assertThat(status(api, path)).isEqualTo("OK");
            api.cloud.clock.pass(Duration.ofSeconds(91));
            api.report(second, id, 1, Phase.APPLIED);
            assertThat(status(api, path)).isEqualTo("ERROR");
        }
    }

    @Test
    void tagsStayWithinTheirNumberWhoeverSetsThemAtOnce() throws Exception {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        String tags = "/vpcs/" + id + "/tags";
        var beside = new AtomicReference<CompletableFuture<TestApi.Answer>>();
        API.cloud.database.change(tx -> {
            var vpc = API.cloud.inventory.vpcs().lockLiving(tx, TestInventory.PROJECT, VpcId.parse(id));
            IntStream.range(0, 20)
                    .forEach(i ->
                            TagTable.put(tx, Vpc.TYPE, vpc.project(), vpc.id(), List.of(new Tag("first-" + i, ""))));
            beside.set(CompletableFuture.supplyAsync(
                    () -> API.call("POST", "v2.0", tags + "/action", tags("second", 20)), Thread::startVirtualThread));
            TestDatabase.awaitAnotherThatWaits(tx, beside.get()::isDone);
        });
        assertRefused(beside.get().get(), 400).contains("at most 20");
        assertThat(ok(API.call("GET", "v2.0", tags, ""), "tags").size()).isEqualTo(20);
        String changed = "{'action':'create','tags':[{'key':'first-0','value':'x'}]}";
        assertThat(API.call("POST", "v2.0", tags + "/action", changed).status()).isEqualTo(204);
    }

    @Test
    void aRequestForManyTagsIsRefusedUnread() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        String one = "{'key':'\\u0000'}";
        String many = "{'action':'create','tags':[" + (one + ",").repeat(10_000) + one + "]}";
        assertRefused(API.call("POST", "v2.0", "/vpcs/" + id + "/tags/action", many), 400)
                .endsWith("tags: must have at most 20 elements, not 10001");
    }

    @Test
    void whatIsBeingDeletedTakesNoTags() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        assertThat(API.delete("/vpcs/" + id).status()).isEqualTo(204);
        assertRefused(API.call("POST", "v2.0", "/vpcs/" + id + "/tags/action", tags("a", 1)), 409);
    }

    private static String tags(String prefix, int count) {
        return "{'action':'create','tags':["
                + IntStream.range(0, count)
                        .mapToObj(i -> "{'key':'" + prefix + "-" + i + "'}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Test
    void aVpcIsShownAsItWasMade() {
        JsonNode made = ok(
                API.post(
                        "/vpcs",
                        "{'vpc':{'name':'net-1.a_b','cidr':'172.16.0.0/12','description':'of the office','enterprise_project_id':'0'}}"),
                "vpc");
        JsonNode shown = ok(API.get("/vpcs/" + made.path("id").asString()), "vpc");
        assertThat(shown).isEqualTo(made);
        assertThat(shown.path("name").asString()).isEqualTo("net-1.a_b");
        assertThat(shown.path("cidr").asString()).isEqualTo("172.16.0.0/12");
        assertThat(shown.path("description").asString()).isEqualTo("of the office");
        assertThat(shown.path("enterprise_project_id").asString()).isEqualTo("0");
        assertThat(shown.path("routes").isArray()).isTrue();
        JsonNode third = ok(API.call("GET", "v3", "/vpc/vpcs/" + made.path("id").asString(), ""), "vpc");
        assertThat(third.path("extend_cidrs").isArray()).isTrue();
        assertThat(third.path("id")).isEqualTo(made.path("id"));
    }

    @Test
    void aVpcIsChangedInWhatIsNamedOnly() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        JsonNode changed = ok(API.put("/vpcs/" + id, "{'vpc':{'description':'new'}}"), "vpc");
        assertThat(changed.path("description").asString()).isEqualTo("new");
        assertThat(changed.path("name").asString()).isEqualTo("net");
        changed = ok(API.put("/vpcs/" + id, "{'vpc':{'name':'other','cidr':'10.0.0.0/8','description':''}}"), "vpc");
        assertThat(changed.path("name").asString()).isEqualTo("other");
        assertThat(changed.path("cidr").asString()).isEqualTo("10.0.0.0/8");
        assertThat(changed.path("description").asString()).isEmpty();
    }

    @Test
    void aDeletedVpcStaysUntilTheHostHasNothingOfIt() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        assertThat(API.delete("/vpcs/" + id).status()).isEqualTo(204);
        assertThat(status("/vpcs/" + id)).isEqualTo("PENDING_DELETE");
        assertThat(API.delete("/vpcs/" + id).status()).isEqualTo(204);
        assertRefused(API.put("/vpcs/" + id, "{'vpc':{'name':'other'}}"), 409).contains("DELETING");
        API.cloud.database.change(tx -> {
            API.cloud.documents.forget(tx, API.cloud.host, Vpc.document(VpcId.parse(id)), Long.MAX_VALUE);
            API.cloud.inventory.vpcs().purge(tx, VpcId.parse(id));
        });
        assertRefused(API.get("/vpcs/" + id), 404);
        assertRefused(API.delete("/vpcs/" + id), 404);
    }

    @Test
    void aVpcInUseIsNotDeleted() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        String subnet =
                API.createSubnet(id, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        assertRefused(API.delete("/vpcs/" + id), 409).contains(subnet);
        assertThat(API.delete("/vpcs/" + id + "/subnets/" + subnet).status()).isEqualTo(204);
        assertThat(API.delete("/vpcs/" + id).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                     | vpc: is missing
            {'vpc':[]}                                             | vpc: must be an object
            {'vpc':{}}                                             | vpc.cidr: is missing
            {'vpc':{'cidr':'10.0.0.0'}}                            | vpc.cidr: '10.0.0.0' is not of the form
            {'vpc':{'cidr':'10.0.0.1/16'}}                         | vpc.cidr: 10.0.0.1/16 has host bits set
            {'vpc':{'cidr':'10.0.0.0/29'}}                         | vpc.cidr: must lie in
            {'vpc':{'cidr':'10.0.0.0/7'}}                          | vpc.cidr: must lie in
            {'vpc':{'cidr':'8.0.0.0/7'}}                           | vpc.cidr: must lie in
            {'vpc':{'cidr':'203.0.113.0/24'}}                      | vpc.cidr: must lie in
            {'vpc':{'cidr':'100.64.0.0/16'}}                       | vpc.cidr: must lie in
            {'vpc':{'cidr':10}}                                    | vpc.cidr: must be a string
            {'vpc':{'cidr':'10.0.0.0/8','name':'a b'}}             | vpc.name: must have 1 to 64
            {'vpc':{'cidr':'10.0.0.0/8','description':'<a>'}}      | vpc.description: must have at most 255
            {'vpc':{'cidr':'10.0.0.0/8','enterprise_project_id':'x'}} | vpc.enterprise_project_id: must be 0 or
            """)
    void everyWrongFieldOfAVpcIsNamed(String body, String message) {
        int before = API.cloud.rows("vpc");
        assertRefused(API.post("/vpcs", body), 400).contains(message);
        assertThat(API.cloud.rows("vpc")).isEqualTo(before);
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() {
        assertRefused(API.post("/vpcs", "{'vpc':{'cidr':'10','name':'a b'}}"), 400)
                .contains("vpc.cidr: ")
                .contains("vpc.name: ");
    }

    @Test
    void listsArePagedByTheLastIdentifier() {
        var project = ProjectId.random();
        List<String> made = IntStream.range(0, 5)
                .mapToObj(_ -> ok(
                                API.api.call(
                                        project,
                                        "POST",
                                        "/v1/" + project + "/vpcs",
                                        InventoryApi.quoted("{'vpc':{'cidr':'10.0.0.0/8'}}")),
                                "vpc")
                        .path("id")
                        .asString())
                .sorted()
                .toList();
        List<String> read = new ArrayList<>();
        String marker = "";
        do {
            JsonNode page = ok(
                    API.api.call(project, "GET", "/v1/%s/vpcs?limit=2&marker=%s".formatted(project, marker), ""),
                    "vpcs");
            page.forEach(vpc -> read.add(vpc.path("id").asString()));
            marker = page.isEmpty() ? "" : page.get(page.size() - 1).path("id").asString();
        } while (!marker.isEmpty());
        assertThat(read).isEqualTo(made);
        var third = API.api
                .call(project, "GET", "/v3/%s/vpc/vpcs?limit=4".formatted(project), "")
                .body();
        assertThat(third.path("page_info").path("next_marker").asString()).isEqualTo(made.get(3));
        var last = API.api
                .call(project, "GET", "/v3/%s/vpc/vpcs?limit=5".formatted(project), "")
                .body();
        assertThat(last.path("page_info").has("next_marker")).isFalse();
        assertThat(last.path("vpcs").size()).isEqualTo(5);
    }

    @Test
    void aListCanBeFiltered() {
        JsonNode vpc = API.createVpc("10.0.0.0/16");
        String id = vpc.path("id").asString();
        assertThat(ok(API.get("/vpcs?id=" + id), "vpcs").size()).isEqualTo(1);
        assertThat(ok(API.get("/vpcs?id=" + id + "&enterprise_project_id=all_granted_eps"), "vpcs")
                        .size())
                .isEqualTo(1);
        assertThat(ok(API.get("/vpcs?id=" + id + "&enterprise_project_id=" + UUID.randomUUID()), "vpcs")
                        .size())
                .isZero();
        API.createSubnet(id, "10.0.1.0/24", "10.0.1.1");
        assertThat(ok(API.get("/subnets?vpc_id=" + id), "subnets").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/vpcs?limit=2001, limit",
        "/vpcs?limit=-1, limit",
        "/vpcs?limit=x, limit",
        "/vpcs?marker=x, marker",
        "/vpcs?id=x, id",
        "/subnets?vpc_id=x, vpc_id",
        "/vpcs?enterprise_project_id=x, enterprise_project_id",
        "/publicips?id=x, id",
        "/publicips?public_ip_address=x, public_ip_address",
        "/bandwidths?share_type=x, share_type",
        "/vpcs/x, vpc_id",
        "/subnets/x, subnet_id",
        "/publicips/x, publicip_id",
        "/bandwidths/x, bandwidth_id"
    })
    void everyWrongParameterIsNamed(String path, String name) {
        assertRefused(API.get(path), 400).contains(name + ": ");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        String nobody = UUID.randomUUID().toString();
        for (String path : List.of("/vpcs/", "/subnets/", "/publicips/", "/bandwidths/")) {
            assertRefused(API.get(path + nobody), 404);
            assertRefused(API.get(path + "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"), 404);
        }
        assertRefused(API.delete("/vpcs/" + nobody), 404);
        assertRefused(API.delete("/publicips/" + nobody), 404);
        assertRefused(API.put("/publicips/" + nobody, "{'publicip':{}}"), 404);
        assertRefused(API.put("/bandwidths/" + nobody, "{'bandwidth':{'size':5}}"), 404);
        assertRefused(API.call("GET", "v2.0", "/vpcs/" + nobody + "/tags", ""), 404);
        assertRefused(API.workload("DELETE", "/nobody", ""), 404);
    }

    @Test
    void anotherProjectSeesNothing() {
        JsonNode vpc = API.createVpc("10.0.0.0/16");
        var other = ProjectId.random();
        String path = "/v1/" + other + "/vpcs";
        assertRefused(API.api.call(other, "GET", path + "/" + vpc.path("id").asString(), ""), 404);
        assertThat(ok(API.api.call(other, "GET", path, ""), "vpcs").size()).isZero();
        assertRefused(API.api.call(other, "GET", "/v1/" + TestInventory.PROJECT + "/vpcs", ""), 403);
    }

    @Test
    void tagsAreSetReadAndRemoved() {
        String id = API.createVpc("10.0.0.0/16").path("id").asString();
        String tags = "/vpcs/" + id + "/tags";
        assertThat(ok(API.call("GET", "v2.0", tags, ""), "tags").size()).isZero();
        var set = "{'action':'create','tags':[{'key':'a','value':'1'},{'key':'b'}]}";
        assertThat(API.call("POST", "v2.0", tags + "/action", set).status()).isEqualTo(204);
        assertThat(ok(API.call("GET", "v2.0", tags, ""), "tags").toString())
                .isEqualTo(InventoryApi.quoted("[{'key':'a','value':'1'},{'key':'b','value':''}]"));
        var unset = "{'action':'delete','tags':[{'key':'a'}]}";
        assertThat(API.call("POST", "v2.0", tags + "/action", unset).status()).isEqualTo(204);
        assertThat(ok(API.call("GET", "v2.0", tags, ""), "tags").size()).isEqualTo(1);
        assertRefused(API.call("POST", "v2.0", tags + "/action", "{'action':'x','tags':[{'key':''}]}"), 400)
                .contains("action: ")
                .contains("tags[0].key: ");
    }

    @Test
    void theRegionHasFourZonesAndNoNameServers() {
        JsonNode zones = ok(API.call("GET", "v2.1", "/os-availability-zone", ""), "availabilityZoneInfo");
        assertThat(zones.size()).isEqualTo(4);
        assertThat(zones.get(0).path("zoneName").asString()).isEqualTo("az1");
        assertThat(zones.get(0).path("zoneState").path("available").asBoolean()).isTrue();
        JsonNode servers =
                ok(API.api.call(TestInventory.PROJECT, "GET", "/v2/nameservers?region=x", ""), "nameservers");
        assertThat(servers.isEmpty()).isTrue();
    }

    private static String status(String path) {
        return status(API, path);
    }

    private static String status(InventoryApi api, String path) {
        JsonNode body = api.get(path).body();
        return body.path(body.propertyNames().iterator().next()).path("status").asString();
    }
}

package dev.causeway.controller.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.ThingReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResourceTagsTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");
    private static final String GATEWAY = "/vpn-gateway/" + SITE.gateway();
    private static final String CONNECTION =
            "/vpn-connection/" + LAB.connect(SITE, SITE.eip1(), LAB.customerGateway("198.51.100.1"), TestCloud.USUAL);

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void areSetChangedListedAndTakenAway() {
        for (String resource : List.of(GATEWAY, customerGateway(), CONNECTION)) {
            done(resource, "create", "{'key':'b','value':'1'},{'key':'a'},{'key':'año Ñ','value':'x/y @_.:=+-'}");
            assertThat(shown(resource)).isEqualTo("a=,año Ñ=x/y @_.:=+-,b=1");
            done(resource, "create", "{'key':'b','value':'2'}");
            assertThat(shown(resource)).isEqualTo("a=,año Ñ=x/y @_.:=+-,b=2");
            done(resource, "delete", "{'key':'b','value':'another'},{'key':'none'},{'key':'año Ñ'}");
            assertThat(shown(resource)).isEqualTo("a=");
            done(resource, "delete", "{'key':'a'},{'key':'a'}");
            assertThat(shown(resource)).isEmpty();
        }
    }

    @Test
    void areShownWithTheirResource() {
        String id = customerGateway();
        done(id, "create", "{'key':'k','value':'v'}");
        String path = id.replace("customer-gateway", "customer-gateways");
        assertThat(texts(LAB.done(200, "GET", path, "").at("/customer_gateway/tags")))
                .isEqualTo("k=v");
        done(CONNECTION, "create", "{'key':'k','value':'v'}");
        assertThat(texts(LAB.done(200, "GET", CONNECTION, "").at("/vpn_connection/tags")))
                .isEqualTo("k=v");
        done(CONNECTION, "delete", "{'key':'k'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags: is missing | {}",
                "tags: is missing | {'tags':null}",
                "tags: must have at least 1 element | {'tags':[]}",
                "tags[0].key: is missing | {'tags':[{'value':'v'}]}",
                "tags[0].key: must be 1 to 128 letters | {'tags':[{'key':''}]}",
                "tags[0].key: must be 1 to 128 letters | {'tags':[{'key':' a'}]}",
                "tags[0].key: must be 1 to 128 letters | {'tags':[{'key':'a '}]}",
                "tags[0].key: must be 1 to 128 letters | {'tags':[{'key':'a/b'}]}",
                "tags[0].key: must be 1 to 128 letters | {'tags':[{'key':'_sys_a'}]}",
                "tags[0].value: must be 0 to 255 letters | {'tags':[{'key':'a','value':'<'}]}",
                "tags[0].value: must be a string | {'tags':[{'key':'a','value':1}]}",
                "tags: two tags have the key 'a' | {'tags':[{'key':'a','value':'1'},{'key':'a','value':'2'}]}",
            })
    void areRefusedWhereTheyAreNone(String problem, String body) {
        String resource = customerGateway();
        TestApi.Answer answer = call("POST", resource + "/tags/create", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue()).contains(problem);
        assertThat(shown(resource)).isEmpty();
    }

    @Test
    void areAtMostTwentyAndNothingIsChangedByACallThatWouldMakeThemMore() {
        String resource = customerGateway();
        assertThat(call("POST", resource + "/tags/create", "{'tags':[" + many("k", 21) + "]}")
                        .body()
                        .get("error_msg")
                        .stringValue())
                .contains("tags: must have at most 20 elements");
        done(resource, "create", many("k", 19));
        TestApi.Answer answer = call(
                "POST", resource + "/tags/create", "{'tags':[{'key':'k0','value':'new'}," + many("more", 2) + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue()).contains("at most 20, not 21");
        assertThat(shown(resource)).contains("k0=,").doesNotContain("more", "new");
        done(resource, "create", "{'key':'k0','value':'new'}," + many("more", 1));
        assertThat(shown(resource)).contains("k0=new", "more0=");
    }

    @Test
    void areAtMostTwentyWhoeverSetsThemAtOnce() {
        for (int round = 0; round < 10; round++) {
            String resource = customerGateway();
            List<Integer> statuses = List.of("a", "b", "c").stream()
                    .map(prefix -> CompletableFuture.supplyAsync(
                            () -> call("POST", resource + "/tags/create", "{'tags':[" + many(prefix, 12) + "]}")
                                    .status(),
                            Thread::startVirtualThread))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(204, 400, 400);
            assertThat(shown(resource).split(",")).hasSize(12);
        }
    }

    @Test
    void touchNoDocument() {
        List<Documents.Placement> before = placements();
        JsonNode connection = LAB.shownConnection(id(CONNECTION));
        done(GATEWAY, "create", "{'key':'quiet'}");
        done(CONNECTION, "create", "{'key':'quiet'}");
        done(GATEWAY, "delete", "{'key':'quiet'}");
        done(CONNECTION, "delete", "{'key':'quiet'}");
        assertThat(placements()).isEqualTo(before);
        assertThat(LAB.shownConnection(id(CONNECTION))).isEqualTo(connection);
    }

    @Test
    void areSetBeforeAGatewayWorksAndNoMoreWhenItIsBeingDeleted() {
        var vpc = LAB.vpc("10.9.0.0/16");
        String id = LAB.done(201, "POST", "/vpn-gateways", """
                        {"vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.9.0.0/16"],
                         "eip1": {"type": "5_bgp", "bandwidth_size": 10},
                         "eip2": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(vpc, LAB.subnet(vpc, "10.9.1.0/24")))
                .at("/vpn_gateway/id")
                .stringValue();
        assertThat(LAB.status("/vpn-gateways/" + id)).isEqualTo("PENDING_CREATE");
        done("/vpn-gateway/" + id, "create", "{'key':'early'}");
        LAB.agent.work();
        LAB.done(204, "DELETE", "/vpn-gateways/" + id, "");
        assertThat(LAB.status("/vpn-gateways/" + id)).isEqualTo("PENDING_DELETE");
        for (String operation : List.of("create", "delete")) {
            TestApi.Answer answer =
                    call("POST", "/vpn-gateway/" + id + "/tags/" + operation, "{'tags':[{'key':'early'}]}");
            assertThat(answer.status()).isEqualTo(409);
        }
        assertThat(shown("/vpn-gateway/" + id)).isEqualTo("early=");
        LAB.agent.report(ThingReport.Phase.APPLIED, ThingReport.Phase.ABSENT);
        assertThat(call("GET", "/vpn-gateway/" + id + "/tags", "").status()).isEqualTo(404);
        assertThat(keys("vpn-gateway")).doesNotContain("early");
    }

    @Test
    void goWithTheirResource() {
        String resource = customerGateway();
        String connection = "/vpn-connection/" + LAB.connect(SITE, SITE.eip2(), id(resource), TestCloud.USUAL);
        done(connection, "create", "{'key':'gone'}");
        done(resource, "create", "{'key':'gone'}");
        LAB.done(204, "DELETE", connection, "");
        assertThat(call("POST", connection + "/tags/create", "{'tags':[{'key':'late'}]}")
                        .status())
                .isEqualTo(409);
        LAB.agent.work();
        LAB.done(204, "DELETE", resource.replace("gateway/", "gateways/"), "");
        assertThat(keys("vpn-connection")).doesNotContain("gone");
        assertThat(keys("customer-gateway")).doesNotContain("gone");
    }

    @Test
    void ofAProjectAreListedWithTheirDistinctValuesInOrder() {
        var lab = LAB;
        String one = customerGateway();
        String two = customerGateway();
        done(one, "create", "{'key':'of all','value':'2'},{'key':'list'}");
        done(two, "create", "{'key':'of all','value':'10'},{'key':'list'}");
        done(GATEWAY, "create", "{'key':'of another type'}");
        JsonNode shown = lab.done(200, "GET", "/customer-gateway/tags", "");
        assertThat(shown.propertyNames()).containsExactly("tags");
        assertThat(shown.get("tags").toString())
                .contains("{\"key\":\"list\",\"values\":[\"\"]}", "{\"key\":\"of all\",\"values\":[\"10\",\"2\"]}")
                .doesNotContain("another type");
        assertThat(keys("customer-gateway")).isSorted();
        ProjectId other = ProjectId.random();
        assertThat(lab.callAs(other, "GET", "/customer-gateway/tags", "").body().get("tags"))
                .isEmpty();
        done(GATEWAY, "delete", "{'key':'of another type'}");
    }

    @Test
    void ofResourcesThatTheProjectHasNotAreNotFound() {
        String nobody = "/vpn-connection/" + ConnectionId.random();
        assertThat(call("GET", nobody + "/tags", "").status()).isEqualTo(404);
        for (String operation : List.of("create", "delete")) {
            String body = "{\"tags\":[{\"key\":\"k\"}]}";
            assertThat(LAB.call("POST", nobody + "/tags/" + operation, body).status())
                    .isEqualTo(404);
            assertThat(LAB.callAs(ProjectId.random(), "POST", GATEWAY + "/tags/" + operation, body)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(call("GET", "/vpn-gateway/1/tags", "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /vpn-gatewayz/tags",
                "GET /things/d5a0d1d4-3b0e-4c5c-9a54-d0ce1c1d5a10/tags",
                "POST /things/d5a0d1d4-3b0e-4c5c-9a54-d0ce1c1d5a10/tags/create",
                "POST /things/d5a0d1d4-3b0e-4c5c-9a54-d0ce1c1d5a10/tags/delete",
                "POST /things/resource-instances/filter",
                "POST /things/resource-instances/count"
            })
    void ofOtherTypesAreRefusedWithTheWordsThatThereAre(String operation) {
        String[] words = operation.split(" ", -1);
        TestApi.Answer answer = call(words[0], words[1], "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue())
                .contains("resource_type: must be one of vpn-gateway, customer-gateway, vpn-connection");
    }

    private static String customerGateway() {
        return "/customer-gateway/" + LAB.customerGateway("198.51.100.2");
    }

    private static String id(String resource) {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    private static String many(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'key':'" + prefix + i + "'}")
                .collect(Collectors.joining(","));
    }

    private static void done(String resource, String operation, String tags) {
        TestApi.Answer answer = call("POST", resource + "/tags/" + operation, "{'tags':[" + tags + "]}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
    }

    private static TestApi.Answer call(String method, String path, String body) {
        return LAB.call(method, path, body.replace('\'', '"'));
    }

    private static String shown(String resource) {
        JsonNode body = LAB.done(200, "GET", resource + "/tags", "");
        assertThat(body.propertyNames()).containsExactly("tags");
        return texts(body.get("tags"));
    }

    private static String texts(JsonNode tags) {
        return tags.valueStream()
                .map(tag ->
                        tag.get("key").stringValue() + "=" + tag.get("value").stringValue())
                .collect(Collectors.joining(","));
    }

    private static List<String> keys(String type) {
        return LAB.done(200, "GET", "/" + type + "/tags", "")
                .get("tags")
                .valueStream()
                .map(tag -> tag.get("key").stringValue())
                .toList();
    }

    private static List<Documents.Placement> placements() {
        return LAB.database.read(tx -> LAB.documents.onHost(tx, LAB.host));
    }
}

package dev.causeway.controller.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InstanceSearchTest {

    private static final TestCloud LAB = new TestCloud();

    @BeforeAll
    static void fill() {
        make("plain", "");
        make("office-1", "{'key':'env','value':'prod'},{'key':'team','value':'net'}");
        make("office-2", "{'key':'env','value':'test'},{'key':'team','value':''}");
        make("depot_1", "{'key':'env','value':'prod'}");
        TestCloud.Site site =
                LAB.gateway("\"name\": \"office-gateway\", \"tags\": [{\"key\": \"env\", \"value\": \"prod\"}],");
        LAB.connect(
                site, site.eip1(), LAB.customerGateway("198.51.100.9"), "\"name\": \"office-line\"," + TestCloud.USUAL);
    }

    private static void make(String name, String tags) {
        LAB.done(201, "POST", "/customer-gateways", """
                {"customer_gateway": {"id_value": "198.51.100.2", "name": "%s", "tags": [%s]}}""".formatted(name, tags.replace('\'', '"')));
    }

    @AfterAll
    static void close() {
        LAB.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | cgw,depot_1,office-2,office-1,plain",
                "{'tags':[],'matches':[]} | cgw,depot_1,office-2,office-1,plain",
                "{'tags':[{'key':'env','values':['prod']}]} | depot_1,office-1",
                "{'tags':[{'key':'env','values':['prod','test']}]} | depot_1,office-2,office-1",
                "{'tags':[{'key':'env','values':[]}]} | depot_1,office-2,office-1",
                "{'tags':[{'key':'env'}]} | depot_1,office-2,office-1",
                "{'tags':[{'key':'team','values':['']}]} | office-2",
                "{'tags':[{'key':'env','values':['prod']},{'key':'team','values':[]}]} | office-1",
                "{'tags':[{'key':'env','values':['prod']},{'key':'env','values':['test']}]} | ''",
                "{'tags':[{'key':'none','values':[]}]} | ''",
                "{'without_any_tag':true} | cgw,plain",
                "{'without_any_tag':'true','tags':[{'key':'env','values':['prod']}]} | cgw,plain",
                "{'without_any_tag':true,'tags':'ignored'} | cgw,plain",
                "{'without_any_tag':true,'matches':[{'key':'resource_name','value':'lai'}]} | plain",
                "{'without_any_tag':'false'} | cgw,depot_1,office-2,office-1,plain",
                "{'without_any_tag':false,'tags':[{'key':'team'}]} | office-2,office-1",
                "{'matches':[{'key':'resource_name','value':'fice'}]} | office-2,office-1",
                "{'matches':[{'key':'resource_name','value':'office-1'}]} | office-1",
                "{'matches':[{'key':'resource_name','value':'_'}]} | depot_1",
                "{'matches':[{'key':'resource_name','value':'%'}]} | ''",
                "{'matches':[{'key':'resource_name','value':'\\\\'}]} | ''",
                "{'matches':[{'key':'resource_name','value':'OFFICE'}]} | ''",
                "{'matches':[{'key':'resource_name','value':''}]} | cgw,depot_1,office-2,office-1,plain",
                "{'tags':[{'key':'env','values':['prod']}],'matches':[{'key':'resource_name','value':'o'}]}"
                        + " | depot_1,office-1",
            })
    void findsWhatHasAllThatIsAskedForAndCountsTheSame(String body, String names) {
        JsonNode found = found("/customer-gateway", "", body);
        assertThat(found.propertyNames()).containsExactlyInAnyOrder("resources", "total_count");
        assertThat(names(found).replaceAll("cgw-....", "cgw")).isEqualTo(names);
        JsonNode count = LAB.done(200, "POST", "/customer-gateway/resource-instances/count", body.replace('\'', '"'));
        assertThat(count.propertyNames()).containsExactly("total_count");
        assertThat(count.get("total_count")).isEqualTo(found.get("total_count"));
        assertThat(found.get("total_count").intValue()).isEqualTo(names.isEmpty() ? 0 : names.split(",").length);
    }

    @Test
    void showsTheIdentifierTheNameAllTagsAndANullThatClientsExpect() {
        JsonNode one = found("/vpn-gateway", "", "{'matches':[{'key':'resource_name','value':'office'}]}")
                .get("resources")
                .get(0);
        assertThat(one.propertyNames())
                .containsExactlyInAnyOrder("resource_id", "resource_detail", "tags", "resource_name");
        assertThat(one.get("resource_detail").isNull()).isTrue();
        assertThat(one.get("tags").toString()).isEqualTo("[{\"key\":\"env\",\"value\":\"prod\"}]");
        assertThat(LAB.done(
                                200,
                                "GET",
                                "/vpn-gateways/" + one.get("resource_id").stringValue(),
                                "")
                        .at("/vpn_gateway/name"))
                .isEqualTo(one.get("resource_name"));
        assertThat(names(found("/vpn-connection", "", "{}"))).isEqualTo("office-line");
    }

    @Test
    void isReadPageByPageUntilAnEmptyOneComes() {
        List<String> names = new ArrayList<>();
        for (int offset = 0; ; offset += 2) {
            JsonNode page = found("/customer-gateway", "?limit=2&offset=" + offset, "{}");
            assertThat(page.get("total_count").intValue()).isEqualTo(5);
            if (page.get("resources").isEmpty()) {
                break;
            }
            names.add(names(page));
        }
        assertThat(String.join(";", names).replaceAll("cgw-....", "cgw"))
                .isEqualTo("cgw,depot_1;office-2,office-1;plain");
        assertThat(found("/customer-gateway", "?limit=1000&offset=2147483647", "{}")
                        .get("total_count")
                        .intValue())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit: must be a number from 1 to 1000 | ?limit=0 | {}",
                "limit: must be a number from 1 to 1000 | ?limit=1001 | {}",
                "limit: must be a number from 1 to 1000 | ?limit=x | {}",
                "offset: must be a number from 0 | ?offset=-1 | {}",
                "offset: must be a number from 0 | ?offset=2147483648 | {}",
                "without_any_tag: must be true or false | '' | {'without_any_tag':'yes'}",
                "without_any_tag: must be true or false | '' | {'without_any_tag':1}",
                "matches[0].key: must be resource_name | '' | {'matches':[{'key':'id','value':'a'}]}",
                "matches[0].value: is missing | '' | {'matches':[{'key':'resource_name'}]}",
                "matches: must have at most 1 elements | '' |"
                        + " {'matches':[{'key':'resource_name','value':'a'},{'key':'resource_name','value':'b'}]}",
                "tags[0].key: is missing | '' | {'tags':[{'values':[]}]}",
                "tags[0].key: must have 1 to 128 characters | '' | {'tags':[{'key':'','values':[]}]}",
                "tags[0].values: must be a list | '' | {'tags':[{'key':'a','values':'b'}]}",
            })
    void refusesWhatItDoesNotUnderstand(String problem, String query, String body) {
        TestApi.Answer answer =
                LAB.call("POST", "/vpn-gateway/resource-instances/filter" + query, body.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue()).contains(problem);
    }

    @Test
    void takesTwentyTagsWithTwentyValuesAndNoMore() {
        assertThat(search(20, 20).status()).isEqualTo(200);
        assertThat(search(21, 1).body().get("error_msg").stringValue()).contains("tags: must have at most 20 elements");
        assertThat(search(1, 21).body().get("error_msg").stringValue())
                .contains("tags[0].values: must have at most 20 elements");
    }

    @Test
    void findsNothingOfAnotherProject() {
        TestApi.Answer answer =
                LAB.callAs(ProjectId.random(), "POST", "/customer-gateway/resource-instances/filter", "{}");
        assertThat(answer.body().get("resources")).isEmpty();
        assertThat(answer.body().get("total_count").intValue()).isZero();
    }

    private static TestApi.Answer search(int tags, int values) {
        String all = IntStream.range(0, tags)
                .mapToObj(tag -> "{\"key\":\"k%d\",\"values\":[%s]}"
                        .formatted(
                                tag,
                                IntStream.range(0, values)
                                        .mapToObj(value -> "\"v" + value + "\"")
                                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining(","));
        return LAB.call("POST", "/vpn-gateway/resource-instances/filter", "{\"tags\":[" + all + "]}");
    }

    private static JsonNode found(String type, String query, String body) {
        return LAB.done(200, "POST", type + "/resource-instances/filter" + query, body.replace('\'', '"'));
    }

    private static String names(JsonNode found) {
        return found.get("resources")
                .valueStream()
                .map(resource -> resource.get("resource_name").stringValue())
                .collect(Collectors.joining(","));
    }
}

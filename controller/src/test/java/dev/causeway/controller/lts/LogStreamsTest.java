package dev.causeway.controller.lts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.HostReport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Groups, streams, and questions about lines, by calls over HTTP.
class LogStreamsTest extends InLogCloud {

    @Test
    void groupsAndStreamsAreShownAsClientsReadThem() {
        JsonNode shown = done(200, "GET", groups(""), "").at("/log_groups/0");
        assertThat(shown.get("log_group_id").stringValue()).isEqualTo(group);
        assertThat(shown.get("log_group_name").stringValue()).isEqualTo("vpn");
        assertThat(shown.get("ttl_in_days").intValue()).isEqualTo(30);
        assertThat(shown.get("creation_time").isNumber()).isTrue();
        assertThat(shown.get("tag").isObject()).isTrue();
        JsonNode inside = done(200, "GET", groups("/" + group + "/streams"), "").at("/log_streams/0");
        assertThat(inside.get("log_stream_id").stringValue()).isEqualTo(stream);
        assertThat(inside.get("log_stream_name").stringValue()).isEqualTo("clients");
        assertThat(inside.get("filter_count").intValue()).isZero();
        assertThat(inside.get("is_favorite").booleanValue()).isFalse();
        assertThat(inside.get("tag").isObject()).isTrue();
        done(200, "POST", groups("/" + group), "{\"ttl_in_days\": 7}");
        assertThat(done(200, "GET", groups("/" + group + "/streams"), "")
                        .at("/log_streams/0/ttl_in_days")
                        .intValue())
                .isEqualTo(7);
    }

    @Test
    void questionsAreAboutTimesWordsAndParts() {
        configure();
        HostReport report = told(List.of(), 1, 2, 3, 4, 5);
        observe(report);
        assertThat(contents(query("{\"limit\": 2, \"is_desc\": true}"))).containsExactly(line(5), line(4));
        JsonNode first = query("{\"limit\": 2}");
        assertThat(first.get("count").intValue()).isEqualTo(5);
        String last = first.at("/logs/1/line_num").stringValue();
        assertThat(contents(query("{\"limit\": 2, \"line_num\": \"%s\"}".formatted(last))))
                .containsExactly(line(3), line(4));
        assertThat(contents(query("{\"keywords\": \"NUMBER\\\": 3\"}"))).containsExactly(line(3));
        assertThat(first.at("/logs/0/time").longValue())
                .isEqualTo(report.log().getFirst().time().toEpochMilli());
        long third = report.log().get(2).time().toEpochMilli();
        long behindFourth = report.log().get(3).time().toEpochMilli() + 1;
        assertThat(contents(query("{\"start_time\": \"%d\", \"end_time\": %d}".formatted(third, behindFourth))))
                .containsExactly(line(3), line(4));
    }

    @Test
    void whatIsNotBuiltIsSaidToBeSo() {
        String path = groups("/" + group + "/streams/" + stream + "/content/query");
        refused(501, "VPN.0001", "POST", path, "{\"line_num\": 4, \"search_type\": \"backwards\"}");
        refused(501, "VPN.0001", "POST", path, "{\"is_analysis_query\": true, \"query\": \"SELECT 1\"}");
        assertThat(contents(query("{\"line_num\": 4, \"search_type\": \"forwards\"}")))
                .isEmpty();
    }

    @Test
    void aProjectHasSoManyGroupsAndAGroupSoManyStreams() throws Exception {
        for (int i = 1; i < 99; i++) {
            done(201, "POST", groups(""), "{\"log_group_name\": \"g%d\"}".formatted(i));
        }
        inParallel(Stream.of("a", "b", "c", "d")
                .<Runnable>map(name ->
                        () -> api.call(project, "POST", groups(""), "{\"log_group_name\": \"%s\"}".formatted(name)))
                .toList());
        assertThat(done(200, "GET", groups(""), "").get("log_groups")).hasSize(100);
        for (int i = 1; i < 100; i++) {
            done(201, "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \"s%d\"}".formatted(i));
        }
        refused(400, "VPN.0001", "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \"more\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", ".a", "a.", "a b", "a/b", "\u00e4"})
    void namesOfAnotherFormAreRefused(String name) {
        refused(400, "VPN.0001", "POST", groups(""), "{\"log_group_name\": \"%s\"}".formatted(name));
        refused(
                400,
                "VPN.0001",
                "POST",
                groups("/" + group + "/streams"),
                "{\"log_stream_name\": \"%s\"}".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "a_", "lts-group-01nh", "A.b_c-9", "\u65e5\u5fd7"})
    void namesAreThoseOfTheService(String name) {
        done(201, "POST", groups(""), "{\"log_group_name\": \"%s\"}".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\": 0}",
                "{\"limit\": 5001}",
                "{\"line_num\": \"x\"}",
                "{\"start_time\": \"-1\"}",
                "{\"end_time\": 1e300}",
                "{\"is_desc\": \"yes\"}",
                "{\"keywords\": 1}"
            })
    void oddQuestionsAreRefused(String body) {
        refused(400, "VPN.0001", "POST", groups("/" + group + "/streams/" + stream + "/content/query"), body);
    }

    @Test
    void anotherProjectsStreamIsNone() {
        ProjectId other = ProjectId.random();
        TestApi.Answer answer = api.call(
                other, "POST", "/v2/" + other + "/groups/" + group + "/streams/" + stream + "/content/query", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(api.call(other, "GET", "/v2/" + other + "/groups", "").body().get("log_groups"))
                .isEmpty();
    }

    @Test
    void namesAreUniqueAndWellFormed() {
        refused(400, "VPN.0001", "POST", groups(""), "{\"log_group_name\": \"vpn\"}");
        refused(400, "VPN.0001", "POST", groups(""), "{\"log_group_name\": \"\"}");
        refused(400, "VPN.0001", "POST", groups(""), "{\"log_group_name\": \"b\", \"ttl_in_days\": 366}");
        refused(400, "VPN.0001", "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \"clients\"}");
        refused(400, "VPN.0001", "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \".x\"}");
        done(204, "DELETE", groups("/" + group + "/streams/" + stream), "");
        refused(400, "VPN.0001", "DELETE", groups("/" + group + "/streams/" + stream), "");
    }
}

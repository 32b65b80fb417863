package dev.causeway.controller.lts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Streams of lines, and the logs of gateways that go into them, by calls over HTTP.
class LogStreamsTest {

    private static final TestCloud CLOUD = new TestCloud();
    private static final LogFeature LOGS =
            LogFeature.open(CLOUD.database, CLOUD.clientGateways.gateways(), CLOUD.clock);
    private static final TestApi API = TestApi.serve(LOGS.routes());

    private final ProjectId project = ProjectId.random();
    private final P2cRows.Placed gateway = P2cRows.insert(CLOUD, project, 10);
    private final String config = "/v5/" + project + "/p2c-vpn-gateways/" + gateway.gateway() + "/log-config";
    private String group;
    private String stream;

    @BeforeEach
    void makeAStream() {
        group = done(201, "POST", groups(""), "{\"log_group_name\": \"vpn\"}")
                .get("log_group_id")
                .stringValue();
        stream = done(201, "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \"clients\"}")
                .get("log_stream_id")
                .stringValue();
    }

    @AfterAll
    static void close() {
        API.close();
        CLOUD.close();
    }

    private String groups(String rest) {
        return "/v2/" + project + "/groups" + rest;
    }

    private JsonNode done(int status, String method, String path, String body) {
        TestApi.Answer answer = API.call(project, method, path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        return answer.body();
    }

    private void refused(int status, String code, String method, String path, String body) {
        assertThat(done(status, method, path, body).get("error_code").stringValue())
                .isEqualTo(code);
    }

    private JsonNode query(String body) {
        return done(200, "POST", groups("/" + group + "/streams/" + stream + "/content/query"), body);
    }

    private static List<String> contents(JsonNode answer) {
        return answer.get("logs")
                .valueStream()
                .map(line -> line.get("content").stringValue())
                .toList();
    }

    private void configure() {
        done(200, "PUT", config, """
                {"log_config": {"log_group_id": "%s", "log_stream_id": "%s"}}""".formatted(group, stream));
    }

    /// Has the host tell lines of its log, each a second after the one before.
    private void report(long... positions) {
        CLOUD.clock.pass(Duration.ofSeconds(1));
        List<LogLine> lines = LongStream.of(positions)
                .mapToObj(position -> new LogLine(
                        new LogSource.Node(gateway.node()),
                        position,
                        CLOUD.clock.instant().plusSeconds(position),
                        "{\"event\": \"CONNECT\", \"number\": " + position + "}"))
                .toList();
        CLOUD.database.change(tx -> {
            var report = new HostReport(CLOUD.clock.instant(), List.of(), lines);
            CLOUD.reports.take(tx, CLOUD.host, report, CLOUD.clock.instant());
            LOGS.observers().forEach(observer -> observer.observe(tx, report));
            LOGS.observers().forEach(observer -> observer.observe(tx, report));
        });
    }

    private static String line(long position) {
        return "{\"event\": \"CONNECT\", \"number\": " + position + "}";
    }

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
    void theLogOfAGatewayGoesIntoItsStreamOnceItIsConfigured() {
        report(1, 2);
        configure();
        assertThat(contents(query("{}"))).isEmpty();
        report(3, 4);
        report(4, 5);
        JsonNode found = query("{}");
        assertThat(found.get("count").intValue()).isEqualTo(3);
        assertThat(contents(found)).containsExactly(line(3), line(4), line(5));
    }

    @Test
    void questionsAreAboutTimesWordsAndParts() {
        configure();
        report(1, 2, 3, 4, 5);
        assertThat(contents(query("{\"limit\": 2, \"is_desc\": true}"))).containsExactly(line(5), line(4));
        JsonNode first = query("{\"limit\": 2}");
        assertThat(first.get("count").intValue()).isEqualTo(5);
        String last = first.at("/logs/1/line_num").stringValue();
        assertThat(contents(query("{\"limit\": 2, \"line_num\": \"%s\"}".formatted(last))))
                .containsExactly(line(3), line(4));
        assertThat(contents(query("{\"keywords\": \"NUMBER\\\": 3\"}"))).containsExactly(line(3));
        long now = CLOUD.clock.instant().toEpochMilli();
        assertThat(contents(query("{\"start_time\": \"%d\", \"end_time\": %d}".formatted(now + 2500, now + 4500))))
                .containsExactly(line(3), line(4));
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
    void linesAreKeptAsLongAsTheGroupSays() {
        configure();
        report(1);
        done(200, "POST", groups("/" + group), "{\"ttl_in_days\": 2}");
        CLOUD.clock.pass(Duration.ofDays(1));
        assertThat(contents(query("{}"))).containsExactly(line(1));
        CLOUD.clock.pass(Duration.ofDays(2));
        assertThat(contents(query("{}"))).isEmpty();
        report(2);
        long kept = CLOUD.database.read(
                tx -> tx.createQuery("SELECT count(*) FROM log_stream_line WHERE stream_id = :id::uuid")
                        .bind("id", stream)
                        .mapTo(Long.class)
                        .one());
        assertThat(kept).isEqualTo(1);
    }

    @Test
    void theOldestOfTooManyGo() {
        configure();
        report(1);
        CLOUD.database.change(tx -> tx.createUpdate("""
                        INSERT INTO log_stream_line (stream_id, time, content)
                        SELECT :id::uuid, :now, 'x' FROM generate_series(1, 100000)""")
                .bind("id", stream)
                .bind("now", CLOUD.clock.instant())
                .execute());
        report(2);
        assertThat(query("{\"limit\": 1}").get("count").intValue()).isEqualTo(100_000);
        assertThat(contents(query("{\"limit\": 1}"))).containsExactly("x");
        assertThat(contents(query("{\"limit\": 1, \"is_desc\": true}"))).containsExactly(line(2));
    }

    @Test
    void aConfigurationIsShownAndEnded() {
        refused(404, "VPN.0004", "GET", config, "");
        configure();
        JsonNode shown = done(200, "GET", config, "").get("log_config");
        assertThat(shown.get("log_group_id").stringValue()).isEqualTo(group);
        assertThat(shown.get("log_stream_id").stringValue()).isEqualTo(stream);
        done(204, "DELETE", config, "");
        done(204, "DELETE", config, "");
        refused(404, "VPN.0004", "GET", config, "");
        report(1);
        assertThat(contents(query("{}"))).isEmpty();
    }

    @Test
    void aConfigurationNamesAStreamThatThereIs() {
        String none = UUID.randomUUID().toString();
        String body = "{\"log_config\": {\"log_group_id\": \"%s\", \"log_stream_id\": \"%s\"}}";
        refused(400, "VPN.0001", "PUT", config, body.formatted(none, stream));
        refused(400, "VPN.0001", "PUT", config, body.formatted(group, none));
        refused(400, "VPN.0001", "PUT", config, "{\"log_config\": {}}");
        refused(
                404,
                "VPN.0509",
                "PUT",
                config.replace(gateway.gateway().toString(), none),
                body.formatted(group, stream));
    }

    @Test
    void whatIsDeletedTakesItsLinesAndConfigurationsAlong() {
        configure();
        report(1);
        done(204, "DELETE", groups("/" + group), "");
        refused(404, "VPN.0004", "GET", config, "");
        refused(404, "VPN.0004", "GET", groups("/" + group + "/streams"), "");
        refused(404, "VPN.0004", "DELETE", groups("/" + group), "");
        report(2);
    }

    @Test
    void anotherProjectsStreamIsNone() {
        ProjectId other = ProjectId.random();
        TestApi.Answer answer = API.call(
                other, "POST", "/v2/" + other + "/groups/" + group + "/streams/" + stream + "/content/query", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(API.call(other, "GET", "/v2/" + other + "/groups", "").body().get("log_groups"))
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
        refused(404, "VPN.0004", "DELETE", groups("/" + group + "/streams/" + stream), "");
    }
}

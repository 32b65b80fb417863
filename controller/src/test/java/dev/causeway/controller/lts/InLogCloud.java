package dev.causeway.controller.lts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// A cloud whose streams of lines are reached by calls over HTTP, with a project that has a gateway, a group and a
/// stream.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InLogCloud {

    final TestCloud cloud = new TestCloud();
    private final LogFeature logs = LogFeature.open(cloud.database, cloud.clientGateways.gateways(), cloud.clock);
    final TestApi api = TestApi.serve(logs.routes());

    ProjectId project;
    P2cRows.Placed gateway;
    String config;
    String group;
    String stream;

    @BeforeEach
    final void makeAStream() {
        project = ProjectId.random();
        gateway = P2cRows.insert(cloud, project, 10);
        config = "/v5/" + project + "/p2c-vpn-gateways/" + gateway.gateway() + "/log-config";
        makeAnotherStream();
    }

    final void makeAnotherStream() {
        group = done(201, "POST", groups(""), "{\"log_group_name\": \"vpn\"}")
                .get("log_group_id")
                .stringValue();
        stream = done(201, "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \"clients\"}")
                .get("log_stream_id")
                .stringValue();
    }

    @AfterAll
    final void close() {
        api.close();
        cloud.close();
    }

    final String groups(String rest) {
        return "/v2/" + project + "/groups" + rest;
    }

    final JsonNode done(int status, String method, String path, String body) {
        TestApi.Answer answer = api.call(project, method, path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        return answer.body();
    }

    final void refused(int status, String code, String method, String path, String body) {
        assertThat(done(status, method, path, body).get("error_code").stringValue())
                .isEqualTo(code);
    }

    final JsonNode query(String body) {
        return done(200, "POST", groups("/" + group + "/streams/" + stream + "/content/query"), body);
    }

    static List<String> contents(JsonNode answer) {
        return answer.get("logs")
                .valueStream()
                .map(line -> line.get("content").stringValue())
                .toList();
    }

    final void configure() {
        done(200, "PUT", config, """
                {"log_config": {"log_group_id": "%s", "log_stream_id": "%s"}}""".formatted(group, stream));
    }

    /// Has the host tell lines of its log, each a second after the one before.
    final void report(long... positions) {
        HostReport report = told(List.of(), positions);
        observe(report);
        observe(report);
    }

    final void observe(HostReport report) {
        cloud.database.change(tx -> logs.observers().forEach(observer -> observer.observe(tx, report)));
    }

    /// The same, but nobody takes notice of it yet.
    final HostReport told(List<ReportPart> parts, long... positions) {
        cloud.clock.pass(Duration.ofSeconds(1));
        List<LogLine> lines = LongStream.of(positions)
                .mapToObj(position -> new LogLine(
                        new LogSource.Node(gateway.node()),
                        position,
                        cloud.clock.instant().plusSeconds(position),
                        "{\"event\": \"CONNECT\", \"number\": " + position + "}"))
                .toList();
        var report = new HostReport(cloud.clock.instant(), parts, lines);
        cloud.database.change(tx -> cloud.reports.take(tx, cloud.host, report, cloud.clock.instant()));
        return report;
    }

    static String line(long position) {
        return "{\"event\": \"CONNECT\", \"number\": " + position + "}";
    }

    static void inParallel(List<Runnable> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done :
                    threads.invokeAll(work.stream().map(Executors::callable).toList())) {
                done.get();
            }
        }
    }

    final long stored() {
        return cloud.database.read(
                tx -> tx.createQuery("SELECT count(*) FROM log_stream_line WHERE stream_id = :id::uuid")
                        .bind("id", stream)
                        .mapTo(Long.class)
                        .one());
    }
}

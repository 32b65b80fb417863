package dev.causeway.controller.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.lts.LogFeature;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.Software;
import dev.causeway.model.wire.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What nodes tell of their clients: from a host's report to what a tenant reads.
class NodeLogTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");
    private static final String EVENT = "{\"event\":\"connect\",\"user_name\":\"alice\"}";

    private static HostReport report(Instant at, NodeId node, long... positions) {
        return new HostReport(
                at,
                List.of(new ClientNodeReport(node, new Software("2.6.14", 1))),
                LongStream.of(positions)
                        .mapToObj(position -> new LogLine(new LogSource.Node(node), position, at, EVENT))
                        .toList());
    }

    @Test
    void aHostLearnsHowFarTheLogsOfItsNodesAreHeld(@TempDir Path folder) throws Exception {
        try (var controller = TestController.start(folder)) {
            var agent = TestAgent.enrol(controller, controller.enrolments.issueToken(controller.host));
            var node = NodeId.random();
            controller.place(DocumentKind.NODE, node.toString());
            assertThat(agent.post("/agent/v1/reports", report(NOW, node, 4, 9)).statusCode())
                    .isEqualTo(204);
            agent.post("/agent/v1/reports", report(NOW.plusSeconds(1), node, 9));
            assertThat(positions(agent)).containsExactly(new LogPositions.Held(new LogSource.Node(node), 9));
            var stranger = controller.enrolAnotherHost();
            stranger.post("/agent/v1/reports", report(NOW, node, 10));
            assertThat(positions(agent)).containsExactly(new LogPositions.Held(new LogSource.Node(node), 9));
            assertThat(positions(stranger)).isEmpty();
        }
    }

    private static List<LogPositions.Held> positions(TestAgent agent) throws Exception {
        return Wire.read(agent.get("/agent/v1/log-positions").body(), LogPositions.class)
                .held();
    }

    @Test
    void aReportIsReadByTheTenantLineByLine() {
        try (var lab = new TestCloud()) {
            var logs = LogFeature.open(lab.database, lab.clientGateways.gateways(), lab.clock);
            List<Feature> features = new ArrayList<>(lab.features);
            features.add(logs);
            var intake = new ReportIntake(lab.database, lab.documents, lab.reports, Features.of(features), lab.clock);
            P2cRows.Placed gateway = P2cRows.insert(lab, lab.project, 10);
            try (var api = TestApi.serve(logs.routes())) {
                String query = stream(api, lab, gateway) + "/content/query";
                intake.take(lab.host, report(lab.clock.instant(), gateway.node(), 1, 2));
                HostId stranger = lab.anotherHost();
                intake.take(stranger, report(lab.clock.instant(), gateway.node(), 3));
                JsonNode read = api.call(lab.project, "POST", query, "{}").body();
                assertThat(read.get("count").intValue()).isEqualTo(2);
                assertThat(read.at("/logs/1/content").stringValue()).isEqualTo(EVENT);
            }
            lab.done(204, "DELETE", "/p2c-vpn-gateways/" + gateway.gateway(), "");
            assertThat(lab.rows("log_line")).isEqualTo(2);
            lab.agent.work();
            assertThat(lab.rows("log_line")).isZero();
            assertThat(lab.rows("log_feed")).isZero();
            assertThat(lab.rows("log_stream_line")).isEqualTo(2);
        }
    }

    /// Makes a stream for the log of a gateway.
    ///
    /// @return its path
    private static String stream(TestApi api, TestCloud lab, P2cRows.Placed gateway) {
        String groups = "/v2/" + lab.project + "/groups";
        String group = made(api, lab, groups, "log_group");
        String stream = made(api, lab, groups + "/" + group + "/streams", "log_stream");
        String config = "/v5/" + lab.project + "/p2c-vpn-gateways/" + gateway.gateway() + "/log-config";
        String body =
                "{\"log_config\": {\"log_group_id\": \"%s\", \"log_stream_id\": \"%s\"}}".formatted(group, stream);
        assertThat(api.call(lab.project, "PUT", config, body).status()).isEqualTo(200);
        return groups + "/" + group + "/streams/" + stream;
    }

    private static String made(TestApi api, TestCloud lab, String path, String kind) {
        return api.call(lab.project, "POST", path, "{\"%s_name\": \"vpn\"}".formatted(kind))
                .body()
                .get(kind + "_id")
                .stringValue();
    }
}

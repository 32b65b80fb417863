package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Prometheus is told.
class ExpositionTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String connection = lab.connect(
            site,
            site.eip1(),
            lab.customerGateway("198.51.100.2"),
            TestCloud.USUAL + "\"enable_nqa\": true, \"enable_health_check\": true,");
    private final String labels = "gateway=\"%s\",connection=\"%s\"".formatted(site.gateway(), connection);

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void isForThoseWhoShowTheToken() {
        assertThat(lab.metrics("Bearer " + TestCloud.METRICS_TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(lab.metrics("Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(lab.metrics("").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsWhatIsUpAndKeepsTheSeriesOfWhatIsDown() {
        lab.agent.tunnel(connection, TunnelReport.State.UP);
        lab.agent.work();
        assertThat(told())
                .contains("# TYPE causeway_connection_up gauge")
                .contains("# TYPE causeway_connection_bytes_total counter")
                .contains("causeway_gateway_up{gateway=\"" + site.gateway() + "\"} 1")
                .contains("causeway_connection_configured{" + labels + "} 1")
                .contains("causeway_connection_up{" + labels + "} 1")
                .contains("causeway_connection_bytes_total{" + labels + ",direction=\"in\"} ");
        lab.agent.tunnel(connection, TunnelReport.State.DOWN);
        lab.agent.work();
        assertThat(told()).contains("causeway_connection_up{" + labels + "} 0");
        lab.agent.tunnel(connection, TunnelReport.State.UP);
        lab.agent.work();
        lab.clock.pass(Duration.ofMinutes(5));
        assertThat(told())
                .contains("causeway_gateway_up{gateway=\"" + site.gateway() + "\"} 0")
                .contains("causeway_connection_up{" + labels + "} 0");
    }

    @Test
    void tellsHowProbesAreDoing() {
        NodeId node = lab.agent.node(connection).node();
        var id = ConnectionId.parse(connection);
        var now = lab.clock.instant();
        lab.agent.tells(new ProbeReport(id, node, ProbeKind.LINK, ProbeReport.Verdict.PASSES, now));
        lab.agent.tells(new ProbeReport(id, node, ProbeKind.TUNNEL, ProbeReport.Verdict.FAILS, now));
        lab.agent.work();
        assertThat(told())
                .contains("causeway_probe_up{" + labels + ",way=\"link\"} 1")
                .contains("causeway_probe_up{" + labels + ",way=\"tunnel\"} 0")
                .doesNotContain("causeway_probe_loss_ratio{");
        var block =
                new ProbeBlock(node, id, ProbeKind.LINK, now.getEpochSecond() / 60, List.of(1_000, 3_000, -1, 2_000));
        lab.database.change(tx -> {
            Reports.makeRoomForSamples(tx, now);
            lab.reports.take(
                    tx, lab.host, new HostReport(now, List.of(), List.of(), Optional.empty(), List.of(block)), now);
        });
        assertThat(told())
                .contains("causeway_probe_latency_seconds{" + labels + ",way=\"link\"} 0.002")
                .contains("causeway_probe_loss_ratio{" + labels + ",way=\"link\"} 0.25");
    }

    private String told() {
        return lab.metrics("Bearer " + TestCloud.METRICS_TOKEN).body();
    }
}

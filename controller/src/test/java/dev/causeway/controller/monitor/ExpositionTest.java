package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    @Test
    void countsTheClientsThatWereNotLetIn() {
        P2cRows.Placed placed = P2cRows.insert(lab, lab.project, 10);
        lab.database.change(tx -> tx.createUpdate("""
                        INSERT INTO vpn_server (id, project_id, gateway_id, client_cidr, client_network,
                            local_subnets, dns_servers, port, cipher, is_compressed, client_auth_type,
                            certificate_source, certificate_id, certificate_name, certificate_chain,
                            certificate_key, created_at, updated_at, changed_at)
                        VALUES (gen_random_uuid(), :project, :gateway, '172.16.0.0/22', '172.16.0.0/22',
                               '{10.0.0.0/16}', '{}', 443, 'AES-128-GCM', false, 'LOCAL_PASSWORD', 'CCM', '', 'c',
                               '{""}', '', now(), now(), now())""")
                .bind("project", lab.project)
                .bind("gateway", placed.gateway())
                .execute());
        assertThat(told()).contains("# TYPE causeway_client_logins_refused_total counter");
        assertThat(refused()).isZero();
        hear(placed.node(), 1, "{\"event\":\"login_failed\",\"user\":\"a\"}", "{\"event\":\"connect\"}");
        assertThat(refused()).isOne();
        hear(placed.node(), 1, "{\"event\":\"login_failed\",\"user\":\"a\"}");
        assertThat(refused()).as("what is told of again").isOne();
        hear(placed.node(), 3, "{\"event\":\"refused\"}", "{\"event\":\"refused_more\",\"count\":40}");
        assertThat(refused()).isEqualTo(42);
        hear(
                placed.node(),
                5,
                IntStream.range(0, 1_500).mapToObj(i -> "line " + i).toArray(String[]::new));
        assertThat(refused()).as("after the lines are gone").isEqualTo(42);
        hear(NodeId.random(), 1, "{\"event\":\"refused\"}");
        assertThat(refused()).isEqualTo(42);
    }

    /// The host tells of lines of a node's log.
    private void hear(NodeId node, long position, String... lines) {
        lab.clock.pass(Duration.ofSeconds(1));
        var now = lab.clock.instant();
        List<LogLine> log = IntStream.range(0, lines.length)
                .mapToObj(i -> new LogLine(new LogSource.Node(node), position + i, now, lines[i]))
                .toList();
        lab.database.change(tx -> lab.reports.take(tx, lab.host, new HostReport(now, List.of(), log), now));
    }

    private long refused() {
        return told().lines()
                .filter(line -> line.startsWith("causeway_client_logins_refused_total{"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf("} ") + 2)))
                .sum();
    }

    private String told() {
        return lab.metrics("Bearer " + TestCloud.METRICS_TOKEN).body();
    }
}

package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the monitoring service tells of many metrics at once.
class MetricBatchTest {

    private static final String AVERAGE = "average";

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String connection = lab.connect(
            site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL + "\"enable_nqa\": true,");
    private final String other = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.3"), """
                    "peer_subnets": ["192.168.45.0/24"], "enable_health_check": true,""");
    private final Instant now = lab.clock.instant();
    private final NodeId node = lab.agent.node(connection).node();

    /// The first minute of a day's last period of an hour but one.
    private final long minute = Math.floorDiv(now.getEpochSecond(), 3_600L) * 60 - 60;

    @BeforeEach
    void room() {
        for (int hour = 2; hour >= 0; hour--) {
            Instant then = now.minus(Duration.ofHours(hour));
            lab.database.change(tx -> Reports.makeRoomForSamples(tx, then));
        }
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theyComeInTheOrderInWhichTheyWereAskedFor() {
        take(traffic(connection, minute, 625_000), traffic(connection, minute + 1, 1_250_000));
        take(traffic(other, minute, 625_000));
        take(new ProbeBlock(node, ConnectionId.parse(other), ProbeKind.LINK, minute, List.of(1_500, -1)));
        String unknown = UUID.randomUUID().toString();
        JsonNode metrics = answered(
                ask(1, AVERAGE, 0, 10),
                metric("recv_rate", connection),
                metric("link_packet_loss_rate", other),
                metric("gateway_send_rate", site.gateway()),
                metric("link_packet_loss_rate", connection),
                metric("send_rate", unknown),
                metric("send_rate", "no-number-but-of-36-characters-here-"),
                metric("send_rate", connection.toUpperCase(Locale.ROOT)),
                metric("recv_rate", connection));
        assertThat(metrics.get(0).propertyNames())
                .containsExactly("namespace", "metric_name", "dimensions", "datapoints", "unit");
        assertThat(metrics.valueStream().map(MetricBatchTest::points))
                .containsExactly(
                        Map.of(minute, 2_000_000.0, minute + 1, 4_000_000.0),
                        Map.of(minute, 50.0),
                        Map.of(minute, 2_000_000.0, minute + 1, 2_000_000.0),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(minute, 1_000_000.0, minute + 1, 2_000_000.0),
                        Map.of(minute, 2_000_000.0, minute + 1, 4_000_000.0));
        assertThat(metrics.at("/1/unit").stringValue()).isEqualTo("%");
        assertThat(metrics.at("/1/namespace").stringValue()).isEqualTo("SYS.VPN");
        assertThat(metrics.at("/1/metric_name").stringValue()).isEqualTo("link_packet_loss_rate");
        assertThat(metrics.at("/4/dimensions/0/name").stringValue()).isEqualTo("evpn_connection_id");
        assertThat(metrics.at("/4/dimensions/0/value").stringValue()).isEqualTo(unknown);
        assertThat(metrics.at("/6/dimensions/0/value").stringValue()).isEqualTo(connection.toUpperCase(Locale.ROOT));
        assertThat(metrics.at("/0/datapoints/0").propertyNames()).containsExactly(AVERAGE, "timestamp");
    }

    @Test
    void everyMetricIsToldAsByItself() {
        take(traffic(connection, minute, 625_000), traffic(connection, minute + 3, 1_250_000));
        take(traffic(other, minute, 125_000));
        for (String of : List.of(connection, other)) {
            for (ProbeKind kind : ProbeKind.values()) {
                take(new ProbeBlock(node, ConnectionId.parse(of), kind, minute, List.of(2_000, -1, 4_000)));
                take(new ProbeBlock(node, ConnectionId.parse(of), kind, minute + 4, List.of(7_000)));
            }
        }
        for (DataPoints.Filter filter : DataPoints.Filter.values()) {
            JsonNode metrics = answered(
                    ask(300, filter.word(), 0, 10),
                    Stream.of(Metric.values())
                            .map(metric -> metric(metric.word(), thing(metric)))
                            .toArray(String[]::new));
            assertThat(metrics.valueStream().map(metric -> points(metric, filter.word())))
                    .doesNotContain(Map.of())
                    .containsExactlyElementsOf(Stream.of(Metric.values())
                            .map(metric -> single(metric, filter.word()))
                            .toList());
        }
    }

    private String thing(Metric metric) {
        return switch (metric.dimension()) {
            case EVPN_GATEWAY_ID -> site.gateway();
            case EVPN_CONNECTION_ID -> connection;
        };
    }

    private Map<Long, Double> single(Metric metric, String filter) {
        String query = "?namespace=SYS.VPN&metric_name=%s&dim.0=%s,%s&from=%d&to=%d&period=300&filter=%s"
                .formatted(
                        metric.word(),
                        metric.dimension().word(),
                        thing(metric),
                        minute * Span.MINUTE,
                        (minute + 10) * Span.MINUTE,
                        filter);
        return points(
                lab.callAt("GET", "/V1.0/" + lab.project + "/metric-data" + query, "")
                        .body(),
                filter);
    }

    /// As the vendor's service does it: what is asked for begins later then.
    @Test
    void noMoreThanThreeThousandDatapointsAreTold() {
        take(LongStream.range(minute, minute + 60)
                .mapToObj(at -> traffic(connection, at, 1_250))
                .toArray(Block[]::new));
        JsonNode all = answered(ask(1, AVERAGE, 0, 60), several(500));
        assertThat(all)
                .hasSize(500)
                .allSatisfy(metric -> assertThat(points(metric))
                        .containsOnlyKeys(LongStream.range(minute + 54, minute + 60)
                                .boxed()
                                .toArray(Long[]::new)));
        assertThat(answered(ask(1, AVERAGE, 0, 60), several(300)).valueStream().map(MetricBatchTest::points))
                .allSatisfy(points -> assertThat(points)
                        .containsOnlyKeys(LongStream.range(minute + 50, minute + 60)
                                .boxed()
                                .toArray(Long[]::new)));
        assertThat(answered(ask(1, AVERAGE, 0, 60), several(50)).valueStream().map(MetricBatchTest::points))
                .allSatisfy(points -> assertThat(points).hasSize(60));
        assertThat(answered(ask(300, "sum", 0, 60), several(500)).valueStream().map(one -> points(one, "sum")))
                .allSatisfy(points -> assertThat(points)
                        .hasSize(6)
                        .containsEntry(minute + 30, 10_000.0)
                        .containsEntry(minute + 55, 10_000.0));
    }

    private String[] several(int count) {
        return Collections.nCopies(count, metric("send_rate", connection)).toArray(String[]::new);
    }

    @Test
    void anotherProjectIsToldNothing() {
        take(traffic(connection, minute, 625_000));
        var stranger = ProjectId.random();
        String body = ask(1, AVERAGE, 0, 10)
                .formatted(String.join(
                        ", ", metric("send_rate", connection), metric("gateway_send_rate", site.gateway())));
        var answer = lab.callAt(stranger, "POST", "/V1.0/" + stranger + "/batch-query-metric-data", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("metrics").valueStream().map(MetricBatchTest::points))
                .containsExactly(Map.of(), Map.of());
    }

    @Test
    void whatIsWrongIsNamed() {
        String right = metric("send_rate", connection);
        String asked = ask(1, AVERAGE, 0, 10);
        isRefused(asked, right.replace(connection, "short"), "metrics[1].dimensions[0].value");
        isRefused(asked, right.replace('"' + connection + '"', "7"), "metrics[1].dimensions[0].value");
        isRefused(asked, right.replace("evpn_connection_id", "evpn_gateway_id"), "metrics[1].dimensions[0].name");
        isRefused(asked, right.replace("evpn_connection_id", "instance_id"), "metrics[1].dimensions[0].name");
        isRefused(asked, right.replace("send_rate", "rate"), "metrics[1].metric_name");
        isRefused(asked, right.replace("\"metric_name\"", "\"name\""), "metrics[1].metric_name");
        isRefused(asked, right.replace("SYS.VPN", "SYS.ECS"), "metrics[1].namespace");
        isRefused(asked, right.replaceAll("\\[.*\\]", "[]"), "metrics[1].dimensions");
        isRefused(asked, right.replaceAll("\\[(.*)\\]", "[$1, $1]"), "metrics[1].dimensions");
        isRefused(asked, right.replaceAll("\\[(.*)\\]", "$1"), "metrics[1].dimensions");
        isRefused(asked, "null", "metrics[1]");
        isRefused(asked.replace("\"1\"", "\"60\""), right, "period");
        isRefused(asked.replace("\"1\"", "1"), right, "period");
        isRefused(asked.replace(AVERAGE, "median"), right, "filter");
        isRefused(asked.replaceAll("\"to\": \\d+", "\"to\": 1"), right, "to");
        isRefused(asked.replaceAll("\"to\": \\d+", "\"to\": 99999999999999999"), right, "to");
        isRefused(asked.replaceAll("\"from\": (\\d+)", "\"from\": \"$1\""), right, "from");
        isRefused(asked.replaceAll("\"from\": \\d+", "\"from\": -1"), right, "from");
        assertThat(refusal(ask(1, AVERAGE, 0, 10).formatted(""))).isEqualTo("metrics");
        assertThat(refusal(asked.formatted(String.join(", ", several(501))))).isEqualTo("metrics");
        assertThat(refusal("{}")).isEqualTo("metrics");
    }

    private void isRefused(String asked, String metric, String path) {
        String body = asked.formatted(metric("recv_rate", connection) + ", " + metric);
        assertThat(refusal(body)).as(body).isEqualTo(path);
    }

    private String refusal(String body) {
        var answer = post(body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        return answer.body().at("/violations/0/path").stringValue();
    }

    private JsonNode answered(String asked, String... metrics) {
        var answer = post(asked.formatted(String.join(", ", metrics)));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().get("metrics");
    }

    private TestApi.Answer post(String body) {
        return lab.callAt("POST", "/V1.0/" + lab.project + "/batch-query-metric-data", body);
    }

    /// The body, with `%s` for the metrics.
    ///
    /// @param after in minutes, as is `until`
    private String ask(int period, String filter, int after, int until) {
        return """
                {"metrics": [%%s], "from": %d, "to": %d, "period": "%d", "filter": "%s"}""".formatted((minute + after) * Span.MINUTE, (minute + until) * Span.MINUTE, period, filter);
    }

    private static String metric(String name, String of) {
        return """
                {"namespace": "SYS.VPN", "metric_name": "%s", "dimensions": [{"name": "%s", "value": "%s"}]}""".formatted(name, name.startsWith("gateway") ? "evpn_gateway_id" : "evpn_connection_id", of);
    }

    private static Map<Long, Double> points(JsonNode metric) {
        return points(metric, AVERAGE);
    }

    private static Map<Long, Double> points(JsonNode metric, String filter) {
        return metric.get("datapoints")
                .valueStream()
                .collect(Collectors.toMap(
                        point -> point.get("timestamp").longValue() / Span.MINUTE,
                        point -> point.get(filter).doubleValue()));
    }

    private void take(Block... blocks) {
        lab.database.change(tx -> lab.reports.take(
                tx, lab.host, new HostReport(now, List.of(), List.of(), Optional.empty(), List.of(blocks)), now));
    }

    /// A minute of so many bytes out each five seconds, and twice as many in.
    private TrafficBlock traffic(String of, long at, int bytes) {
        return new TrafficBlock(
                node,
                ConnectionId.parse(of),
                at,
                Collections.nCopies(12, 2 * bytes),
                Collections.nCopies(12, bytes),
                Collections.nCopies(12, 2),
                Collections.nCopies(12, 1),
                Optional.of(State.UP));
    }
}

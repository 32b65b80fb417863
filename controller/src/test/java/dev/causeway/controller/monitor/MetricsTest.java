package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.reports.Reports;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the monitoring service tells of gateways and connections.
class MetricsTest {

    /// In minutes.
    private static final int DAY = 24 * 60;

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String connection = lab.connect(
            site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL + "\"enable_nqa\": true,");
    private final String other = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.3"), """
                    "peer_subnets": ["192.168.45.0/24"], "enable_health_check": true,""");
    private final Instant now = lab.clock.instant();

    /// The first minute of a period of twenty.
    private final long minute = Math.floorDiv(now.getEpochSecond(), 1_200L) * 20;

    @BeforeEach
    void room() {
        lab.database.change(tx -> Reports.makeRoomForSamples(tx, now));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void eachIsOfOneDimensionAndThoseOfProbesOnlyWhereOneIs() {
        JsonNode all = list("");
        assertThat(all.at("/meta_data/total").intValue()).isEqualTo(5 + 5 + 3 + 5 + 3);
        assertThat(names(list("?dim.0=evpn_connection_id," + connection)))
                .contains("connection_status", "send_rate", "recv_pkt_rate", "tunnel_max_latency")
                .doesNotContain("link_max_latency", "gateway_send_rate");
        assertThat(names(list("?dim.0=evpn_connection_id," + other)))
                .contains("link_packet_loss_rate")
                .doesNotContain("tunnel_packet_loss_rate");
        assertThat(names(list("?dim.0=evpn_gateway_id," + site.gateway())))
                .containsExactlyInAnyOrder(
                        "gateway_send_rate",
                        "gateway_recv_rate",
                        "gateway_send_pkt_rate",
                        "gateway_recv_pkt_rate",
                        "gateway_connection_num");
        JsonNode one = list("?namespace=SYS.VPN&metric_name=gateway_send_rate&limit=1000&order=asc");
        assertThat(one.get("metrics").size()).isOne();
        assertThat(one.at("/metrics/0/unit").stringValue()).isEqualTo("bps");
        assertThat(one.at("/metrics/0/dimensions/0/name").stringValue()).isEqualTo("evpn_gateway_id");
        assertThat(one.at("/metrics/0/dimensions/0/value").stringValue()).isEqualTo(site.gateway());
        assertThat(list("?namespace=SYS.ECS").at("/meta_data/count").intValue()).isZero();
    }

    @Test
    void pagesFollowEachOtherByTheirMarkers() {
        JsonNode all = list("");
        JsonNode first = list("?limit=10");
        JsonNode second =
                list("?limit=10&start=" + first.at("/meta_data/marker").stringValue());
        JsonNode third =
                list("?limit=10&start=" + second.at("/meta_data/marker").stringValue());
        JsonNode end = list("?limit=10&start=" + third.at("/meta_data/marker").stringValue());
        assertThat(third.get("metrics").size()).isOne();
        assertThat(end.get("metrics").size()).isZero();
        assertThat(end.at("/meta_data/marker").stringValue()).isEmpty();
        assertThat(first.at("/metrics/0")).isEqualTo(all.at("/metrics/0"));
        assertThat(list("?order=desc").at("/metrics/20")).isEqualTo(all.at("/metrics/0"));
        JsonNode last = list("?order=desc&limit=10&start=");
        JsonNode before = list(
                "?order=desc&limit=10&start=" + last.at("/meta_data/marker").stringValue());
        assertThat(last.at("/metrics/0")).isEqualTo(all.at("/metrics/20"));
        assertThat(before.at("/metrics/0")).isEqualTo(all.at("/metrics/10"));
    }

    @Test
    void trafficIsToldByTheSecond() {
        take(traffic(connection, minute, 625_000), traffic(connection, minute + 1, 1_250_000));
        take(traffic(other, minute, 625_000));
        assertThat(data("send_rate", "evpn_connection_id", connection, 1, "average"))
                .containsExactly(Map.entry(minute, 1_000_000.0), Map.entry(minute + 1, 2_000_000.0));
        assertThat(data("recv_rate", "evpn_connection_id", connection, 1, "average"))
                .containsExactly(Map.entry(minute, 2_000_000.0), Map.entry(minute + 1, 4_000_000.0));
        assertThat(data("send_pkt_rate", "evpn_connection_id", connection, 1200, "max"))
                .containsExactly(Map.entry(minute, 200.0));
        assertThat(data("gateway_send_rate", "evpn_gateway_id", site.gateway(), 1200, "average"))
                .containsExactly(Map.entry(minute, 2_000_000.0));
        assertThat(data("gateway_send_rate", "evpn_gateway_id", site.gateway(), 1200, "sum"))
                .containsExactly(Map.entry(minute, 4_000_000.0));
        assertThat(data("gateway_connection_num", "evpn_gateway_id", site.gateway(), 1, "max"))
                .containsExactly(Map.entry(minute, 2.0), Map.entry(minute + 1, 1.0));
        assertThat(data("send_rate", "evpn_connection_id", site.gateway(), 1, "average"))
                .isEmpty();
        assertThat(data("gateway_send_rate", "evpn_gateway_id", connection, 1, "average"))
                .isEmpty();
    }

    @Test
    void whatAGatewayHasCarriedRemainsWhenAConnectionIsGone() {
        take(traffic(connection, minute, 625_000), traffic(other, minute, 625_000));
        var before = data("gateway_send_rate", "evpn_gateway_id", site.gateway(), 1, "average");
        assertThat(before).containsExactly(Map.entry(minute, 2_000_000.0));
        lab.done(204, "DELETE", "/vpn-connection/" + other, "");
        lab.agent.work();
        assertThat(lab.call("GET", "/vpn-connection/" + other, "").status()).isEqualTo(404);
        assertThat(data("gateway_send_rate", "evpn_gateway_id", site.gateway(), 1, "average"))
                .isEqualTo(before);
        assertThat(data("gateway_connection_num", "evpn_gateway_id", site.gateway(), 1, "max"))
                .containsExactly(Map.entry(minute, 2.0));
        assertThat(names(list("?dim.0=evpn_connection_id," + other))).isEmpty();
    }

    @Test
    void anotherProjectIsToldNothing() {
        take(traffic(connection, minute, 625_000));
        var stranger = ProjectId.random();
        for (String query : List.of(
                query("send_rate", "evpn_connection_id", connection, 1, "average"),
                query("gateway_send_rate", "evpn_gateway_id", site.gateway(), 1, "average"))) {
            var answer = lab.callAt(stranger, "GET", "/V1.0/" + stranger + "/metric-data" + query, "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().get("datapoints")).isEmpty();
        }
        var list = lab.callAt(stranger, "GET", "/V1.0/" + stranger + "/metrics", "");
        assertThat(list.body().get("metrics")).isEmpty();
    }

    @Test
    void probesAreToldByLatencyAndLoss() {
        take(
                new ProbeBlock(node(), id(connection), ProbeKind.TUNNEL, minute, List.of(2_000, -1, 4_000, -1)),
                new ProbeBlock(node(), id(connection), ProbeKind.TUNNEL, minute + 1, List.of(-1, -1)),
                new ProbeBlock(node(), id(other), ProbeKind.LINK, minute, List.of(1_500)));
        assertThat(data("tunnel_average_latency", "evpn_connection_id", connection, 1, "average"))
                .containsExactly(Map.entry(minute, 3.0));
        assertThat(data("tunnel_max_latency", "evpn_connection_id", connection, 1, "average"))
                .containsExactly(Map.entry(minute, 4.0));
        assertThat(data("tunnel_packet_loss_rate", "evpn_connection_id", connection, 1, "average"))
                .containsExactly(Map.entry(minute, 50.0), Map.entry(minute + 1, 100.0));
        assertThat(data("tunnel_packet_loss_rate", "evpn_connection_id", connection, 300, "variance"))
                .containsExactly(Map.entry(minute, 625.0));
        assertThat(data("link_average_latency", "evpn_connection_id", other, 1, "min"))
                .containsExactly(Map.entry(minute, 1.5));
        assertThat(data("link_average_latency", "evpn_connection_id", connection, 1, "min"))
                .isEmpty();
    }

    @Test
    void aStatusIsToldForMinutesInWhichItsHostSpoke() {
        NodeId node = node();
        take(
                traffic(node, connection, minute, State.UP),
                traffic(node, connection, minute + 1, State.DOWN),
                traffic(node, connection, minute + 2, State.FAILED),
                traffic(node, connection, minute + 4, State.APPLYING),
                new TrafficBlock(
                        node,
                        id(connection),
                        minute + 5,
                        List.of(1),
                        List.of(1),
                        List.of(1),
                        List.of(1),
                        Optional.empty()));
        assertThat(data("connection_status", "evpn_connection_id", connection, 1, "max"))
                .containsExactly(
                        Map.entry(minute, 1.0),
                        Map.entry(minute + 1, 0.0),
                        Map.entry(minute + 2, 0.0),
                        Map.entry(minute + 4, 2.0));
    }

    @Test
    void aTunnelThatComesAndGoesAHundredTimesHasTheHistoryOfItsDay() {
        long begin = now.getEpochSecond() / 60 - DAY + 1;
        for (int hour = 24; hour > 0; hour--) {
            Instant then = now.minus(Duration.ofHours(hour));
            lab.database.change(tx -> Reports.makeRoomForSamples(tx, then));
        }
        NodeId node = node();
        take(LongStream.range(begin, begin + DAY)
                .mapToObj(at -> traffic(node, connection, at, isDown(at) ? State.DOWN : State.UP))
                .toArray(Block[]::new));
        var wanted = LongStream.range(begin, begin + DAY)
                .mapToObj(at -> Map.entry(at, isDown(at) ? 0.0 : 1.0))
                .toList();
        assertThat(wanted.stream().filter(point -> point.getValue() == 0)).hasSizeGreaterThanOrEqualTo(100);
        String query = query("connection_status", "evpn_connection_id", connection, 1, "min")
                .replaceAll("from=\\d+", "from=" + begin * 60_000)
                .replaceAll("to=\\d+", "to=" + (begin + DAY) * 60_000);
        assertThat(data("connection_status", "min", query)).isEqualTo(wanted);
    }

    private static boolean isDown(long at) {
        return at % 14 == 0;
    }

    @Test
    void whatIsWrongIsNamed() {
        String right = query("send_rate", "evpn_connection_id", connection, 1, "average");
        for (String wrong : List.of(
                right.replace("SYS.VPN", "SYS.ECS"),
                right.replace("send_rate", "rate"),
                right.replace("period=1", "period=60"),
                right.replace("filter=average", "filter=median"),
                right.replace("evpn_connection_id", "evpn_gateway_id"),
                right.replace("dim.0", "dim"),
                right.replaceAll("to=\\d+", "to=1"))) {
            assertThat(lab.callAt("GET", "/V1.0/" + lab.project + "/metric-data" + wrong, "")
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(lab.callAt("GET", "/V1.0/" + lab.project + "/metrics?limit=2000", "")
                        .status())
                .isEqualTo(400);
    }

    private JsonNode list(String query) {
        return lab.callAt("GET", "/V1.0/" + lab.project + "/metrics" + query, "")
                .body();
    }

    private static List<String> names(JsonNode list) {
        return list.get("metrics")
                .valueStream()
                .map(metric -> metric.get("metric_name").stringValue())
                .toList();
    }

    /// Minutes and values.
    private List<Map.Entry<Long, Double>> data(String metric, String dimension, String of, int period, String filter) {
        return data(metric, filter, query(metric, dimension, of, period, filter));
    }

    private List<Map.Entry<Long, Double>> data(String metric, String filter, String query) {
        JsonNode answer = lab.callAt("GET", "/V1.0/" + lab.project + "/metric-data" + query, "")
                .body();
        assertThat(answer.get("metric_name").stringValue()).isEqualTo(metric);
        return answer.get("datapoints")
                .valueStream()
                .map(point -> Map.entry(
                        point.get("timestamp").longValue() / 60_000,
                        point.get(filter).doubleValue()))
                .toList();
    }

    private String query(String metric, String dimension, String of, int period, String filter) {
        return "?namespace=SYS.VPN&metric_name=%s&dim.0=%s,%s&from=%d&to=%d&period=%d&filter=%s"
                .formatted(metric, dimension, of, minute * 60_000, (minute + 40) * 60_000, period, filter);
    }

    private void take(Block... blocks) {
        lab.database.change(tx -> lab.reports.take(
                tx, lab.host, new HostReport(now, List.of(), List.of(), Optional.empty(), List.of(blocks)), now));
    }

    /// A minute of so many bytes out each five seconds, twice as many in, and a packet for each 1250 bytes out.
    private TrafficBlock traffic(String of, long at, int bytes) {
        return new TrafficBlock(
                node(),
                id(of),
                at,
                Collections.nCopies(12, 2 * bytes),
                Collections.nCopies(12, bytes),
                Collections.nCopies(12, 1),
                Collections.nCopies(12, bytes / 1_250),
                Optional.of(State.UP));
    }

    private static TrafficBlock traffic(NodeId node, String of, long at, State state) {
        return new TrafficBlock(node, id(of), at, List.of(1), List.of(1), List.of(1), List.of(1), Optional.of(state));
    }

    private NodeId node() {
        return lab.agent.node(connection).node();
    }

    private static ConnectionId id(String text) {
        return ConnectionId.parse(text);
    }
}

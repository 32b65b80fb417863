package dev.causeway.scenarios.cases.monitored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The echo requests outside of the tunnel are in clear, so nobody looks at what crosses the internet.
@Case
class MonitoredTest {

    private static final String OURS = "169.254.70.1";
    private static final String THEIRS = "169.254.70.2";
    private static final String MONITORS = "/v5/{project_id}/connection-monitors";

    /// Two rounds of ten seconds; the rest is for a slow machine.
    private static final Duration ROUNDS = Duration.ofMinutes(2);

    /// Samples come by the minute.
    private static final Duration MINUTES = Duration.ofMinutes(4);

    @Test
    void whoDoesNotAnswerIsNoticedOutsideOfTheTunnelAndThroughIt(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).unobserved().open()) {
            Instant begin = Instant.now();
            Device device = lab.startRouteBasedDevice(getClass());
            NetworkNamespace router = lab.site().router();
            router.ip("addr", "add", THEIRS + "/30", "dev", "ipsec0");
            String connection = lab.connect(Map.of(
                    "enable_nqa",
                    true,
                    "enable_health_check",
                    true,
                    "tunnel_local_address",
                    OURS + "/30",
                    "tunnel_peer_address",
                    THEIRS + "/30"));
            lab.tenant().awaitConnection(connection, "ACTIVE", ROUNDS);
            String monitor = lab.tenant().connection(connection).text("/vpn_connection/connection_monitor_id");
            isMonitored(lab, monitor);
            lab.provesTraffic();

            drop(router, "outside", "wan0");
            drop(router, "inside", "ipsec0");
            lab.tenant().awaitConnection(connection, "DOWN", ROUNDS);
            isLogged(lab, connection, "[NQA] the other end of the tunnel does not answer");
            assertThat(Checks.isDiagnosed(lab, connection, "nqa-failed")
                            .required("field")
                            .asString())
                    .isEqualTo("tunnel_peer_address");
            Waiting.until("the way to the site to go", lab::vpcRoutes, routes -> !routes.contains(" via "));
            assertThat(lab.gatewaySas(connection)).contains("INSTALLED");
            assertThat(device.sas()).contains("INSTALLED");
            assertThat(lab.reaches()).isFalse();
            router.run("nft", "delete table ip inside");
            lab.tenant().awaitConnection(connection, "ACTIVE", ROUNDS);
            Checks.isDiagnosed(lab, connection, "ok");
            Waiting.until("traffic", lab::reaches);
            isLogged(lab, connection, "[NQA] the other end of the tunnel answers");

            isTold(lab, connection, begin, "link_packet_loss_rate");
            lab.tenant().awaitConnection(connection, "ACTIVE");
            router.run("nft", "delete table ip outside");
            for (String metric : List.of(
                    "link_average_latency",
                    "tunnel_average_latency",
                    "tunnel_packet_loss_rate",
                    "connection_status",
                    "send_rate",
                    "recv_pkt_rate")) {
                isTold(lab, connection, begin, metric);
            }
            NetworkNamespace node = node(lab);
            String eip = lab.gateway().eips().getFirst().address();
            assertThat(isAnswered(node, eip, lab.site().address())).isTrue();
            assertThat(isAnswered(node, eip, lab.gateway().eips().getLast().address()))
                    .as("a node asks nobody else")
                    .isFalse();
            lab.tenant().api().delete(MONITORS + "/" + monitor).expect(204);
            Waiting.until(
                    "the monitor to be gone",
                    () -> lab.tenant().api().get(MONITORS + "/" + monitor).status() == 404);
            assertThat(isAnswered(node, eip, lab.site().address())).isFalse();
            assertThat(isAnswered(router, lab.site().address(), eip)).isTrue();
            assertThat(lab.tenant().connectionStatus(connection)).contains("ACTIVE");
        }
    }

    /// The namespace of the node that has the first EIP.
    private static NetworkNamespace node(Lab lab) {
        String eip = lab.gateway().eips().getFirst().address();
        return NetworkNamespace.names(lab.cloud().names().prefix() + "n-")
                .map(NetworkNamespace::new)
                .filter(each -> each.ip("-o", "addr").contains(eip + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAnswered(NetworkNamespace place, String from, String to) {
        return place.attempt(Duration.ofSeconds(20), "ping", "-c", "2", "-W", "3", "-I", from, to)
                .ok();
    }

    private static void isLogged(Lab lab, String connection, String line) {
        Waiting.until(line, () -> lab.tenant().log(connection).stream().anyMatch(told -> told.contains(line)));
    }

    private static void isMonitored(Lab lab, String monitor) {
        Waiting.until(
                "the monitor",
                () -> lab.tenant()
                        .api()
                        .get(MONITORS + "/" + monitor)
                        .expect(200)
                        .text("/connection_monitor/status")
                        .equals("ACTIVE"));
        var shown = lab.tenant().api().get(MONITORS + "/" + monitor);
        assertThat(shown.text("/connection_monitor/source_ip"))
                .isEqualTo(lab.gateway().eips().getFirst().address());
        assertThat(shown.text("/connection_monitor/destination_ip"))
                .isEqualTo(lab.site().address());
    }

    /// Answers nobody who comes by a link.
    private static void drop(NetworkNamespace router, String table, String link) {
        router.run(
                "nft",
                "add table ip %1$s; add chain ip %1$s in { type filter hook input priority 0; };".formatted(table)
                        + " add rule ip %s in iifname %s icmp type echo-request drop".formatted(table, link));
    }

    /// The monitoring service comes to tell a value of the metric that is not 0.
    private static void isTold(Lab lab, String connection, Instant begin, String metric) {
        Waiting.until(
                metric,
                MINUTES,
                () -> lab.tenant()
                        .api()
                        .get("/V1.0/{project_id}/metric-data?namespace=SYS.VPN&metric_name=" + metric
                                + "&dim.0=evpn_connection_id," + connection + "&from=" + begin.toEpochMilli() + "&to="
                                + Instant.now().toEpochMilli() + "&period=3600&filter=max")
                        .expect(200)
                        .body()
                        .at("/datapoints")
                        .valueStream()
                        .anyMatch(point -> point.get("max").doubleValue() > 0));
    }
}

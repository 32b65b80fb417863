package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.monitor.ExpositionText.Kind;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Unauthenticated;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/// All that is known now, for Prometheus. Things are named by their identifiers alone.
final class Exposition {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// What was not heard for so long is silent.
    private static final Duration SILENT = Duration.ofSeconds(90);

    private static final long LATE_MINUTES = 5;

    private final Questions questions;
    private final byte[] expected;
    private final Clock clock;

    /// @param token what callers show
    Exposition(Questions questions, String token, Clock clock) {
        this.questions = questions;
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    Route route() {
        return Route.open(Method.GET, "/metrics", "metrics", this::answer).answering(TYPE);
    }

    private Reply answer(Call call) {
        byte[] shown = call.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(shown, expected)) {
            throw new Unauthenticated("the header Authorization has not the bearer token for metrics");
        }
        return Reply.octets(TYPE, text().getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        Instant now = clock.instant();
        Instant heard = now.minus(SILENT);
        var asked = new Pipeline();
        var gateways = asked.add(SightedGateway.all(heard));
        var connections = asked.add(Sighted.all(heard, Math.floorDiv(now.getEpochSecond(), 60L) - LATE_MINUTES));
        var servers = asked.add(SightedServer.all());
        questions.ask(asked);
        ExpositionText text = families();
        gateways.list().forEach(gateway -> gateway.tell(text));
        connections.list().forEach(connection -> tell(text, connection));
        servers.list().forEach(server -> server.tell(text));
        return text.toString();
    }

    private static ExpositionText families() {
        return new ExpositionText()
                .family("causeway_gateway_up", Kind.GAUGE, "Whether every node of a gateway is as it shall be.")
                .family("causeway_connection_configured", Kind.GAUGE, "1 for each VPN connection that shall be.")
                .family("causeway_connection_up", Kind.GAUGE, "Whether a VPN connection carries packets.")
                .family("causeway_connection_bytes_total", Kind.COUNTER, "Bytes in a tunnel, seen from the gateway.")
                .family("causeway_connection_packets_total", Kind.COUNTER, "Packets in a tunnel.")
                .family(
                        "causeway_bgp_session_up",
                        Kind.GAUGE,
                        "Whether the BGP session of a connection is established.")
                .family("causeway_bgp_routes", Kind.GAUGE, "Routes that are accepted from a customer gateway.")
                .family(
                        "causeway_probe_up",
                        Kind.GAUGE,
                        "Whether a customer gateway answers: outside of the tunnel" + " (link) or through it (tunnel).")
                .family("causeway_probe_latency_seconds", Kind.GAUGE, "How long answers took in the last minute.")
                .family("causeway_probe_loss_ratio", Kind.GAUGE, "What part was not answered in the last minute.")
                .family(
                        "causeway_client_certificate_not_after_seconds",
                        Kind.GAUGE,
                        "When a certificate of a VPN server"
                                + " for clients ends, or a CA of its clients, in seconds since 1970.")
                .family(
                        "causeway_client_logins_refused_total",
                        Kind.COUNTER,
                        "Clients that were not let in since their VPN gateway was made.");
    }

    private static void tell(ExpositionText text, Sighted connection) {
        Map<String, String> labels = Labels.of(
                "gateway",
                connection.gateway().toString(),
                "connection",
                connection.connection().toString());
        text.value("causeway_connection_configured", labels, "1");
        text.value("causeway_connection_up", labels, flag(connection.up()));
        connection.traffic().ifPresent(traffic -> {
            counters(text, "causeway_connection_bytes_total", labels, traffic.bytesIn(), traffic.bytesOut());
            counters(text, "causeway_connection_packets_total", labels, traffic.packetsIn(), traffic.packetsOut());
        });
        connection.bgp().ifPresent(session -> {
            text.value("causeway_bgp_session_up", labels, flag(session.up()));
            text.value("causeway_bgp_routes", labels, Long.toString(session.routes()));
        });
        connection.link().ifPresent(probed -> tell(text, Labels.and(labels, "way", "link"), probed));
        connection.tunnel().ifPresent(probed -> tell(text, Labels.and(labels, "way", "tunnel"), probed));
    }

    private static void counters(ExpositionText text, String name, Map<String, String> labels, long in, long out) {
        text.value(name, Labels.and(labels, "direction", "in"), Long.toString(in));
        text.value(name, Labels.and(labels, "direction", "out"), Long.toString(out));
    }

    private static void tell(ExpositionText text, Map<String, String> labels, Sighted.Probed probed) {
        text.value("causeway_probe_up", labels, flag(probed.passes()));
        parts(text, "causeway_probe_latency_seconds", labels, probed.micros(), 1_000_000);
        parts(text, "causeway_probe_loss_ratio", labels, probed.lost(), 10_000);
    }

    private static void parts(
            ExpositionText text, String name, Map<String, String> labels, OptionalLong value, int parts) {
        value.ifPresent(number -> text.value(name, labels, Double.toString((double) number / parts)));
    }

    static String flag(boolean value) {
        return value ? "1" : "0";
    }
}

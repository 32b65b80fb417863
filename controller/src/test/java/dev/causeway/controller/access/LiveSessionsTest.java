package dev.causeway.controller.access;

import static dev.causeway.controller.access.TestAccess.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.P2cCode;
import dev.causeway.model.SessionId;
import dev.causeway.model.document.SessionReport;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The live connections of clients, as hosts report them.
class LiveSessionsTest {

    private static final TestAccess LAB = new TestAccess();
    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00.123Z");

    private final TestAccess.Server server = LAB.server(10);
    private final String alice = server.user("alice");

    @AfterAll
    static void close() {
        LAB.close();
    }

    private TestApi.Answer end(TestAccess.Server of, SessionId session) {
        return LAB.call(
                of.project(),
                "POST",
                "/p2c-vpn-gateways/" + of.gateway() + "/connections/" + session + "/disconnect",
                "");
    }

    @Test
    void aConnectionIsShownWithAllItsFields() {
        SessionReport session = server.session(alice, SINCE, 1_000);
        server.report(session);
        JsonNode answer = server.connections("");
        assertThat(answer.get("total_count").intValue()).isEqualTo(1);
        JsonNode shown = answer.at("/connections/0");
        assertThat(shown.get("connection_id").stringValue())
                .isEqualTo(session.session().toString());
        assertThat(shown.get("client_virtual_ip").stringValue()).isEqualTo("172.16.0.6");
        assertThat(shown.get("client_ip").stringValue()).isEqualTo("198.51.100.7");
        assertThat(shown.get("client_user_name").stringValue()).isEqualTo("alice");
        assertThat(shown.get("inbound_packets").longValue()).isEqualTo(1_000);
        assertThat(shown.get("outbound_packets").longValue()).isEqualTo(1_001);
        assertThat(shown.get("inbound_bytes").longValue()).isEqualTo(1_002);
        assertThat(shown.get("outbound_bytes").longValue()).isEqualTo(1_003);
        assertThat(shown.get("connection_established_time").stringValue()).isEqualTo("2026-03-01T10:00:00.123Z");
        assertThat(shown.get("timestamp").stringValue()).isEqualTo("2026-03-01T10:00:05.123Z");
        server.report();
        assertThat(server.connections("").get("connections")).isEmpty();
    }

    @Test
    void theNewestComeFirstAndPartsAreCounted() {
        server.report(IntStream.range(0, 5)
                .mapToObj(i -> server.session(alice, SINCE.plusSeconds(i), i))
                .toArray(SessionReport[]::new));
        assertThat(server.connections("").get("connections"))
                .extracting(session -> session.get("inbound_packets").intValue())
                .containsExactly(4, 3, 2, 1, 0);
        JsonNode part = server.connections("?limit=2&offset=2");
        assertThat(part.get("total_count").intValue()).isEqualTo(5);
        assertThat(part.get("connections"))
                .extracting(session -> session.get("inbound_packets").intValue())
                .containsExactly(2, 1);
        assertThat(server.connections("?limit=2&offset=5").get("connections")).isEmpty();
        assertThat(server.connections("?offset=4").get("connections")).hasSize(1);
        assertThat(LAB.call(
                                server.project(),
                                "GET",
                                "/p2c-vpn-gateways/" + server.gateway() + "/connections?limit=x",
                                "")
                        .status())
                .isEqualTo(400);
        assertThat(LAB.server(10).connections("").get("connections")).isEmpty();
    }

    @Test
    void anEndedConnectionIsToldUntilItIsReportedNoLonger() {
        SessionReport session = server.session(alice, SINCE, 1);
        SessionReport other = server.session(alice, SINCE, 2);
        server.report(session, other);
        long known = server.generation();
        assertThat(end(server, session.session()).status()).isEqualTo(200);
        assertThat(end(server, session.session()).status()).isEqualTo(200);
        assertThat(server.document().ended()).containsExactly(session.session());
        assertThat(server.generation()).isGreaterThan(known);

        // A host that does not know of it yet may have lost sight of the connection for a moment.
        server.report(known, other);
        assertThat(server.document().ended()).containsExactly(session.session());
        server.report(session, other);
        assertThat(server.document().ended()).containsExactly(session.session());
        long before = server.generation();
        server.report(other);
        assertThat(server.document().ended()).isEmpty();
        assertThat(server.generation()).isEqualTo(before + 1);
        server.report(other);
        assertThat(server.generation()).isEqualTo(before + 1);
    }

    @Test
    void whatIsNotConnectedCannotBeEnded() {
        refused(end(server, SessionId.random()), P2cCode.CONNECTION_MISSING);
        SessionReport session = server.session(alice, SINCE, 1);
        server.report(session);
        refused(end(LAB.server(10), session.session()), P2cCode.CONNECTION_MISSING);
        String none = "/p2c-vpn-gateways/" + UUID.randomUUID() + "/connections";
        refused(LAB.call(server.project(), "GET", none, ""), P2cCode.GATEWAY_MISSING);
        refused(
                LAB.call(server.project(), "POST", none + "/" + session.session() + "/disconnect", ""),
                P2cCode.GATEWAY_MISSING);
    }
}

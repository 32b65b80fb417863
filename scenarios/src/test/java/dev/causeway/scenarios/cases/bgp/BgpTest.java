package dev.causeway.scenarios.cases.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.BgpSite;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class BgpTest {

    private static final int MOST_ROUTES = 100;
    private static final String TOO_MUCH = "announces more than 100 routes";
    private static final Duration PAUSE = Duration.ofSeconds(55);
    private static final Duration RETRY = Duration.ofMinutes(2);

    @Test
    void whatASiteAnnouncesIsReachedAndNothingElse(Service service, @TempDir Path folder) {
        try (BgpLab lab = BgpLab.open(service.cloud(), folder, BgpSite::tuned)) {
            BgpSite talkative = lab.addSite(BgpSite::tuned);
            String connection = lab.connect(1, Map.of());
            String limited = lab.connect(talkative, 2, Map.of());
            isEstablished(lab, connection);
            saysTooMuch(lab, talkative, limited);
            carries(lab);
            long sessions = lab.site().speaker().sessions(1);

            comesAndGoes(lab, connection);
            isNotAccepted(lab, connection);
            changesResetNothing(lab, connection);
            assertThat(lab.site().speaker().sessions(1)).isEqualTo(sessions);

            endsAndComesBack(
                    lab,
                    connection,
                    () -> {
                        lab.site().speaker().disable(1);
                        names(Checks.isDiagnosed(lab.lab(), connection, "bgp-no-answer"), "tunnel_peer_address");
                    },
                    () -> lab.site().speaker().enable(1));
            endsAndComesBack(
                    lab,
                    connection,
                    () -> lab.site().speaker().kill(),
                    () -> lab.site().speaker().startAgain());
            isToldWhyItEnds(lab, connection);
            isMadeAnew(lab, connection);
            isHeardAgain(lab, talkative, limited);
        }
    }

    @Test
    void aPeerOnDefaultsKeepsItsSessionWhileTheTunnelIsNegotiatedAnewAlsoWithAnotherEip(
            Service service, @TempDir Path folder) {
        try (BgpLab lab = BgpLab.open(service.cloud(), folder, BgpSite::plain)) {
            String connection = lab.connect(1, Map.of());
            isEstablished(lab, connection);
            carries(lab);
            long sessions = lab.site().speaker().sessions(1);
            String associations = lab.lab().associations(connection);

            lab.site().tunnel(1).terminate("causeway");
            Waiting.until("other SAs", () -> !lab.lab().associations(connection).equals(associations));
            isEstablished(lab, connection);
            carries(lab);
            assertThat(lab.site().speaker().sessions(1)).isEqualTo(sessions);

            Tenant.Eip fresh = lab.lab().bringEip(20);
            lab.site().point(1, fresh.address(), Lab.PSK);
            lab.lab().moveTo(1, fresh);
            Waiting.until("SAs with it", () -> lab.lab().gatewaySas(connection).contains(fresh.address()));
            Waiting.until("the site's host", lab.lab()::reaches);
            isEstablished(lab, connection);
            carries(lab);
            assertThat(lab.site().speaker().sessions(1)).isEqualTo(sessions);
            isToldOfSilence(lab, connection);
        }
    }

    private static void isEstablished(BgpLab lab, String connection) {
        lab.tenant().awaitConnection(connection, "ACTIVE");
        JsonNode session = lab.awaitRoutes(connection, 1);
        assertThat(session.get("state").asString()).isEqualTo("established");
        assertThat(session.get("peer_ip_address").asString())
                .isEqualTo(lab.site().ours(1));
        assertThat(session.get("peer_asn").asLong()).isEqualTo(BgpSite.ASN);
        assertThat(session.get("num_message_received").asInt()).isPositive();
        assertThat(session.get("num_message_sent").asInt()).isPositive();
        assertThat(lab.site().speaker().isEstablished(1)).isTrue();
    }

    private static void carries(BgpLab lab) {
        Waiting.until("the site's host", lab.lab()::reaches);
        int before = lab.lab().espCrossed();
        lab.lab().provesTraffic();
        Waiting.until("ESP on the internet", () -> lab.lab().espCrossed() - before > 1000);
    }

    /// A network is reached while the site announces it, and not after that, though it is there. What is sent there
    /// then must not leave in clear.
    private static void comesAndGoes(BgpLab lab, String connection) {
        Site site = lab.lab().site();
        String target = site.address(1, 1);
        site.addNetwork(target + "/24");
        assertThat(answers(lab, target)).isFalse();
        lab.site().announce(site.network(1));
        Waiting.until("an answer of " + target, () -> answers(lab, target));
        var _ = lab.awaitRoutes(connection, 2);

        lab.site().withdraw(site.network(1));
        Waiting.until("the way to go", () -> !lab.vpcRoutes(site.network(1)).contains(" via "));
        assertThat(Pings.answered(lab.lab().workload(), target, 10)).isZero();
        assertThat(lab.lab().reaches()).isTrue();
        var _ = lab.awaitRoutes(connection, 1);
    }

    private static void isNotAccepted(BgpLab lab, String connection) {
        String foreign = "172.20.0.0/24";
        lab.site().announce(foreign);
        Waiting.until(
                "a word in the log",
                () -> lab.tenant().log(connection).stream()
                        .anyMatch(line -> line.contains("[BGP]") && line.contains("are filtered")));
        assertThat(lab.vpcRoutes(foreign)).isEmpty();
        assertThat(lab.node(1).ip("route", "show", foreign)).isEmpty();
        lab.site().withdraw(foreign);
        var _ = lab.awaitRoutes(connection, 1);
    }

    private static void changesResetNothing(BgpLab lab, String connection) {
        Lab at = lab.lab();
        String more = at.vpcNetwork(16);
        lab.changeLocalSubnets(List.of(more));
        Waiting.until("the other network", () -> lab.site().speaker().learned(1).contains(more));
        assertThat(lab.site().speaker().learned(1)).doesNotContain(at.vpcNetwork());
        lab.changeLocalSubnets(List.of(at.vpcNetwork()));
        Waiting.until("the network", () -> !lab.site().speaker().learned(1).contains(more));

        lab.changePeerSubnets(connection, List.of(at.site().network(1)));
        Waiting.until("the way to go", () -> !at.vpcRoutes().contains(" via "));
        names(Checks.isDiagnosed(at, connection, "bgp-nothing-accepted"), "peer_subnets");
        assertThat(at.reaches()).isFalse();
        lab.changePeerSubnets(connection, List.of(lab.site().networks()));
        Waiting.until("the site's host", at::reaches);
    }

    private static void endsAndComesBack(BgpLab lab, String connection, Runnable end, Runnable begin) {
        end.run();
        lab.tenant().awaitConnection(connection, "DOWN");
        Waiting.until("the way to go", () -> !lab.lab().vpcRoutes().contains(" via "));
        assertThat(lab.lab().reaches()).isFalse();
        begin.run();
        isEstablished(lab, connection);
        carries(lab);
    }

    private static void isToldWhyItEnds(BgpLab lab, String connection) {
        lab.site().callItself(65_099);
        names(Checks.isDiagnosed(lab.lab(), connection, "bgp-asn-mismatch"), "cgw_id");
        lab.site().callItself(BgpSite.ASN);
        Checks.isDiagnosed(lab.lab(), connection, "ok");
    }

    /// Of a peer without BFD, which would notice the silence first.
    private static void isToldOfSilence(BgpLab lab, String connection) {
        Instant before = Instant.now();
        lab.site().holdFor(6);
        // The site's end may be established a little before the gateway's: who is silent then never was heard.
        Waiting.until(
                "the gateway's end in the log",
                () -> lab.tenant()
                        .logged(connection, "is established")
                        .orElseThrow()
                        .isAfter(before));
        Checks.isDiagnosed(lab.lab(), connection, "ok");
        lab.site().fallSilent();
        Checks.isDiagnosed(lab.lab(), connection, "bgp-hold-expired");
        lab.site().speakAgain();
        Checks.isDiagnosed(lab.lab(), connection, "ok");
    }

    private static void names(JsonNode diagnosis, String field) {
        assertThat(diagnosis.required("field").asString()).isEqualTo(field);
    }

    private static void isMadeAnew(BgpLab lab, String connection) {
        long sessions = lab.site().speaker().sessions(1);
        String associations = lab.lab().associations(connection);
        lab.tenant().reset(connection);
        Waiting.until("other SAs", () -> !lab.lab().associations(connection).equals(associations));
        Waiting.until(
                "another session",
                () -> lab.site().speaker().sessions(1) > sessions
                        && lab.site().speaker().isEstablished(1));
        isEstablished(lab, connection);
        carries(lab);
    }

    /// One route more than may be ends the session, and none of them leads anywhere.
    private static void saysTooMuch(BgpLab lab, BgpSite talkative, String connection) {
        String host = talkative.site().hostAddress();
        var _ = lab.awaitRoutes(connection, 1);
        Waiting.until("the talkative site's host", () -> answers(lab, host));
        talkative.announce(others(talkative, MOST_ROUTES));
        Waiting.until("the session to be closed", () -> !talkative.speaker().isEstablished(2));
        lab.tenant().awaitConnection(connection, "DOWN");
        Waiting.until("the way to go", () -> !answers(lab, host));
        var _ = Checks.isDiagnosed(lab.lab(), connection, "bgp-route-limit");
        Waiting.until(
                "a word in the log",
                () -> lab.tenant().logged(connection, TOO_MUCH).isPresent());
        assertThat(lab.session(connection).orElseThrow().get("state").asString())
                .isNotEqualTo("established");
        talkative.withdraw(others(talkative, MOST_ROUTES));
        talkative.announce(others(talkative, 2));
    }

    /// By itself, and after a minute only.
    private static void isHeardAgain(BgpLab lab, BgpSite talkative, String connection) {
        Waiting.until("the minute to pass", RETRY, () -> talkative.speaker().isEstablished(2));
        lab.tenant().awaitConnection(connection, "ACTIVE");
        var _ = lab.awaitRoutes(connection, 3);
        Waiting.until(
                "the talkative site's host", () -> answers(lab, talkative.site().hostAddress()));
        assertThat(Pings.answered(lab.lab().workload(), talkative.site().hostAddress(), 5))
                .isEqualTo(5);
        Instant closed = lab.tenant().logged(connection, TOO_MUCH).orElseThrow();
        Waiting.until(
                "the other session in the log",
                () -> lab.tenant()
                        .logged(connection, "is established")
                        .orElseThrow()
                        .isAfter(closed));
        assertThat(lab.tenant().logged(connection, "is established").orElseThrow())
                .isAfter(closed.plus(PAUSE));
    }

    private static String[] others(BgpSite site, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(site.site()::network).toArray(String[]::new);
    }

    private static boolean answers(BgpLab lab, String target) {
        return Pings.answered(lab.lab().workload(), target, 1) == 1;
    }
}

package dev.causeway.scenarios.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.traffic.UdpStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What most cases look at.
public final class Checks {

    /// Of what is so by these codes there is nothing more to say.
    private static final Set<String> UNEXPLAINED = Set.of("ok", "applying", "host-silent");

    private Checks() {}

    /// The connection becomes `ACTIVE`, both ends come to have one IKE SA with an installed child SA, traffic passes
    /// both ways, and it was ESP that crossed the internet.
    public static void carries(Lab lab, Device device, String connection) {
        lab.tenant().awaitConnection(connection, "ACTIVE");
        hasOneSaAtEachEnd(lab, device, connection);
        int before = lab.espCrossed();
        lab.provesTraffic();
        // A capture is told of packets in blocks, some time after they have passed.
        Waiting.until("ESP on the internet", () -> lab.espCrossed() - before > 1000);
    }

    /// Both ends come to have one IKE SA with an installed child SA. Where both begin, or while one replaces an SA, two
    /// stand side by side for a moment.
    public static void hasOneSaAtEachEnd(Lab lab, Device device, String connection) {
        var _ = Waiting.until(
                "one IKE SA at each end",
                () -> List.of(device.sas(), lab.gatewaySas(connection)),
                ends -> ends.stream().allMatch(Checks::isOne));
    }

    /// The gateway's daemon comes to have one IKE SA of the connection, with an installed child SA.
    public static void hasOneSa(Lab lab, String connection) {
        var _ = Waiting.until("one IKE SA at the gateway", () -> lab.gatewaySas(connection), Checks::isOne);
    }

    /// Ends a stream, all of which has arrived. Where it has not, it is told how long the longest gap was.
    public static void hasLostNothing(UdpStream stream) {
        assertThat(stream.stop()).matches(result -> result.lost() == 0, "all arrived");
    }

    private static boolean isOne(String sas) {
        return count(sas, "ESTABLISHED") == 1 && sas.contains("INSTALLED");
    }

    private static long count(String sas, String word) {
        return sas.lines().filter(line -> line.contains(word)).count();
    }

    /// What is the matter with the connection comes to have this code, and the line that tells it stands in the log.
    ///
    /// @return the diagnosis
    public static JsonNode hasItsCause(Lab lab, String connection, String code) {
        JsonNode found = isDiagnosed(lab, connection, code);
        String line = found.required("evidence").asString();
        Waiting.until("the line in the log", () -> lab.tenant().log(connection).contains(line));
        return found;
    }

    /// What is the matter with the connection comes to have this code, with what belongs to that: something to read, no
    /// secret, a member of the connection if any, and what its tunnel was in so far.
    ///
    /// @return the diagnosis
    public static JsonNode isDiagnosed(Lab lab, String connection, String code) {
        return isDiagnosed(lab, connection, code, Duration.ofMinutes(1));
    }

    /// The same within a time.
    public static JsonNode isDiagnosed(Lab lab, String connection, String code, Duration limit) {
        JsonNode found = Waiting.until(
                "the diagnosis " + code,
                limit,
                () -> lab.tenant().diagnosis(connection),
                told -> told.required("code").asString().equals(code));
        assertThat(found.toString()).doesNotContain(Lab.PSK);
        if (!UNEXPLAINED.contains(code)) {
            assertThat(found.required("evidence").asString()).isNotBlank().matches("\\P{Cntrl}+");
        }
        found.optional("field").ifPresent(field -> isMember(lab, connection, field.asString()));
        areItsChanges(found.required("changes").valueStream().toList());
        return found;
    }

    /// Answers have all members that requests name, but for the key.
    private static void isMember(Lab lab, String connection, String field) {
        JsonNode shown = lab.tenant().connection(connection).expect(200).body().required("vpn_connection");
        assertThat(field.equals("psk")
                        || !shown.at("/" + field.replace('.', '/')).isMissingNode())
                .as(field)
                .isTrue();
    }

    private static void areItsChanges(List<JsonNode> changes) {
        assertThat(changes)
                .hasSizeLessThanOrEqualTo(20)
                .allSatisfy(change ->
                        assertThat(change.required("state").asString()).isIn("APPLYING", "UP", "DOWN", "FAILED"));
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).required("state"))
                    .isNotEqualTo(changes.get(i - 1).required("state"));
        }
    }

    /// The device goes out of service and the connection's status tells it; no packet gets through.
    public static void breaks(Lab lab, Device device, String connection) {
        device.stop();
        lab.tenant().awaitConnection(connection, "DOWN");
        assertThat(lab.reaches()).isFalse();
    }

    /// The device comes back into service, and the tunnel with it.
    public static void heals(Lab lab, Device device, String connection) {
        device.startAgain();
        carries(lab, device, connection);
    }
}

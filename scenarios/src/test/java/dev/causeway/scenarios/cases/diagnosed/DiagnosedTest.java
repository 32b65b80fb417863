package dev.causeway.scenarios.cases.diagnosed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class DiagnosedTest {

    /// A minute and a half; the rest is for a slow machine.
    private static final Duration SILENCE = Duration.ofMinutes(4);

    /// Where nobody is.
    private static final String NOWHERE = "192.0.2.77";

    @Test
    void whatIsTheMatterIsToldAndWellAgainWhenThatIsMended(Service service, @TempDir Path folder) {
        // Its database has a user of its own, who has to find it there.
        Program.run("chmod", "755", folder.toString());
        try (Service other = Service.start(folder.resolve("service"));
                Lab silent = Lab.on(other.cloud(), folder.resolve("silent"))
                        .unobserved()
                        .open()) {
            var _ = silent.startDevice(getClass());
            String unheard = silent.connect(Map.of());
            silent.tenant().awaitConnection(unheard, "ACTIVE");
            other.endAgent("KILL");
            oneAfterTheOther(service.cloud(), folder.resolve("lab"));
            Checks.isDiagnosed(silent, unheard, "host-silent", SILENCE);
            other.startAgent();
            Checks.isDiagnosed(silent, unheard, "ok");
        }
    }

    private static void oneAfterTheOther(Cloud cloud, Path folder) {
        try (Lab lab = Lab.on(cloud, folder).open()) {
            Device device = lab.startDevice(DiagnosedTest.class);
            String connection = leadsNowhere(lab, device);
            isBlocked(lab, device, connection);
            cannotBeHeld(lab, device, connection);
            endsAgainAndAgain(lab, device, connection);
            device.stop();
            Checks.hasItsCause(lab, connection, "deleted-by-peer");
            hadTheseStates(lab, connection);
        }
    }

    private static String leadsNowhere(Lab lab, Device device) {
        String nowhere = lab.tenant().createCustomerGateway("nowhere", NOWHERE);
        String connection = lab.connect(Map.of("cgw_id", nowhere));
        names(Checks.hasItsCause(lab, connection, "peer-unreachable"), "cgw_id");
        change(lab, connection, Map.of("cgw_id", lab.customerGateway()));
        isWell(lab, device, connection);
        lab.tenant().deleteCustomerGateway(nowhere);
        return connection;
    }

    private static void isBlocked(Lab lab, Device device, String connection) {
        lab.site().block(4500);
        lab.tenant().reset(connection);
        Checks.hasItsCause(lab, connection, "port-4500-blocked");
        lab.site().unblock();
        isWell(lab, device, connection);
    }

    private static void cannotBeHeld(Lab lab, Device device, String connection) {
        StoredConnection.in(lab.cloud(), connection).set("ike_version = 'v1', ike_encryption = 'aes-128-gcm-16'");
        lab.tenant().reset(connection);
        assertThat(Checks.isDiagnosed(lab, connection, "cannot-be-applied")
                        .required("evidence")
                        .asString())
                .isEqualTo("IKEv1 has no aes-128-gcm-16");
        change(lab, connection, Map.of("ikepolicy", Map.of("ike_version", "v2", "encryption_algorithm", "aes-128")));
        isWell(lab, device, connection);
    }

    private static void endsAgainAndAgain(Lab lab, Device device, String connection) {
        for (int ended = 0; ended < 3; ended++) {
            Checks.hasOneSaAtEachEnd(lab, device, connection);
            String associations = lab.associations(connection);
            device.terminate("causeway");
            Waiting.until("other SAs", () -> !lab.associations(connection).equals(associations));
        }
        Checks.isDiagnosed(lab, connection, "ike-unstable");
        lab.tenant().reset(connection);
        isWell(lab, device, connection);
    }

    private static void isWell(Lab lab, Device device, String connection) {
        Checks.isDiagnosed(lab, connection, "ok");
        Checks.hasOneSaAtEachEnd(lab, device, connection);
        assertThat(lab.reaches()).isTrue();
    }

    private static void hadTheseStates(Lab lab, String connection) {
        List<JsonNode> changes = lab.tenant()
                .diagnosis(connection)
                .required("changes")
                .valueStream()
                .toList();
        assertThat(changes.getFirst().required("state").asString()).isEqualTo("DOWN");
        assertThat(changes.getFirst().required("reason").asString()).startsWith("DELETED_BY_PEER: ");
        assertThat(changes)
                .extracting(change -> Instant.parse(change.required("at").asString()))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(changes)
                .filteredOn(change -> change.required("state").asString().equals("FAILED"))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.required("reason").asString()).isEqualTo("IKEv1 has no aes-128-gcm-16"));
    }

    private static void change(Lab lab, String connection, Map<String, Object> settings) {
        var _ = lab.tenant().updateConnection(connection, settings).expect(200);
    }

    private static void names(JsonNode diagnosis, String field) {
        assertThat(diagnosis.required("field").asString()).isEqualTo(field);
    }
}

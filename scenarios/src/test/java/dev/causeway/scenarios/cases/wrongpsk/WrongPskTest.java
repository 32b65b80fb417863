package dev.causeway.scenarios.cases.wrongpsk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Template;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class WrongPskTest {

    private static final String WRONG = "Another_key_2";

    @Test
    void aWrongKeyIsDownWithItsCauseInTheLogUntilItIsCorrected(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Map<String, String> values = lab.values();
            values.put("id", lab.site().address());
            Device device = lab.site().startDevice(getClass(), values);
            String connection = lab.connect(Collections.singletonMap("psk", null));
            names(Checks.isDiagnosed(lab, connection, "no-psk"), "psk");

            change(lab, connection, WRONG);
            lab.tenant().awaitConnection(connection, "DOWN");
            Waiting.until(
                    "the cause in the log",
                    () -> lab.tenant().log(connection).stream()
                            .anyMatch(line -> line.contains("AUTHENTICATION_FAILED") || line.contains("AUTH_FAILED")));
            JsonNode found = Checks.hasItsCause(lab, connection, "refused-by-peer");
            assertThat(found.required("changes").get(0).required("state").asString())
                    .isEqualTo("DOWN");
            assertThat(lab.reaches()).isFalse();
            assertThat(lab.tenant().connectionStatus(connection)).contains("DOWN");
            begins(lab, device, connection, "psk-mismatch");
            names(Checks.isDiagnosed(lab, connection, "psk-mismatch"), "psk");
            assertThat(lab.tenant().diagnosis(connection).toString()).doesNotContain(WRONG);

            callsItself(device, values, "198.51.100.250");
            change(lab, connection, Lab.PSK);
            begins(lab, device, connection, "identity-mismatch");
            names(Checks.isDiagnosed(lab, connection, "identity-mismatch"), "ikepolicy.peer_id");

            callsItself(device, values, lab.site().address());
            Checks.carries(lab, device, connection);
            Checks.isDiagnosed(lab, connection, "ok");
            Checks.breaks(lab, device, connection);
        }
    }

    /// The device begins to negotiate, over and over, until the gateway has found out why that fails.
    private static void begins(Lab lab, Device device, String connection, String code) {
        Waiting.until("the device to be found out", () -> {
            assertThat(device.initiate("vpc")).isFalse();
            return lab.tenant()
                    .diagnosis(connection)
                    .required("code")
                    .asString()
                    .equals(code);
        });
    }

    private static void change(Lab lab, String connection, String key) {
        var _ = lab.tenant().updateConnection(connection, Map.of("psk", key)).expect(200);
    }

    private static void callsItself(Device device, Map<String, String> values, String id) {
        values.put("id", id);
        device.reconfigure(Template.beside(WrongPskTest.class, "swanctl.conf"), values);
    }

    private static void names(JsonNode diagnosis, String field) {
        assertThat(diagnosis.required("field").asString()).isEqualTo(field);
    }
}

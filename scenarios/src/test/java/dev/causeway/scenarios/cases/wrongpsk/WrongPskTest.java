package dev.causeway.scenarios.cases.wrongpsk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class WrongPskTest {

    @Test
    void aWrongKeyIsDownWithItsCauseInTheLogUntilItIsCorrected(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of("psk", "Another_key_2"));
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

            lab.tenant().updateConnection(connection, Map.of("psk", Lab.PSK)).expect(200);
            Checks.carries(lab, device, connection);
            Checks.isDiagnosed(lab, connection, "ok");
            Checks.breaks(lab, device, connection);
        }
    }
}

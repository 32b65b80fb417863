package dev.causeway.scenarios.cases.wrongproposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Template;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Case
class WrongProposalTest {

    private static final String ACCEPTED = "aes128-sha256-modp3072";
    private static final String OTHER = "aes256-sha512-modp4096";

    @ParameterizedTest
    @ValueSource(strings = {"ike", "esp"})
    void aProposalThatTheDeviceRefusesIsDownWithItsCauseInTheLog(String phase, Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Map<String, String> values = lab.values();
            values.put("ike", ACCEPTED);
            values.put("esp", ACCEPTED);
            Map<String, String> refusing = new HashMap<>(values);
            refusing.put(phase, OTHER);
            Device device = lab.site().startDevice(getClass(), refusing);
            String connection = lab.connect(Map.of());
            lab.tenant().awaitConnection(connection, "DOWN");
            Waiting.until(
                    "the cause in the log",
                    () -> lab.tenant().log(connection).stream()
                            .anyMatch(line -> line.contains("NO_PROPOSAL_CHOSEN") || line.contains("NO_PROP")));
            JsonNode found = Checks.hasItsCause(lab, connection, phase + "-proposal-mismatch");
            assertThat(found.required("field").asString()).isEqualTo(phase.equals("ike") ? "ikepolicy" : "ipsecpolicy");
            assertThat(found.required("offered").required("ours").asString()).contains("aes128-sha256");
            assertThat(lab.reaches()).isFalse();

            device.reconfigure(Template.beside(getClass(), "swanctl.conf"), values);
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }
}

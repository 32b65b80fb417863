package dev.causeway.scenarios.cases.peerinitiates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class PeerInitiatesTest {

    @Test
    void theDeviceBeginsAndTheGatewayAnswers(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            lab.site().letOnlyAnswersIn();
            String connection = lab.connect(Map.of());
            // A device that asks before the gateway holds the connection is refused, and does not ask again.
            lab.tenant().awaitConnection(connection, "DOWN");
            Device device = lab.startDevice(getClass());
            Checks.carries(lab, device, connection);
            assertThat(device.sas()).as("the device is the initiator").contains("_i* ");
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }
}

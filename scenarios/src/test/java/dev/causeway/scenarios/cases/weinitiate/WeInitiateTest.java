package dev.causeway.scenarios.cases.weinitiate;

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

@Case
class WeInitiateTest {

    @Test
    void theGatewayBeginsAndHoldsTheTunnelWithoutTraffic(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);
            assertThat(device.sas()).as("the device is the responder").contains("_r*");

            int before = device.log().ikeEstablished();
            device.terminate("causeway");
            Waiting.until("the gateway to begin anew", () -> device.log().ikeEstablished() > before);
            Checks.carries(lab, device, connection);

            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }
}

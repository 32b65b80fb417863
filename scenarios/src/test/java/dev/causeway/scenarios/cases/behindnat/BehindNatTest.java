package dev.causeway.scenarios.cases.behindnat;

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
class BehindNatTest {

    @Test
    void aDeviceBehindATranslatingRouterIsServed(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).behindNat().open()) {
            String connection = lab.connect(Map.of());
            // A device that asks before the gateway holds the connection is refused, and does not ask again.
            lab.tenant().awaitConnection(connection, "DOWN");
            Device device = lab.startDevice(getClass());
            Checks.carries(lab, device, connection);
            assertThat(device.sas()).contains("192.0.2.2[4500]");
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }
}

package dev.causeway.scenarios.cases.staticroutes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class StaticTest {

    @Test
    void aStaticConnectionCarriesTrafficBothWays(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            lab.tenant().awaitConnection(connection, "ACTIVE");
            assertThat(device.sas()).containsOnlyOnce("ESTABLISHED").contains("INSTALLED");
            lab.provesTraffic();
            assertThat(lab.espCrossed()).isGreaterThan(1000);

            device.stop();
            lab.tenant().awaitConnection(connection, "DOWN");
            device.startAgain();
            lab.tenant().awaitConnection(connection, "ACTIVE");
            lab.provesTraffic();
        }
    }
}

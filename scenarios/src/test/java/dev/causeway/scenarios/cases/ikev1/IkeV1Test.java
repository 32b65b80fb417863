package dev.causeway.scenarios.cases.ikev1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Case
class IkeV1Test {

    @ParameterizedTest
    @ValueSource(strings = {"main", "aggressive"})
    void anIkeV1ConnectionCarriesTraffic(String mode, Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Map<String, String> values = lab.values();
            values.put("aggressive", mode.equals("aggressive") ? "yes" : "no");
            Device device = lab.site().startRouteBasedDevice(getClass(), values, List.of(lab.vpcNetwork()));
            String connection = lab.connect(Map.of(
                    "ikepolicy", Map.of("ike_version", "v1", "phase1_negotiation_mode", mode, "dh_group", "group14")));
            Checks.carries(lab, device, connection);
            assertThat(device.sas()).contains("IKEv1");
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }
}

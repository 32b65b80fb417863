package dev.causeway.scenarios.cases.wrongselectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class WrongSelectorsTest {

    @Test
    void selectorsThatTheDeviceRefusesAreDownWithTheirCauseInTheLog(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Site site = lab.site();
            Map<String, String> values = lab.values();
            values.put("behind", site.network(1));
            Device device = site.startDevice(getClass(), values);
            var rule = Map.of("rule_index", 1, "source", lab.vpcNetwork(), "destination", List.of(site.network()));
            String connection = lab.connect(Map.of("style", "policy", "policy_rules", List.of(rule)));
            lab.tenant().awaitConnection(connection, "DOWN");
            Waiting.until(
                    "the cause in the log",
                    () -> lab.tenant().log(connection).stream().anyMatch(line -> line.contains("TS_UNACCEPTABLE")));
            assertThat(Checks.hasItsCause(lab, connection, "traffic-selector-mismatch")
                            .required("field")
                            .asString())
                    .isEqualTo("policy_rules");
            assertThat(lab.reaches()).isFalse();
            assertThat(lab.tenant().connectionStatus(connection)).contains("DOWN");

            values.put("behind", site.network());
            device.reconfigure(Template.beside(getClass(), "swanctl.conf"), values);
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }
}

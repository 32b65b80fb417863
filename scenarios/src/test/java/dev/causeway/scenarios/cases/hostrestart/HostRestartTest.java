package dev.causeway.scenarios.cases.hostrestart;

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
import org.junit.jupiter.api.parallel.Isolated;

@Case
@Isolated("everything on the host goes")
class HostRestartTest {

    @Test
    void theAgentBringsEverythingBackWithoutTheController(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);

            service.endController("KILL");
            service.endAgent("KILL");
            service.loseHost();
            service.startAgent();
            lab.rejoinInternet();
            Waiting.until("traffic, with the controller still away", lab::reaches);

            service.startController();
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }
}

package dev.causeway.scenarios.cases.bothinitiate;

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
class BothInitiateTest {

    private static final int ROUNDS = 3;

    @Test
    void oneIkeSaRemainsWhenBothEndsBeginAtOnce(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            String connection = lab.connect(Map.of());
            lab.tenant().awaitConnection(connection, "DOWN");
            Device device = lab.startDevice(getClass());
            for (int round = 1; round <= ROUNDS; round++) {
                carriesWithOne(lab, device, connection);
                Checks.breaks(lab, device, connection);
                device.startAgain();
            }
            carriesWithOne(lab, device, connection);
        }
    }

    private static void carriesWithOne(Lab lab, Device device, String connection) {
        lab.tenant().awaitConnection(connection, "ACTIVE");
        Waiting.until("one IKE SA at each end", () -> one(device.sas()) && one(lab.gatewaySas(connection)));
        Checks.carries(lab, device, connection);
    }

    private static boolean one(String sas) {
        return sas.lines().filter(line -> line.contains("IKEv2")).count() == 1 && sas.contains("INSTALLED");
    }
}

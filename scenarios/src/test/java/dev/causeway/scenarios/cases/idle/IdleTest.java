package dev.causeway.scenarios.cases.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.PeerLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class IdleTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern SPIS = Pattern.compile("[0-9a-f]{16}_i\\*? [0-9a-f]{16}_r\\*?");
    private static final Pattern ASKED = Pattern.compile("parsed INFORMATIONAL request \\d+ \\[ ]");

    @Test
    void aTunnelWithoutTrafficIsHeldOverDeadPeerDetectionAndRekeys(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of(
                    "ikepolicy",
                    Map.of("dpd", Map.of("interval", 10, "timeout", 20)),
                    "ipsecpolicy",
                    Map.of("lifetime_seconds", 30)));
            Checks.carries(lab, device, connection);
            String before = spis(device);
            int established = device.log().ikeEstablished();

            idle(lab, device.log(), connection);

            assertThat(lab.reaches()).as("the first ping is answered").isTrue();
            assertThat(spis(device)).isEqualTo(before);
            assertThat(device.log().ikeEstablished()).isEqualTo(established);
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }

    /// The second replacement comes when the first one has grown old without traffic.
    private static void idle(Lab lab, PeerLog log, String connection) {
        int children = log.childEstablished();
        long asked = asked(log);
        Waiting.until("two rekeys and a question of the gateway", LIMIT, () -> {
            assertThat(lab.tenant().connectionStatus(connection)).contains("ACTIVE");
            return log.childEstablished() >= children + 2 && asked(log) > asked;
        });
    }

    private static long asked(PeerLog log) {
        return ASKED.matcher(log.text()).results().count();
    }

    private static String spis(Device device) {
        var found = SPIS.matcher(device.sas());
        assertThat(found.find()).isTrue();
        return found.group();
    }
}

package dev.causeway.scenarios.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;

/// What most cases look at.
public final class Checks {

    private Checks() {}

    /// The connection becomes `ACTIVE`, both ends have one IKE SA with an installed child SA, traffic passes both ways,
    /// and it was ESP that crossed the internet.
    public static void carries(Lab lab, Device device, String connection) {
        lab.tenant().awaitConnection(connection, "ACTIVE");
        assertThat(device.sas()).containsOnlyOnce("ESTABLISHED").contains("INSTALLED");
        assertThat(lab.gatewaySas(connection)).containsOnlyOnce("ESTABLISHED").contains("INSTALLED");
        int before = lab.espCrossed();
        lab.provesTraffic();
        assertThat(lab.espCrossed() - before).isGreaterThan(1000);
    }

    /// The device goes out of service and the connection's status tells it; no packet gets through.
    public static void breaks(Lab lab, Device device, String connection) {
        device.stop();
        lab.tenant().awaitConnection(connection, "DOWN");
        assertThat(lab.reaches()).isFalse();
    }

    /// The device comes back into service, and the tunnel with it.
    public static void heals(Lab lab, Device device, String connection) {
        device.startAgain();
        carries(lab, device, connection);
    }
}

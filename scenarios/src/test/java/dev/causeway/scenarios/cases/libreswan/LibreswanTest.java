package dev.causeway.scenarios.cases.libreswan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.GuestDevice;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class LibreswanTest {

    @Test
    void anotherImplementationOfIkeAndEspUnderstandsTheGateway(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Map<String, String> values = lab.values();
            values.put("tunnelAddress", "169.254.77.2/30");
            try (GuestDevice device = GuestDevice.boot(lab.site(), folder, getClass(), values)) {
                String connection = lab.connect(Map.of(
                        "tunnel_local_address",
                        "169.254.77.1/30",
                        "tunnel_peer_address",
                        "169.254.77.2/30",
                        "ikepolicy",
                        Map.of("dpd", Map.of("interval", 10, "timeout", 5))));
                lab.tenant().awaitConnection(connection, "ACTIVE");
                Waiting.until("the first packet", lab::reaches);
                carries(lab, device, connection);
                device.kill();
                lab.tenant().awaitConnection(connection, "DOWN");
                assertThat(lab.reaches()).isFalse();
            }
        }
    }

    private static void carries(Lab lab, GuestDevice device, String connection) {
        lab.tenant().awaitConnection(connection, "ACTIVE");
        assertThat(lab.gatewaySas(connection)).containsOnlyOnce("ESTABLISHED").contains("TUNNEL-in-UDP");
        int before = lab.espCrossed();
        lab.provesTraffic();
        Waiting.until("ESP on the internet", () -> lab.espCrossed() - before > 1000);
        assertThat(device.run("ip -s xfrm state")).contains("proto esp").contains("encap type espinudp");
    }
}

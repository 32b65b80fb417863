package dev.causeway.scenarios.cases.clientfrozen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientFrozenTest {

    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void nobodyIsInOrComesInWhileAGatewayIsClosed(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            var _ = lab.user("alice", lab.group("developers", lab.vpcNetwork()));
            String profile = lab.profile();
            StockClient client = lab.connected("alice");

            ends(lab, client, "frozen", () -> operate(lab, "freeze", Map.of("frozen_effect", 1)));
            client.stop();
            assertThat(lab.api()
                            .post(lab.below("/groups"), Map.of("user_group", Map.of("name", "another")))
                            .text("/error_code"))
                    .isEqualTo("VPN.0511");
            try (var _ = client.start(profile, "alice", ClientLab.PASSWORD)) {
                Waiting.pause(Duration.ofSeconds(3));
                assertThat(client.connected()).as("somebody is let in").isFalse();
            }

            operate(lab, "unfreeze", Map.of());
            Waiting.until("a login", LIMIT, () -> comesIn(client, profile));
            Waiting.until("packets to pass again", () -> reaches(client, lab.allowed()));

            ends(lab, client, "EIP taken away", () -> unbind(lab));
            var _ = lab.awaitConnections(0);
        }
    }

    private static void operate(ClientLab lab, String what, Map<String, ?> body) {
        var _ = lab.cloud()
                .operator()
                .post("/admin/v1/p2c-vpn-gateways/" + lab.gateway() + "/" + what, body)
                .expect(200);
    }

    private static void unbind(ClientLab lab) {
        String eip = lab.api().get(lab.gatewayPath()).expect(200).text("/p2c_vpn_gateway/eip/id");
        var _ = lab.api()
                .post("/v3/{project_id}/eip/publicips/" + eip + "/disassociate-instance", Map.of())
                .expect(200);
    }

    /// The host hears a moment later than the caller that people may come in.
    private static boolean comesIn(StockClient client, String profile) {
        var attempt = client.start(profile, "alice", ClientLab.PASSWORD);
        Waiting.until("an answer", () -> client.connected() || !attempt.alive());
        return client.connected();
    }

    /// Pings that were answered are answered no longer.
    private static void ends(ClientLab lab, StockClient client, String how, Runnable call) {
        Path file = lab.folder().resolve(how.replace(' ', '-'));
        try (Pings pings = Pings.start(file, client.machine(), lab.allowed(), STEP)) {
            Waiting.until("pings", () -> pings.answers() > 50);
            Instant began = Instant.now();
            call.run();
            System.out.printf(
                    "%s: the last answer came %d ms after the call began%n",
                    how, pings.untilQuiet(began, QUIET).toMillis());
        }
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 1) == 1;
    }
}

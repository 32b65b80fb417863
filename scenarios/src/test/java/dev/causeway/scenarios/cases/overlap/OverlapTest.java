package dev.causeway.scenarios.cases.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class OverlapTest {

    @Test
    void overlappingNetworksAreRefusedAndTheTunnelStays(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);

            refused(lab, Map.of("peer_subnets", List.of(lab.vpcNetwork())));
            refused(lab, Map.of("peer_subnets", List.of(lab.vpcNetwork(26))));
            String elsewhere = lab.site().network(1);
            refused(
                    lab,
                    Map.of(
                            "style",
                            "policy",
                            "peer_subnets",
                            List.of(elsewhere),
                            "policy_rules",
                            List.of(rule(lab, 1, elsewhere), rule(lab, 2, elsewhere))));
            refused(lab, Map.of("vgw_ip", lab.gateway().eips().getFirst().id(), "peer_subnets", List.of(elsewhere)));
            ApiAnswer update =
                    lab.tenant().updateConnection(connection, Map.of("peer_subnets", List.of(lab.vpcNetwork())));
            assertThat(update.status()).isEqualTo(400);

            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }

    private static void refused(Lab lab, Map<String, Object> settings) {
        Map<String, Object> body = lab.connectionBody(2);
        body.putAll(settings);
        ApiAnswer reply = lab.tenant().api().post("/v5/{project_id}/vpn-connection", Map.of("vpn_connection", body));
        assertThat(reply.status()).as("%s: %s", settings, reply.body()).isEqualTo(400);
        assertThat(reply.text("/error_code")).isEqualTo("VPN.0001");
    }

    private static Map<String, Object> rule(Lab lab, int index, String destination) {
        return Map.of("rule_index", index, "source", lab.vpcNetwork(), "destination", List.of(destination));
    }
}

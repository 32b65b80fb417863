package dev.causeway.scenarios.cases.narrowed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class NarrowedTest {

    @Test
    void aTunnelIsActiveOnlyWhenEveryPairOfNetworksIsCarried(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Site site = lab.site();
            List.of(1, 2).forEach(n -> site.addNetwork(site.address(n, 1) + "/24"));
            Map<String, String> values = lab.values();
            values.put("second", site.network(4));
            values.put("third", site.network(5));
            Device device = site.startDevice(getClass(), values);

            List<String> networks = List.of(site.network(), site.network(1), site.network(2));
            var rule = Map.of("rule_index", 1, "source", lab.vpcNetwork(), "destination", networks);
            String connection =
                    lab.connect(Map.of("style", "policy", "peer_subnets", networks, "policy_rules", List.of(rule)));
            Waiting.until(
                    "the missing pairs in the log",
                    () -> lab.tenant().log(connection).stream()
                            .anyMatch(line -> line.contains("no child SA carries")
                                    && line.contains(site.network(1))
                                    && line.contains(site.network(2))
                                    && !line.contains(site.network())));
            lab.tenant().awaitConnection(connection, "DOWN");
            assertThat(Checks.isDiagnosed(lab, connection, "partly-negotiated")
                            .required("evidence")
                            .asString())
                    .contains(site.network(1), site.network(2));
            Waiting.until("traffic to the network that is carried", lab::reaches);
            assertThat(answers(lab, site.address(1, 1))).isZero();
            Waiting.until(
                    "what is carried to be counted",
                    () -> lab.tenant().sas(connection),
                    sas -> sas.getFirst().required("packets_recv").asLong() > 0);
            assertThat(lab.tenant().sas(connection))
                    .satisfiesExactly(
                            sa -> assertThat(sa.required("dest_ip_cidr").asString())
                                    .isEqualTo(site.network()),
                            sa -> isNotCarried(sa, site.network(1)),
                            sa -> isNotCarried(sa, site.network(2)));
            assertThat(lab.tenant().connectionStatus(connection)).contains("DOWN");

            values.put("second", site.network(1));
            values.put("third", site.network(2));
            device.reconfigure(Template.beside(getClass(), "swanctl.conf"), values);
            Checks.carries(lab, device, connection);
            assertThat(answers(lab, site.address(1, 1))).isEqualTo(3);
            assertThat(answers(lab, site.address(2, 1))).isEqualTo(3);
            Checks.breaks(lab, device, connection);
        }
    }

    private static void isNotCarried(JsonNode sa, String network) {
        assertThat(sa.required("dest_ip_cidr").asString()).isEqualTo(network);
        assertThat(sa.required("packets_sent").asLong()).isZero();
        assertThat(sa.required("traffic_recv").asLong()).isZero();
    }

    private static long answers(Lab lab, String target) {
        return Pings.answered(lab.workload(), target, 3);
    }
}

package dev.causeway.scenarios.cases.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class PolicyTest {

    @Test
    void threeRulesBecomeThreeChildSasAndNothingElsePasses(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Site site = lab.site();
            List.of(1, 2, 3).forEach(n -> site.addNetwork(site.address(n, 1) + "/24"));
            Map<String, String> values = lab.values();
            values.put("second", site.network(1));
            values.put("third", site.network(2));
            Device device = site.startDevice(getClass(), values);

            String connection = lab.connect(Map.of(
                    "style",
                    "policy",
                    "peer_subnets",
                    List.of(site.network(), site.network(1), site.network(2)),
                    "policy_rules",
                    List.of(
                            rule(lab, 1, 24, site.network()),
                            rule(lab, 2, 25, site.network(1)),
                            rule(lab, 3, 26, site.network(2)))));
            Checks.carries(lab, device, connection);

            Waiting.until(
                    "three child SAs at both ends",
                    () -> installed(device.sas()) == 3 && installed(lab.gatewaySas(connection)) == 3);
            assertThat(answers(lab, site.address(1, 1))).isEqualTo(3);
            assertThat(answers(lab, site.address(2, 1))).isEqualTo(3);
            assertThat(answers(lab, site.address(3, 1)))
                    .as("a network without a rule")
                    .isZero();

            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }

    /// Rules must differ in their sources: each is a part of the network with the workload in it.
    private static Map<String, Object> rule(Lab lab, int index, int length, String destination) {
        return Map.of("rule_index", index, "source", lab.vpcNetwork(length), "destination", List.of(destination));
    }

    private static long installed(String sas) {
        return sas.lines().filter(line -> line.contains("INSTALLED")).count();
    }

    private static long answers(Lab lab, String target) {
        return Pings.answered(lab.workload(), target, 3);
    }
}

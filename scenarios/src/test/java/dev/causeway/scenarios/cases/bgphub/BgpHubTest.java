package dev.causeway.scenarios.cases.bgphub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.site.BgpSite;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class BgpHubTest {

    private static final Map<String, Boolean> HUB = Map.of("enable_hub", true);

    @Test
    void branchesReachEachOtherWhileTheirConnectionsAreHubs(Service service, @TempDir Path folder) {
        try (BgpLab lab = BgpLab.open(service.cloud(), folder, BgpSite::tuned)) {
            BgpSite here = lab.site();
            BgpSite beside = lab.addSite(BgpSite::tuned);
            BgpSite across = lab.addSite(BgpSite::tuned);
            String connection = lab.connect(beside, 1, HUB);
            List<String> all = List.of(lab.connect(1, HUB), connection, lab.connect(across, 2, HUB));
            all.forEach(each -> lab.tenant().awaitConnection(each, "ACTIVE"));
            reach(here, beside);
            reach(here, across);
            reach(beside, across);
            Waiting.until("the site's host", lab.lab()::reaches);
            List<Long> sessions = sessions(here, beside, across);

            setHub(lab, connection, false);
            Waiting.until(
                    "no word of it",
                    () -> !here.speaker().learned(1).contains(beside.site().network())
                            && !across.speaker()
                                    .learned(2)
                                    .contains(beside.site().network()));
            for (BgpSite other : List.of(here, across)) {
                assertThat(answered(other, beside)).isZero();
                assertThat(answered(beside, other)).isZero();
            }
            reach(here, across);
            Waiting.until(
                    "the VPC to reach it",
                    () -> Pings.answered(lab.lab().workload(), beside.site().hostAddress(), 1) == 1);

            setHub(lab, connection, true);
            reach(here, beside);
            reach(beside, across);
            assertThat(sessions(here, beside, across)).isEqualTo(sessions);
        }
    }

    private static void setHub(BgpLab lab, String connection, boolean on) {
        var _ = lab.tenant()
                .updateConnection(connection, Map.of("enable_hub", on))
                .expect(200);
    }

    private static List<Long> sessions(BgpSite here, BgpSite beside, BgpSite across) {
        return List.of(
                here.speaker().sessions(1),
                beside.speaker().sessions(1),
                across.speaker().sessions(2));
    }

    private static void reach(BgpSite one, BgpSite other) {
        Waiting.until("one branch to reach the other", () -> answered(one, other) == 1);
        Waiting.until("the other branch to reach the one", () -> answered(other, one) == 1);
    }

    private static long answered(BgpSite from, BgpSite to) {
        return Pings.answered(from.site().host(), to.site().hostAddress(), 1);
    }
}

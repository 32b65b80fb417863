package dev.causeway.scenarios.cases.hostrestart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.Flows;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.BgpSite;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Case
@Isolated("everything on the host goes")
class HostRestartTest {

    /// A silent peer is noticed after 3 s; the rest is for a slow machine.
    private static final Duration MOST = Duration.ofSeconds(12);

    @Test
    void theAgentBringsEverythingBackWithoutTheController(Service service, @TempDir Path folder) {
        try (BgpLab speaking = BgpLab.beside(Lab.on(service.cloud(), folder), BgpSite::tuned)) {
            Lab lab = speaking.lab();
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            String first = speaking.connect(1, Map.of());
            String second = speaking.connect(2, Map.of());
            Checks.carries(lab, device, connection);
            speaking.awaitBothWays(first, second);

            service.endController("KILL");
            service.endAgent("KILL");
            service.loseHost();
            service.startAgent("--bgp-timers", "1,3", "--bfd", "0");
            try {
                lab.rejoinInternet();
                Waiting.until("traffic, with the controller still away", lab::reaches);
                Waiting.until("traffic by routes that are learned", speaking::reaches);

                service.startController();
                Checks.carries(lab, device, connection);
                speaking.awaitBothWays(first, second);
                silenceIsNoticedByTheHoldTime(speaking, first, second);
            } finally {
                service.endAgent("TERM");
                service.startAgent();
            }
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }

    private static void silenceIsNoticedByTheHoldTime(BgpLab lab, String first, String second) {
        for (int which : List.of(1, 2)) {
            assertThat(lab.site().speaker().isEstablished(which)).isTrue();
            assertThat(lab.site().speaker().holdTime(which)).isEqualTo(Duration.ofSeconds(3));
        }
        Flows.addTargets(lab);
        try (Flows flows = Flows.start(lab, lab.lab().folder().resolve("held"))) {
            lab.site().silence(lab.lab().gateway().eips().getFirst().address());
            lab.awaitOnly(2);
            lab.tenant().awaitConnection(first, "DOWN");
            assertThat(lab.tenant().connectionStatus(second)).contains("ACTIVE");
            flows.tell("silent tunnel, without BFD and with a hold time of 3 s", MOST);
        }
        Waiting.until(
                "a word in the log",
                () -> lab.tenant().logged(first, "Hold Timer Expired").isPresent());
        lab.site().listen();
    }
}

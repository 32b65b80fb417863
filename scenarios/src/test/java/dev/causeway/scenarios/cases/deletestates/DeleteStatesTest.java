package dev.causeway.scenarios.cases.deletestates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Case
@Isolated("the agent is away for a while")
class DeleteStatesTest {

    @Test
    void aConnectionIsDeletedInEveryState(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            String created = lab.connect(Map.of());
            lab.disconnect(created);

            String down = lab.connect(Map.of());
            lab.tenant().awaitConnection(down, "DOWN");
            lab.disconnect(down);

            Device device = lab.startDevice(getClass());
            String active = lab.connect(Map.of());
            Checks.carries(lab, device, active);
            lab.disconnect(active);
            Waiting.until("the device to be told", () -> device.sas().isBlank());

            String updated = lab.connect(Map.of());
            lab.tenant().awaitConnection(updated, "ACTIVE");
            lab.tenant()
                    .updateConnection(
                            updated, Map.of("peer_subnets", List.of(lab.site().network(1))))
                    .expect(200);
            lab.disconnect(updated);

            String last = lab.connect(Map.of());
            Checks.carries(lab, device, last);
            Checks.breaks(lab, device, last);
        }
    }

    @Test
    void aDeletionWaitsForAnAgentThatIsAway(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);
            service.endAgent("KILL");
            lab.tenant().deleteConnection(connection);
            Waiting.pause(Duration.ofSeconds(1));
            assertThat(lab.tenant().connectionStatus(connection)).contains("PENDING_DELETE");
            assertThat(lab.reaches())
                    .as("nobody is there to take the tunnel down")
                    .isTrue();
            lab.tenant().deleteConnection(connection);
            service.startAgent();
            lab.tenant().awaitGone(connection);
            assertThat(lab.reaches()).isFalse();
        }
    }

    @Test
    void whatIsPendingIsDeleted(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String updated = lab.connect(1, Map.of());
            Checks.carries(lab, device, updated);
            // Nobody works meanwhile, so what is pending stays pending.
            service.endAgent("KILL");
            String created = lab.connect(2, Map.of());
            lab.tenant()
                    .updateConnection(
                            updated, Map.of("peer_subnets", List.of(lab.site().network(1))))
                    .expect(200);
            assertThat(lab.tenant().connectionStatus(created)).contains("PENDING_CREATE");
            assertThat(lab.tenant().connectionStatus(updated)).contains("PENDING_UPDATE");
            List.of(created, updated).forEach(pending -> Checks.isDiagnosed(lab, pending, "applying"));
            lab.tenant().deleteConnection(created);
            lab.tenant().deleteConnection(updated);
            service.startAgent();
            lab.tenant().awaitGone(created);
            lab.tenant().awaitGone(updated);
            assertThat(lab.reaches()).isFalse();
        }
    }

    @Test
    void whatIsInUseIsNotDeleted(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            Device device = lab.startDevice(getClass());
            String connection = lab.connect(Map.of());
            Checks.carries(lab, device, connection);
            refused(lab, "/v5/{project_id}/vpn-gateways/" + lab.gateway().id());
            refused(lab, "/v5/{project_id}/customer-gateways/" + lab.customerGateway());
            Checks.carries(lab, device, connection);
            Checks.breaks(lab, device, connection);
        }
    }

    private static void refused(Lab lab, String path) {
        ApiAnswer reply = lab.tenant().api().delete(path);
        assertThat(reply.status()).as("%s", reply.body()).isBetween(400, 409);
    }
}

package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tenant has what is negotiated for a connection made anew.
class ResetTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");
    private final String id = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
    private final String path = "/vpn-connection/" + id;

    @AfterEach
    void close() {
        lab.close();
    }

    private void reset() {
        lab.done(200, "POST", path + "/reset", "");
    }

    @Test
    void raisesANumberThatItsNodeFollows() {
        lab.agent.tunnel(id, TunnelReport.State.UP);
        lab.agent.work();
        JsonNode before = shownButForTheMoment();
        Tunnel told = lab.agent.tunnel(id);
        reset();
        assertThat(lab.status(path)).isEqualTo("PENDING_UPDATE");
        assertThat(lab.status("/vpn-gateways/" + site.gateway())).isEqualTo("ACTIVE");
        assertThat(lab.agent.tunnel(id).resets()).isEqualTo(told.resets() + 1);
        assertThat(lab.agent.tunnel(id).generation()).isEqualTo(told.generation() + 1);
        lab.agent.work();
        assertThat(shownButForTheMoment()).isEqualTo(before);
        lab.agent.tunnel(id, TunnelReport.State.DOWN);
        reset();
        lab.agent.work();
        assertThat(lab.status(path)).isEqualTo("DOWN");
        assertThat(lab.agent.tunnel(id).resets()).isEqualTo(told.resets() + 2);
    }

    /// Without when its status became what it is.
    private JsonNode shownButForTheMoment() {
        ObjectNode shown = (ObjectNode) lab.shownConnection(id);
        shown.remove("status_changed_at");
        return shown;
    }

    @Test
    void ofOneChangesNothingElse() {
        String other = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.3"), """
                "style": "policy", "peer_subnets": ["192.168.45.0/24"], "policy_rules": [
                  {"source": "10.0.0.0/24", "destination": ["192.168.45.0/24"]}],""");
        Tunnel before = lab.agent.tunnel(other);
        reset();
        assertThat(lab.agent.tunnel(other)).isEqualTo(before);
        lab.done(200, "POST", "/vpn-connection/" + other + "/reset", "");
        assertThat(lab.agent.tunnel(other).steering()).isEqualTo(before.steering());
        lab.done(200, "PUT", "/vpn-connection/" + other, """
                {"vpn_connection": {"name": "renamed"}}""");
        assertThat(lab.agent.tunnel(other).resets()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void isPossibleInEveryStateButDeletion(TunnelReport.State state) {
        reset();
        lab.agent.tunnel(id, state);
        lab.agent.work();
        reset();
        lab.clock.pass(Duration.ofMinutes(5));
        reset();
        assertThat(lab.agent.tunnel(id).resets()).isEqualTo(3);
        lab.done(204, "DELETE", path, "");
        var refused = lab.call("POST", path + "/reset", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("error_code").stringValue()).isEqualTo("VPN.0003");
    }

    @Test
    void ofWhatIsNotThereIsNotFound() {
        var nowhere = lab.call("POST", "/vpn-connection/98c5af8a-demo-a8df-va86-ae2280a6f4c3/reset", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body().get("error_code").stringValue()).isEqualTo("VPN.0004");
    }

    @Test
    void nodesAreToldWhetherTheOtherEndIsProbed() {
        String probed = lab.connect(
                site, site.eip1(), lab.customerGateway("198.51.100.4"), TestCloud.USUAL + "\"enable_nqa\": true,");
        assertThat(lab.agent.tunnel(probed).steering())
                .isInstanceOfSatisfying(
                        Steering.Static.class, fixed -> assertThat(fixed.nqa()).isTrue());
        assertThat(lab.agent.tunnel(id).steering())
                .isInstanceOfSatisfying(
                        Steering.Static.class, fixed -> assertThat(fixed.nqa()).isFalse());
    }
}

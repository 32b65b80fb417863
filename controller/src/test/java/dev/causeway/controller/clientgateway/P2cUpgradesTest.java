package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.Software;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Upgrades of gateways to the programs that their hosts have.
class P2cUpgradesTest {

    private static final String ALL = "/p2c-vpn-gateways";
    private static final Software OLD = new Software("2.6.12", 2);
    private static final Software NEW = new Software("2.6.14", 2);

    private final TestCloud lab = new TestCloud();
    private final ServerId server = ServerId.random();
    private final Restarts restarts = new Restarts();
    private String path;
    private NodeId node;

    /// Stands for the feature of the servers.
    private static final class Restarts implements GatewayServer {

        private final List<GatewayId> restarted = new ArrayList<>();

        @Override
        public Optional<ClientServer> wanted(Handle tx, GatewayId gateway) {
            return Optional.empty();
        }

        @Override
        public void withdraw(Handle tx, GatewayId gateway) {}

        @Override
        public boolean remains(Handle tx, GatewayId gateway) {
            return false;
        }

        @Override
        public void remove(Handle tx, GatewayId gateway) {}

        @Override
        public void served(Handle tx, GatewayId gateway, boolean inService) {}

        @Override
        public void restart(Handle tx, GatewayId gateway) {
            restarted.add(gateway);
        }

        @Override
        public void roomChanged(Handle tx, GatewayId gateway) {}

        @Override
        public void requireRoom(Handle tx, GatewayId gateway, int connections) {}
    }

    @BeforeEach
    void makeAGatewayThatRunsAnOlderVersion() {
        lab.clientGateways.add(restarts);
        VpcId vpc = lab.vpc("10.0.0.0/16");
        path = ALL + "/"
                + lab.done(201, "POST", ALL, """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s"}}""".formatted(vpc, lab.subnet(vpc, "10.0.1.0/24")))
                        .at("/p2c_vpn_gateway/id")
                        .stringValue();
        node = lab.agent.nodes().getFirst().node();
        lab.agent.tells(new ClientNodeReport(node, NEW));
        runs(OLD);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void runs(Software software) {
        lab.agent.tells(new ServerReport(
                server, node, 1, ServerReport.State.LISTENING, "", lab.clock.instant(), Optional.of(software)));
        lab.agent.work();
    }

    private TestApi.Answer upgrade(String action) {
        return lab.call("POST", path + "/upgrade", "{\"action\": \"" + action + "\"}");
    }

    private String upgraded(String action) {
        TestApi.Answer answer = upgrade(action);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
        return answer.body().get("job_id").stringValue();
    }

    private JsonNode jobs() {
        return lab.done(200, "GET", ALL + "/jobs?resource_id=" + path.substring(ALL.length() + 1), "")
                .get("jobs");
    }

    private static void refused(String code, String text, TestApi.Answer answer) {
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code);
        assertThat(answer.body().get("error_msg").stringValue()).startsWith(text);
        assertThat(answer.status()).isEqualTo(400);
    }

    private TestApi.Answer rename() {
        return lab.call("PUT", path, "{\"p2c_vpn_gateway\": {\"name\": \"x\"}}");
    }

    @Test
    void theDaemonIsReplacedWhenTheTenantSaysSo() {
        assertThat(lab.done(200, "GET", path, "")
                        .at("/p2c_vpn_gateway/upgrade_info")
                        .stringValue())
                .isEqualTo("ready");
        String job = upgraded("start");
        assertThat(jobs().get(0).get("id").stringValue()).isEqualTo(job);
        assertThat(jobs().get(0).get("status").stringValue()).isEqualTo("pending_upgrade_confirm");
        assertThat(jobs().get(0).get("job_type").stringValue()).isEqualTo("upgrade");
        assertThat(restarts.restarted).isEmpty();

        assertThat(upgraded("finish")).isEqualTo(job);
        assertThat(upgraded("finish")).isEqualTo(job);
        assertThat(restarts.restarted).hasSize(1);
        lab.agent.work();
        assertThat(jobs().get(0).get("status").stringValue()).isEqualTo("pending_upgrade_confirm");
        refused("VPN.0507", "The gateway is being updated", upgrade("rollback"));
        runs(NEW);
        assertThat(jobs().get(0).get("status").stringValue()).isEqualTo("success");
        assertThat(jobs().get(0).get("finished_at").isString()).isTrue();
        JsonNode shown = lab.done(200, "GET", path, "").get("p2c_vpn_gateway");
        assertThat(shown.get("version").stringValue()).isEqualTo("2.6.14");
        assertThat(shown.get("upgrade_info").stringValue()).isEqualTo("unready");
        refused("VPN.0001", "invalid request: already new version 2.6.14", upgrade("start"));
    }

    @Test
    void inBetweenTheGatewayIsNotChanged() {
        upgraded("start");
        refused("VPN.0507", "The gateway is being updated", upgrade("start"));
        refused("VPN.0507", "The gateway is being updated", rename());
        String job = upgraded("rollback");
        assertThat(rename().status()).isEqualTo(200);
        assertThat(jobs().get(0).get("status").stringValue()).isEqualTo("rollback_success");
        assertThat(jobs().get(0).get("job_type").stringValue()).isEqualTo("rollback");
        assertThat(restarts.restarted).isEmpty();
        assertThat(upgraded("start")).isNotEqualTo(job);
    }

    @Test
    void aDaemonThatIsNotReplacedInTimeIsAFailure() {
        upgraded("start");
        upgraded("finish");
        lab.clock.pass(Duration.ofMinutes(6));
        lab.agent.work();
        assertThat(jobs().get(0).get("status").stringValue()).isEqualTo("fail");
        assertThat(rename().status()).isEqualTo(200);
    }

    @Test
    void whatWasNotStartedIsNotFinished() {
        refused("VPN.0001", "invalid request: no upgrade", upgrade("finish"));
        refused("VPN.0001", "invalid request: no upgrade", upgrade("rollback"));
        refused("VPN.0001", "invalid request: action", upgrade("stop"));
    }

    @Test
    void jobsAreForgottenWhenTheyAreDone() {
        String job = upgraded("start");
        assertThat(lab.call("DELETE", ALL + "/jobs/" + job, "").status()).isEqualTo(400);
        upgraded("rollback");
        assertThat(lab.callAs(ProjectId.random(), "DELETE", ALL + "/jobs/" + job, "")
                        .status())
                .isEqualTo(404);
        lab.done(204, "DELETE", ALL + "/jobs/" + job, "");
        assertThat(jobs().isEmpty()).isTrue();
        assertThat(lab.call("DELETE", ALL + "/jobs/" + job, "").status()).isEqualTo(404);
    }

    @Test
    void jobsGoWithTheirGateway() {
        upgraded("start");
        lab.done(204, "DELETE", path, "");
        lab.agent.work();
        assertThat(lab.call("GET", path, "").status()).isEqualTo(404);
        assertThat(lab.rows("p2c_job")).isZero();
    }

    @Test
    void jobsOfAllGatewaysAreListedInPages() {
        upgraded("start");
        upgraded("rollback");
        upgraded("start");
        JsonNode first = lab.done(200, "GET", ALL + "/jobs?limit=1", "");
        assertThat(first.get("jobs").size()).isEqualTo(1);
        JsonNode second = lab.done(
                200,
                "GET",
                ALL + "/jobs?limit=1&marker="
                        + first.at("/page_info/next_marker").stringValue(),
                "");
        assertThat(second.get("jobs").size()).isEqualTo(1);
        assertThat(second.get("page_info").has("next_marker")).isFalse();
    }
}

package dev.causeway.scenarios.cases.clientupgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class ClientUpgradeTest {

    private static final Duration STEP = Duration.ofMillis(20);
    private static final String OLD = "2.6.0";
    private static final String JOBS = "/v5/{project_id}/p2c-vpn-gateways/jobs";
    private static final String PENDING = "pending_upgrade_confirm";

    @Test
    void theDaemonIsReplacedWhenTheTenantSaysSo(Service service, @TempDir Path folder) throws IOException {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            String user = lab.user("alice", lab.group("developers", lab.vpcNetwork()));
            StockClient alice = lab.connected("alice");
            Waiting.until("packets to pass", () -> Pings.answered(alice.machine(), lab.allowed(), 1) == 1);
            String version = awaitOffer(lab, "unready");
            refused("VPN.0001", "invalid request: already new version " + version, upgrade(lab, "start"));

            becomesOlder(lab);
            assertThat(awaitOffer(lab, "ready")).isEqualTo(OLD);
            try (Pings pings = Pings.start(folder.resolve("stays"), alice.machine(), lab.allowed(), STEP)) {
                staysAsItIs(lab, user);
                assertThat(pings.stop()).matches(result -> result.lost() == 0, "no packet is lost");
            }
            assertThat(awaitOffer(lab, "ready")).isEqualTo(OLD);
            try (Pings pings = Pings.start(folder.resolve("replaced"), alice.machine(), lab.allowed(), STEP)) {
                isReplaced(lab, alice, pings);
            }
            assertThat(awaitOffer(lab, "unready")).isEqualTo(version);
            refused("VPN.0001", "invalid request: already new version " + version, upgrade(lab, "start"));
        }
    }

    /// The agent knows what a daemon is made of by what was noted when it was started. This one was started just now:
    /// the note says that it was long ago, by older settings for an older program.
    private static void becomesOlder(ClientLab lab) throws IOException {
        Namespace node = new Namespace(node(lab).name());
        Path note = lab.cloud().names().runtimeFolder(node).resolve("started");
        String[] words = Files.readString(note).strip().split(" ");
        words[2] = OLD;
        words[3] = Integer.toString(Integer.parseInt(words[3]) - 1);
        AtomicFile.write(note, String.join(" ", words) + "\n");
    }

    /// An upgrade is begun and given up; meanwhile the gateway takes no change, and its users do.
    private static void staysAsItIs(ClientLab lab, String user) {
        String daemon = daemon(lab);
        String job = upgraded(lab, "start");
        assertThat(status(lab, job)).isEqualTo(PENDING);
        String gateway = lab.gatewayPath();
        refused("VPN.0507", "The gateway is being updated", upgrade(lab, "start"));
        refused(
                "VPN.0507",
                "The gateway is being updated",
                lab.api().put(gateway, Map.of("p2c_vpn_gateway", Map.of("name", "renamed"))));
        var _ = lab.api()
                .put(lab.below("/users/" + user), Map.of("user", Map.of("description", "another")))
                .expect(200);
        refused("VPN.0001", "invalid request: job", lab.api().delete(JOBS + "/" + job));

        assertThat(upgraded(lab, "rollback")).isEqualTo(job);
        assertThat(awaitEnd(lab, job, "rolling_back")).isEqualTo("rollback_success");
        forget(lab, job);
        assertThat(daemon(lab)).isEqualTo(daemon);
        var _ = lab.awaitConnections(1);
    }

    private static void isReplaced(ClientLab lab, StockClient alice, Pings pings) {
        String daemon = daemon(lab);
        String job = upgraded(lab, "start");
        assertThat(status(lab, job)).isEqualTo(PENDING);
        assertThat(daemon(lab)).isEqualTo(daemon);
        assertThat(alice.timesConnected()).isEqualTo(1);

        assertThat(upgraded(lab, "finish")).isEqualTo(job);
        assertThat(awaitEnd(lab, job, PENDING)).isEqualTo("success");
        alice.awaitConnected(2);
        int answers = pings.answers();
        Waiting.until("pings to go on", () -> pings.answers() > answers);
        System.out.printf(
                "another daemon, and no answer for %d ms%n",
                pings.stop().longestGap().toMillis());
        assertThat(daemon(lab)).isNotEqualTo(daemon);
        lab.awaitServer("ACTIVE");
        forget(lab, job);
    }

    private static ApiAnswer upgrade(ClientLab lab, String action) {
        return lab.api().post(lab.gatewayPath() + "/upgrade", Map.of("action", action));
    }

    /// @return the job's ID
    private static String upgraded(ClientLab lab, String action) {
        return upgrade(lab, action).expect(202).text("/job_id");
    }

    private static JsonNode jobs(ClientLab lab) {
        return lab.api()
                .get(JOBS + "?resource_id=" + lab.gateway())
                .expect(200)
                .body()
                .required("jobs");
    }

    private static String status(ClientLab lab, String job) {
        JsonNode jobs = jobs(lab);
        assertThat(jobs).hasSize(1);
        assertThat(jobs.at("/0/id").stringValue()).isEqualTo(job);
        return jobs.at("/0/status").stringValue();
    }

    /// Asks as clients do: what is neither this nor the end would be a failure.
    private static String awaitEnd(ClientLab lab, String job, String waiting) {
        return Waiting.until("the job's end", () -> status(lab, job), status -> !status.equals(waiting));
    }

    private static void forget(ClientLab lab, String job) {
        var _ = lab.api().delete(JOBS + "/" + job).expect(204);
        assertThat(jobs(lab)).isEmpty();
        assertThat(lab.api().delete(JOBS + "/" + job).status()).isEqualTo(404);
    }

    /// @return the version that runs
    private static String awaitOffer(ClientLab lab, String word) {
        return Waiting.until(
                        "the upgrade to be " + word,
                        () -> lab.api().get(lab.gatewayPath()).expect(200),
                        shown -> shown.text("/p2c_vpn_gateway/upgrade_info").equals(word))
                .text("/p2c_vpn_gateway/version");
    }

    private static NetworkNamespace node(ClientLab lab) {
        return NodeRemoval.nodeOf(lab.cloud(), lab.eip());
    }

    private static String daemon(ClientLab lab) {
        var all = node(lab).pids("openvpn");
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static void refused(String code, String text, ApiAnswer answer) {
        assertThat(answer.expect(400).text("/error_code")).isEqualTo(code);
        assertThat(answer.text("/error_msg")).startsWith(text);
    }
}

package dev.causeway.scenarios.cases.otheraddress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.NodePort;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class OtherAddressTest {

    @Test
    void aNodeGetsAnotherAddressAndTheOtherNodeLosesNothing(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).monitored().open()) {
            Site site = lab.site();
            site.addNetwork(site.address(1, 1) + "/24");
            noteAskers(site);
            Device device = site.startDevice(getClass(), values(lab));
            List<String> connections = List.of(
                    lab.connect(1, Map.of("enable_health_check", true)),
                    lab.connect(2, Map.of("peer_subnets", List.of(site.network(1)))));
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));
            List<String> targets = List.of(site.hostAddress(), site.address(1, 1));
            targets.forEach(target -> awaitAnswer(lab, target));

            for (int node : new int[] {1, 2}) {
                String its = connections.get(node - 1);
                String others = connections.get(2 - node);
                String associations = lab.associations(others);
                Tenant.Eip old = lab.gateway().eips().get(node - 1);
                Tenant.Eip fresh = moveUnderTraffic(lab, folder, node, targets.get(2 - node));
                assertThat(lab.associations(others)).isEqualTo(associations);
                follows(lab, its, fresh);
                isSilentAndFree(lab, device, node, old);
                device.reconfigure(Template.beside(getClass(), "swanctl.conf"), values(lab));
                lab.tenant().awaitConnection(its, "ACTIVE");
                awaitAnswer(lab, targets.get(node - 1));
                Checks.hasOneSa(lab, its);
                if (node == 1) {
                    isMonitoredFrom(lab, its, fresh);
                }
            }
            targets.forEach(target -> awaitAnswer(lab, target));
        }
    }

    /// Lets the traffic of the other node pass meanwhile.
    private static Tenant.Eip moveUnderTraffic(Lab lab, Path folder, int node, String target) {
        var to = node == 1 ? lab.site().router() : lab.site().host();
        try (UdpStream stream = UdpStream.start(folder, "stream" + node, lab.workload(), to, target, 100);
                Pings pings =
                        Pings.start(folder.resolve("pings" + node), lab.workload(), target, Duration.ofMillis(20))) {
            Tenant.Eip fresh = lab.moveTo(node, 20);
            Waiting.pause(Duration.ofSeconds(2));
            Checks.hasLostNothing(stream);
            assertThat(pings.stop().lost()).isZero();
            return fresh;
        }
    }

    private static void follows(Lab lab, String connection, Tenant.Eip fresh) {
        ApiAnswer shown = lab.tenant().connection(connection).expect(200);
        assertThat(shown.text("/vpn_connection/vgw_ip")).isEqualTo(fresh.id());
        assertThat(shown.text("/vpn_connection/ikepolicy/local_id")).isEqualTo(fresh.address());
        assertThat(NodePort.of(lab.cloud(), fresh.address()).held()).isEqualTo(20);
    }

    private static void isMonitoredFrom(Lab lab, String connection, Tenant.Eip fresh) {
        String id = lab.tenant().connection(connection).text("/vpn_connection/connection_monitor_id");
        ApiAnswer monitor = lab.tenant()
                .api()
                .get("/v5/{project_id}/connection-monitors/" + id)
                .expect(200);
        assertThat(monitor.text("/connection_monitor/source_ip")).isEqualTo(fresh.address());
        assertThat(monitor.text("/connection_monitor/destination_ip"))
                .isEqualTo(lab.site().address());
        Waiting.until("echo requests from there", () -> hasAsked(lab.site(), fresh));
    }

    /// Has the site's router note who sends it echo requests.
    private static void noteAskers(Site site) {
        site.router().run("nft", """
                add table ip askers
                add set ip askers seen { type ipv4_addr; flags dynamic; }
                add chain ip askers in { type filter hook input priority 0; }
                add rule ip askers in icmp type echo-request add @seen { ip saddr }
                """);
    }

    private static boolean hasAsked(Site site, Tenant.Eip eip) {
        return site.router().run("nft", "list", "set", "ip", "askers", "seen").contains(eip.address());
    }

    /// The device, which still asks for it, gets no answer. Others may have the address as soon as it is deleted.
    private static void isSilentAndFree(Lab lab, Device device, int node, Tenant.Eip old) {
        int before = lab.espFromAddress(old.address());
        assertThat(device.initiate(node == 1 ? "first" : "second")).isFalse();
        assertThat(Pings.answered(lab.cloud().internet(), old.address(), 3)).isZero();
        assertThat(lab.espFromAddress(old.address())).isEqualTo(before);
        assertThat(lab.tenant().eipStatus(old)).isEqualTo("DOWN");
        lab.tenant().deleteEip(old);
    }

    private static void awaitAnswer(Lab lab, String target) {
        Waiting.until("an answer of " + target, () -> Pings.answered(lab.workload(), target, 1) == 1);
    }

    private static Map<String, String> values(Lab lab) {
        Map<String, String> values = lab.values();
        values.put("another", lab.site().network(1));
        return values;
    }
}

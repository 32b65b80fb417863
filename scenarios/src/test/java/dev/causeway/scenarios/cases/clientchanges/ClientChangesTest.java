package dev.causeway.scenarios.cases.clientchanges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientChangesTest {

    private static final int LARGE = 1372;

    @Test
    void onlyWhoIsConcernedComesBackAndNobodyTypesAgain(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            ServerInUse server = new ServerInUse(lab);
            String group = lab.group("developers");
            String policy = lab.policy("all", group, lab.vpcNetwork());
            String user = lab.user("alice", group);
            var _ = lab.user("bob_1", group);
            String file = lab.profile();
            StockClient alice = lab.connected("alice");
            StockClient bob = lab.connected("bob_1");
            var _ = lab.awaitConnections(2);
            passesWhole(lab, alice);

            endsNoConnection(server, group, policy, user);
            comesBackToTheSameDaemon(server, alice, bob);
            comesBackAlone(server, user, alice, bob);
            ReplacedDaemons others = new ReplacedDaemons(server, alice, bob);
            others.byCipher();
            others.byPort(file);
            others.byNetwork(user);
            others.byCertificate();
            others.byKindOfAuthentication();
        }
    }

    /// What was large before the line was narrow passes still, without another connection.
    private static void passesWhole(ClientLab lab, StockClient client) {
        client.narrow(1300);
        assertThat(Pings.answeredWhole(client.machine(), lab.allowed(), 10, LARGE))
                .as("over a line of 1300 bytes")
                .isEqualTo(10);
        assertThat(client.timesConnected()).isEqualTo(1);
    }

    private static void endsNoConnection(ServerInUse server, String group, String policy, String user) {
        ClientLab lab = server.lab();
        Set<String> before = server.connections(2);
        List<String> daemon = server.daemon();
        server.change(server.shown());
        server.change(lab.gatewayPath(), "p2c_vpn_gateway", Map.of("name", "renamed"));
        server.change(lab.below("/groups/" + group), "user_group", Map.of("name", "renamed"));
        server.change(lab.below("/users/" + user), "user", Map.of("description", "another"));
        server.change(
                lab.below("/access-policies/" + policy),
                "access_policy",
                Map.of("dest_ip_cidrs", List.of(lab.allowed() + "/32", lab.denied() + "/32")));
        lab.awaitServer("ACTIVE");
        Waiting.pause(Duration.ofSeconds(2));
        assertThat(server.connections(2)).isEqualTo(before);
        assertThat(server.daemon()).isEqualTo(daemon);
    }

    private static void comesBackToTheSameDaemon(ServerInUse server, StockClient... clients) {
        ClientLab lab = server.lab();
        List<String> daemon = server.daemon();
        server.returns("name servers", () -> server.change(Map.of("dns_servers", List.of(lab.denied()))), clients);
        server.returns(
                "local subnets",
                () -> server.change(Map.of("local_subnets", List.of(lab.vpcNetwork(), "172.31.7.0/24"))),
                clients);
        assertThat(clients[0].machine().ip("route")).contains("172.31.7.0/24");
        assertThat(server.daemon()).isEqualTo(daemon);
    }

    private static void comesBackAlone(ServerInUse server, String user, StockClient alice, StockClient bob) {
        ClientLab lab = server.lab();
        int others = bob.timesConnected();
        String wanted = lab.clientNetwork().replace(".0.0/16", ".7.9");
        server.returns(
                "static address",
                () -> server.change(lab.below("/users/" + user), "user", Map.of("static_ip", wanted)),
                alice);
        assertThat(alice.virtualAddress()).isEqualTo(wanted);
        assertThat(bob.timesConnected()).isEqualTo(others);
    }
}

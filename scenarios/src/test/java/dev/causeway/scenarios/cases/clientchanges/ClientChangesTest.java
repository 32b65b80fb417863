package dev.causeway.scenarios.cases.clientchanges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Case
class ClientChangesTest {

    private static final int LARGE = 1372;

    @Test
    void onlyWhoIsConcernedComesBackAndNobodyTypesAgain(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, Map.of())) {
            String group = lab.group("developers");
            String policy = lab.policy("all", group, lab.vpcNetwork());
            String user = lab.user("alice", group);
            var _ = lab.user("bob_1", group);
            String file = lab.profile();
            StockClient alice = lab.connected("alice");
            StockClient bob = lab.connected("bob_1");
            var _ = lab.awaitConnections(2);
            passesWhole(lab, alice);

            endsNoConnection(lab, group, policy, user);
            comesBackToTheSameDaemon(lab, alice, bob);
            comesBackAlone(lab, user, alice, bob);
            comesBackToAnotherDaemon(lab, file, alice, bob);
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

    private static void endsNoConnection(ClientLab lab, String group, String policy, String user) {
        Set<String> before = connections(lab);
        List<String> daemon = daemon(lab);
        JsonNode server = lab.api()
                .get(lab.gatewayPath() + "/vpn-servers")
                .expect(200)
                .body()
                .at("/vpn_servers/0");
        Map<String, Object> same = new LinkedHashMap<>();
        List.of(
                        "client_cidr",
                        "local_subnets",
                        "client_auth_type",
                        "tunnel_protocol",
                        "server_certificate",
                        "ssl_options",
                        "dns_servers")
                .forEach(name -> same.put(name, server.required(name)));
        put(lab, lab.below(""), "vpn_server", same);
        put(lab, lab.gatewayPath(), "p2c_vpn_gateway", Map.of("name", "renamed"));
        put(lab, lab.below("/groups/" + group), "user_group", Map.of("name", "renamed"));
        put(lab, lab.below("/users/" + user), "user", Map.of("description", "another"));
        put(
                lab,
                lab.below("/access-policies/" + policy),
                "access_policy",
                Map.of("dest_ip_cidrs", List.of(lab.allowed() + "/32", lab.denied() + "/32")));
        lab.awaitServer("ACTIVE");
        Waiting.pause(Duration.ofSeconds(2));
        assertThat(connections(lab)).isEqualTo(before);
        assertThat(daemon(lab)).isEqualTo(daemon);
    }

    private static void comesBackToTheSameDaemon(ClientLab lab, StockClient... clients) {
        List<String> daemon = daemon(lab);
        returns(lab, "name servers", () -> server(lab, Map.of("dns_servers", List.of(lab.denied()))), clients);
        returns(
                lab,
                "local subnets",
                () -> server(lab, Map.of("local_subnets", List.of(lab.vpcNetwork(), "172.31.7.0/24"))),
                clients);
        assertThat(clients[0].machine().ip("route")).contains("172.31.7.0/24");
        assertThat(daemon(lab)).isEqualTo(daemon);
    }

    private static void comesBackAlone(ClientLab lab, String user, StockClient alice, StockClient bob) {
        int others = bob.timesConnected();
        String wanted = lab.clientNetwork().replace(".0.0/16", ".7.9");
        returns(
                lab,
                "static address",
                () -> put(lab, lab.below("/users/" + user), "user", Map.of("static_ip", wanted)),
                alice);
        assertThat(alice.virtualAddress()).isEqualTo(wanted);
        assertThat(bob.timesConnected()).isEqualTo(others);
    }

    private static void comesBackToAnotherDaemon(ClientLab lab, String file, StockClient alice, StockClient bob) {
        List<String> first = daemon(lab);
        returns(
                lab,
                "cipher",
                () -> server(lab, Map.of("ssl_options", Map.of("encryption_algorithm", other(lab)))),
                alice,
                bob);
        List<String> second = daemon(lab);
        assertThat(second).hasSize(1).isNotEqualTo(first);
        assertThat(lab.profile()).isNotEqualTo(file);

        returns(
                lab,
                "port, there and back",
                () -> {
                    server(lab, Map.of("ssl_options", Map.of("port", 1194)));
                    lab.awaitServer("ACTIVE");
                    assertThat(lab.profile()).contains("1194");
                    bob.stop();
                    bob.start(lab.profile(), "bob_1", ClientLab.PASSWORD);
                    bob.awaitConnected(1);
                    server(lab, Map.of("ssl_options", Map.of("port", 443)));
                    lab.awaitServer("ACTIVE");
                },
                alice);
        bob.stop();
        bob.start(file, "bob_1", ClientLab.PASSWORD);
        bob.awaitConnected(1);
        Waiting.until("packets of a file from before", () -> reaches(bob, lab.allowed()));
    }

    private static String other(ClientLab lab) {
        String now = lab.api()
                .get(lab.gatewayPath() + "/vpn-servers")
                .expect(200)
                .text("/vpn_servers/0/ssl_options/encryption_algorithm");
        return now.equals("AES-128-GCM") ? "AES-256-GCM" : "AES-128-GCM";
    }

    /// After a change the clients connect once more, by themselves.
    private static void returns(ClientLab lab, String what, Runnable change, StockClient... clients) {
        List<Integer> before =
                List.of(clients).stream().map(StockClient::timesConnected).toList();
        long began = System.nanoTime();
        change.run();
        for (int i = 0; i < clients.length; i++) {
            StockClient client = clients[i];
            client.awaitConnected(before.get(i) + 1);
            Waiting.until("packets after " + what, () -> reaches(client, lab.allowed()));
        }
        System.out.printf("%s: all back %d ms after the call%n", what, (System.nanoTime() - began) / 1_000_000);
        lab.awaitServer("ACTIVE");
    }

    private static void server(ClientLab lab, Map<String, ?> members) {
        put(lab, lab.below(""), "vpn_server", members);
    }

    private static void put(ClientLab lab, String path, String object, Map<String, ?> members) {
        var _ = lab.api().put(path, Map.of(object, members)).expect(200);
    }

    private static Set<String> connections(ClientLab lab) {
        return lab.awaitConnections(2)
                .body()
                .required("connections")
                .valueStream()
                .map(one -> one.required("connection_id").stringValue())
                .collect(Collectors.toSet());
    }

    private static List<String> daemon(ClientLab lab) {
        return NodeRemoval.nodeOf(lab.cloud(), lab.eip()).pids("openvpn");
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 1) == 1;
    }
}

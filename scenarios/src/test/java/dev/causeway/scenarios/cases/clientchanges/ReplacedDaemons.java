package dev.causeway.scenarios.cases.clientchanges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.OpenSslCa;
import dev.causeway.scenarios.site.StockClient;
import java.util.List;
import java.util.Map;

/// Changes after which another daemon serves the clients.
final class ReplacedDaemons {

    private static final String CERTIFICATES = "/v3/scm/certificates";
    private static final int OTHER_PORT = 1194;
    private static final String HALTED = "Halt command was pushed by server";

    private final ServerInUse server;
    private final ClientLab lab;
    private final StockClient alice;
    private final StockClient bob;
    private final OpenSslCa own;

    ReplacedDaemons(ServerInUse server, StockClient alice, StockClient bob) {
        this.server = server;
        this.lab = server.lab();
        this.alice = alice;
        this.bob = bob;
        this.own = new OpenSslCa(lab.folder().resolve("own"));
    }

    void byCipher() {
        String file = lab.profile();
        String other = lab.vpn()
                        .shown()
                        .at("/ssl_options/encryption_algorithm")
                        .stringValue()
                        .equals("AES-128-GCM")
                ? "AES-256-GCM"
                : "AES-128-GCM";
        replaces(
                "cipher",
                () -> server.change(Map.of("ssl_options", Map.of("encryption_algorithm", other))),
                alice,
                bob);
        assertThat(lab.profile()).isNotEqualTo(file);
    }

    /// Something else holds the port for a while: until there is another daemon the server takes no change, but what
    /// it has already.
    ///
    /// @param file from before all changes
    void byPort(String file) {
        server.returns(
                "port, there and back",
                () -> {
                    whileTaken(OTHER_PORT, () -> {
                        server.change(Map.of("ssl_options", Map.of("port", OTHER_PORT)));
                        refused("VPN.1114", lab.vpn().tryChange(Map.of("dns_servers", List.of())));
                        server.change(server.shown());
                    });
                    lab.awaitServer("ACTIVE");
                    assertThat(lab.profile()).contains(" " + OTHER_PORT);
                    server.startsAnew(bob, "bob_1");
                    server.change(Map.of("ssl_options", Map.of("port", 443)));
                    lab.awaitServer("ACTIVE");
                },
                alice);
        bob.stop();
        bob.start(file, "bob_1", ClientLab.PASSWORD);
        bob.awaitConnected(1);
        server.awaitPackets("a file from before", bob);
    }

    private void whileTaken(int port, Runnable work) {
        List<String> words = List.of("iperf3", "-s", "-4", "-p", Integer.toString(port), "--forceflush");
        try (Background other = server.node().start(lab.folder().resolve("other"), words)) {
            other.awaitReady("the port to be taken", () -> other.output().contains("listening"));
            work.run();
        }
    }

    /// The daemon hangs, which keeps no other from its place.
    ///
    /// @param user who has an address of the old network
    void byNetwork(String user) {
        Map<String, String> other = Map.of("client_cidr", "172.29.0.0/22");
        refused("VPN.0001", lab.vpn().tryChange(other));
        server.change(lab.below("/users/" + user), "user", Map.of("static_ip", "disable"));
        replaces(
                "client network",
                () -> {
                    Program.run("kill", "-STOP", server.daemon().getFirst());
                    server.change(other);
                },
                alice,
                bob);
        assertThat(List.of(alice, bob))
                .allSatisfy(client -> assertThat(client.virtualAddress()).startsWith("172.29."));
    }

    /// A file knows the root alone: it fits another certificate of that, and none of another.
    void byCertificate() {
        String first = imported("gateway-1");
        server.change(Map.of("server_certificate", Map.of("id", first)));
        alice.awaitSaid("certificate verify failed");
        lab.awaitServer("ACTIVE");
        server.startsAnew(alice, "alice");
        server.startsAnew(bob, "bob_1");

        String second = imported("gateway-2");
        replaces("certificate", () -> server.change(Map.of("server_certificate", Map.of("id", second))), alice, bob);
        List.of(first, second)
                .forEach(id -> lab.api().delete(CERTIFICATES + "/" + id).expect(204));
        assertThat(lab.vpn().shown().at("/server_certificate/id").stringValue()).isEmpty();
        nothingHappens(() -> {
            server.change(server.shown());
            server.change(Map.of("server_certificate", Map.of("id", second)));
        });
    }

    private String imported(String name) {
        OpenSslCa.Issued issued = own.server(name);
        return lab.api()
                .post(
                        CERTIFICATES + "/import",
                        Map.of(
                                "name",
                                name,
                                "certificate",
                                issued.certificate(),
                                "certificate_chain",
                                own.certificate(),
                                "private_key",
                                issued.key()))
                .expect(200)
                .text("/certificate_id");
    }

    /// No session outlives it: who has had a password shows a certificate, and the other way round.
    void byKindOfAuthentication() {
        String passwordFile = lab.profile();
        withoutUsers();
        becomes("CERT");
        String authority = lab.vpn().authority("people", own.certificate());
        alice.start(passwordFile, "alice", ClientLab.PASSWORD);
        isRefused(alice);
        String certificateFile = own.client("alice").fill(lab.profile());
        alice.start(certificateFile);
        alice.awaitConnected(1);
        server.awaitPackets("certificates", alice);

        refused("VPN.1125", lab.vpn().tryChange(Map.of("client_auth_type", "LOCAL_PASSWORD")));
        delete("/client-ca-certificates", authority);
        becomes("LOCAL_PASSWORD");
        alice.start(certificateFile);
        isRefused(alice);
        var _ = lab.user("alice", lab.group("developers", lab.vpcNetwork()));
        server.startsAnew(alice, "alice");
    }

    /// Whoever was connected has lost the right to be by now.
    private void becomes(String kind) {
        assertThat(alice.awaitEnd()).contains(HALTED);
        List<String> before = server.daemon();
        server.change(Map.of("client_auth_type", kind));
        lab.awaitServer("ACTIVE");
        assertThat(server.daemon()).hasSize(1).isNotEqualTo(before);
    }

    private static void isRefused(StockClient client) {
        client.awaitSaid("Connection reset");
        assertThat(client.connected()).isFalse();
        client.stop();
    }

    /// In the order in which they can go.
    private void withoutUsers() {
        deleteAll("/access-policies", "access_policies");
        deleteAll("/users", "users");
        lab.api()
                .get(lab.below("/groups"))
                .expect(200)
                .body()
                .required("user_groups")
                .valueStream()
                .filter(group -> group.required("type").stringValue().equals("Custom"))
                .forEach(group -> delete("/groups", group.required("id").stringValue()));
    }

    private void deleteAll(String path, String members) {
        lab.api()
                .get(lab.below(path))
                .expect(200)
                .body()
                .required(members)
                .valueStream()
                .forEach(one -> delete(path, one.required("id").stringValue()));
    }

    private void delete(String path, String id) {
        var _ = lab.api().delete(lab.below(path + "/" + id)).expect(204);
    }

    private void replaces(String what, Runnable change, StockClient... clients) {
        List<String> before = server.daemon();
        server.returns(what, change, clients);
        assertThat(server.daemon()).as(what).hasSize(1).isNotEqualTo(before);
    }

    private void nothingHappens(Runnable change) {
        var connections = server.connections(2);
        List<String> daemon = server.daemon();
        change.run();
        assertThat(lab.vpn().shown().required("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(server.connections(2)).isEqualTo(connections);
        assertThat(server.daemon()).isEqualTo(daemon);
    }

    private static void refused(String code, ApiAnswer answer) {
        assertThat(answer.expect(400).text("/error_code")).isEqualTo(code);
    }
}

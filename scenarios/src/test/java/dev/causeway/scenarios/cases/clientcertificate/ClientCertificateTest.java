package dev.causeway.scenarios.cases.clientcertificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.OpenSslCa;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientCertificateTest {

    private static final String HALTED = "Halt command was pushed by server";

    @Test
    void whoHasACertificateIsInUntilItOrItsAuthorityIsTakenAway(Service service, @TempDir Path folder) {
        OpenSslCa own = new OpenSslCa(folder.resolve("own"));
        Map<String, ?> settings = Map.of(
                "client_auth_type",
                "CERT",
                "client_ca_certificates",
                List.of(Map.of("name", "people", "content", own.certificate())));
        try (ClientLab lab = ClientLab.open(service.cloud(), folder, settings)) {
            String file = own.client("alice").fill(lab.profile());
            StockClient alice = connected(lab, file);
            StockClient bob = connected(lab, own.client("bob").fill(lab.profile()));
            StockClient stranger = lab.client();
            try (var _ = stranger.start(
                    new OpenSslCa(folder.resolve("other")).client("alice").fill(lab.profile()))) {
                stranger.awaitSaid("Connection reset");
                assertThat(stranger.connected()).as("somebody else's alice").isFalse();
            }

            revoke(lab, own.revoke("alice"));
            long began = System.nanoTime();
            assertThat(alice.awaitEnd()).contains(HALTED);
            System.out.printf("revoked, and out %d ms later at most%n", (System.nanoTime() - began) / 1_000_000);
            alice.start(file);
            assertThat(alice.awaitEnd()).contains("AUTH_FAILED,the certificate is revoked");
            assertThat(bob.timesConnected()).isEqualTo(1);
            assertThat(reaches(bob, lab.allowed())).isTrue();

            deleteAuthority(lab);
            assertThat(bob.awaitEnd()).contains(HALTED);
            var _ = lab.awaitConnections(0);
        }
    }

    /// Reaches all local subnets.
    private static StockClient connected(ClientLab lab, String file) {
        StockClient client = lab.client();
        client.start(file);
        client.awaitConnected(1);
        Waiting.until("packets to pass", () -> reaches(client, lab.allowed()) && reaches(client, lab.denied()));
        return client;
    }

    private static void revoke(ClientLab lab, String list) {
        var _ = lab.api()
                .post(lab.below("/client-crls"), Map.of("client_crl", Map.of("name", "left", "content", list)))
                .expect(201);
    }

    private static void deleteAuthority(ClientLab lab) {
        String authority = lab.api()
                .get(lab.gatewayPath() + "/vpn-servers")
                .expect(200)
                .text("/vpn_servers/0/client_ca_certificates/0/id");
        var _ = lab.api()
                .delete(lab.below("/client-ca-certificates/" + authority))
                .expect(204);
    }

    private static boolean reaches(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 1) == 1;
    }
}

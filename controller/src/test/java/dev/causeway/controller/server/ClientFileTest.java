package dev.causeway.controller.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.DataCipher;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientFileTest {

    private static String file(DataCipher cipher, ClientAuthType auth) {
        var spec = new ServerSpec(
                ClientCidr.parse("10.250.0.0/16"),
                List.of(Prefix.parse("192.168.0.0/24")),
                List.of(),
                1194,
                cipher,
                true,
                auth);
        var certificate = new ServerCertificateCopy(
                ServerCertificateCopy.Source.CCM, "scs1", "name", List.of("the server's\n", "the root's\n"));
        var server = new VpnServer(
                ServerId.random(),
                new ProjectId("0123456789abcdef0123456789abcdef"),
                GatewayId.random(),
                NodeId.random(),
                spec,
                certificate,
                VpnServer.History.beginning(Instant.EPOCH));
        return ClientFile.of(server, Ipv4.parse("203.0.113.9"));
    }

    /// Nothing of this may be missing, and OpenVPN Connect stops at anything that it does not know.
    @Test
    void holdsWhatAClientNeedsAndNothingElse() {
        assertThat(file(DataCipher.AES_128_GCM, ClientAuthType.LOCAL_PASSWORD)).isEqualTo("""
                client
                dev tun
                proto tcp
                remote 203.0.113.9 1194
                resolv-retry infinite
                nobind
                persist-key
                persist-tun
                remote-cert-tls server
                cipher AES-128-GCM
                data-ciphers AES-128-GCM:AES-256-GCM
                auth SHA256
                verb 3
                auth-user-pass
                reneg-sec 0
                # OpenVPN before 2.6 does not know the next but one.
                ignore-unknown-option disable-dco
                disable-dco
                <ca>
                the root's
                </ca>
                """);
    }

    /// A file from before a change of the server's cipher goes on to work.
    @Test
    void takesBothCiphersTheServersFirst() {
        assertThat(file(DataCipher.AES_256_GCM, ClientAuthType.LOCAL_PASSWORD))
                .contains("cipher AES-256-GCM\n", "data-ciphers AES-256-GCM:AES-128-GCM\n", "auth SHA384\n");
    }

    @Test
    void hasAPlaceForTheClientsCertificate() {
        assertThat(file(DataCipher.AES_128_GCM, ClientAuthType.CERT))
                .doesNotContain("auth-user-pass")
                .contains("#<cert>\n", "#</cert>\n", "#<key>\n", "#</key>\n");
    }
}

package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.DataCipher;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ServerId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonTextTest {

    private static final ServerConfig SERVER =
            VpnExamples.server(ServerId.parse("11111111-2222-4333-8444-555555555555"), ServerConfig.Showing.PASSWORD);

    private static String text(ServerConfig server) {
        return DaemonText.of(server, Path.of("/run/x/socket/m"), Path.of("/run/x/ca"));
    }

    private static ServerConfig with(DataCipher cipher, ServerConfig.Showing showing, String certificate, String key) {
        return new ServerConfig(
                SERVER.server(),
                SERVER.generation(),
                SERVER.clientCidr(),
                SERVER.localSubnets(),
                SERVER.dnsServers(),
                SERVER.port(),
                cipher,
                List.of(certificate, VpnExamples.pem("server-ca.pem")),
                new PrivateKeyPem(key),
                showing,
                SERVER.start());
    }

    /// A later agent that computes another one would replace every daemon.
    @Test
    void whatADaemonIsKnownByStaysTheSame() {
        assertThat(DaemonText.fingerprint(SERVER)).isEqualTo("aac5de5b0ff29a0a137e80acfa4241df");
    }

    @Test
    void onlyWhatADaemonCannotChangeIsPartOfThat() {
        assertThat(DaemonText.fingerprint(VpnExamples.reaching(SERVER, Prefix.parse("10.9.0.0/16"))))
                .isEqualTo(DaemonText.fingerprint(SERVER));
        assertThat(DaemonText.fingerprint(VpnExamples.started(SERVER, 2))).isNotEqualTo(DaemonText.fingerprint(SERVER));
        assertThat(DaemonText.fingerprint(VpnExamples.serving(SERVER, Prefix.parse("10.9.0.0/16"))))
                .isNotEqualTo(DaemonText.fingerprint(SERVER));
    }

    /// Networks that are named in another order end nobody's connection.
    @Test
    void whatIsPushedDoesNotDependOnTheOrderOfNetworks() {
        Prefix one = Prefix.parse("10.9.0.0/16");
        Prefix other = Prefix.parse("10.8.0.0/16");
        assertThat(DaemonText.pushed(VpnExamples.reaching(SERVER, one, other)))
                .isEqualTo(DaemonText.pushed(VpnExamples.reaching(SERVER, other, one)))
                .isNotEqualTo(DaemonText.pushed(VpnExamples.reaching(SERVER, one)));
    }

    @Test
    void bothCiphersAreAcceptedThePreferredOneFirst() {
        assertThat(text(SERVER)).contains("data-ciphers AES-128-GCM:AES-256-GCM\n");
        assertThat(text(with(
                        DataCipher.AES_256_GCM,
                        ServerConfig.Showing.CERTIFICATE,
                        VpnExamples.pem("server.pem"),
                        VpnExamples.pem("server.key"))))
                .contains("data-ciphers AES-256-GCM:AES-128-GCM\n")
                .contains("capath /run/x/ca\n")
                .doesNotContain("<ca>");
    }

    @Test
    void nothingOfATextComesInButWhatWasUnderstood() {
        String odd = "script-security 3\n" + VpnExamples.pem("server.pem") + "up /bin/sh\n";
        String key = VpnExamples.pem("server.key");
        assertThat(text(with(DataCipher.AES_128_GCM, ServerConfig.Showing.PASSWORD, odd, key)))
                .isEqualTo(text(SERVER));
        assertThatThrownBy(() -> text(with(DataCipher.AES_128_GCM, ServerConfig.Showing.PASSWORD, "up x", key)))
                .hasMessage("a certificate cannot be read");
        assertThatThrownBy(() -> text(with(DataCipher.AES_128_GCM, ServerConfig.Showing.PASSWORD, odd, "c2VjcmV0")))
                .hasMessage("the server's key cannot be read")
                .hasNoCause();
    }
}

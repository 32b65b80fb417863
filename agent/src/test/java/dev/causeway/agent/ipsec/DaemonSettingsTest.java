package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.HostNames;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.IkeSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DaemonSettingsTest {

    private static final Path LOG = Path.of("/run/causeway-0a1f/t-01234567/log");
    private static final Path SOCKET = Path.of("/run/causeway-0a1f/t-01234567/vici.sock");

    @Test
    void opensslStandsBeforeTheDaemonsOwnCiphers() {
        assertThat(plugins().indexOf("openssl")).isNotNegative();
        for (String own : List.of("aes", "md5", "sha1", "sha2", "hmac", "gcm")) {
            assertThat(plugins().indexOf(own)).as(own).isGreaterThan(plugins().indexOf("openssl"));
        }
    }

    /// It would run a shell with what the peer sends.
    @Test
    void noScriptRunsWhenATunnelComesUp() {
        assertThat(plugins()).doesNotContain("updown");
        assertThat(text(Examples.IKE)).contains("load_modular = no").doesNotContain("updown");
    }

    @Test
    void thePeerIsGivenUpWhenTheTimeoutIsOver() {
        for (int seconds : List.of(2, 7, 15, 20, 60)) {
            TunnelConfig tunnel =
                    Examples.with(Examples.staticTunnel(), new Dpd(10, seconds, DpdMessage.SEQ_HASH_NOTIFY));
            String text = text(tunnel.ike());
            double interval = Double.parseDouble(value(text, "retransmit_timeout"));
            int tries = Integer.parseInt(value(text, "retransmit_tries"));
            assertThat(value(text, "retransmit_base")).isEqualTo("1.0");
            assertThat(Math.abs(interval * (tries + 1) - seconds))
                    .as(seconds + " s")
                    .isLessThan(0.02);
        }
    }

    @Test
    void thePathOfTheSocketFits() {
        var names = new HostNames("0a1f");
        Path socket = names.runtimeFolder(Examples.staticTunnel().connection()).resolve("daemon/socket/vici.sock");
        assertThat(socket.toString().length()).isLessThanOrEqualTo(107);
    }

    private static List<String> plugins() {
        return Arrays.asList(value(text(Examples.IKE), "load").split(" "));
    }

    private static String text(IkeSettings ike) {
        return DaemonSettings.text(Examples.ESP, ike, SOCKET, LOG);
    }

    private static String value(String text, String key) {
        return Pattern.compile("(?m)^ *" + key + " = (.*)$")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}

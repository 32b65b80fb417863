package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.ConnectionConfig.ChildConfig;
import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Phase1Mode;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The words by which agents know the daemons that run, and their security associations. Another word in a
/// version would replace them, and what is on its way would be lost.
class EarlierWordsTest {

    @Test
    void aDaemonsSettingsAreTheSame() {
        assertThat(DaemonSettings.text(
                        Examples.ESP,
                        Examples.IKE,
                        Path.of("/run/x/socket/vici.sock"),
                        Path.of("/run/x/log/charon-1.log")))
                .isEqualTo("""
                charon {
                  load_modular = no
                  threads = 12
                  load = random nonce openssl aesni aes md5 sha1 sha2 hmac gcm kdf \
                kernel-libipsec kernel-netlink socket-default vici
                  retransmit_timeout = 3.000
                  retransmit_base = 1.0
                  retransmit_tries = 4
                  install_virtual_ip = no
                  keep_alive = 20s
                  i_dont_care_about_security_and_use_aggressive_mode_psk = no
                  plugins {
                    vici { socket = unix:///run/x/socket/vici.sock }
                    # no exclude route for the peer
                    kernel-libipsec { allow_peer_ts = yes }
                    # a mark that no packet carries, so that the routes of policies are never used
                    kernel-netlink { fwmark = 0xdead }
                  }
                  filelog {
                    f {
                      path = /run/x/log/charon-1.log
                      append = yes
                      flush_line = yes
                      ike_name = yes
                      time_format = %s
                      time_add_ms = yes
                      default = 0
                      cfg = 1
                      chd = 1
                      enc = 1
                      ike = 1
                      job = 1
                      net = 1
                    }
                  }
                }
                """);
    }

    @Test
    void aWorkerIsKnownByTheSame() {
        assertThat(Workers.shape(Examples.staticTunnel(), Examples.ESP))
                .isEqualTo("203.0.113.10 by 203.0.113.1 to 198.51.100.2, 169.254.70.1/30");
    }

    @Test
    void aConnectionIsKnownByTheSameNames() {
        assertThat(names(Examples.staticTunnel()))
                .containsExactly("vpn-9e9373-92881f-043cbc", "net-025d4a-a8e7fc", "net-c0c774dd81e3bbe4-a8e7fc");
        assertThat(names(Examples.policyTunnel()))
                .containsExactly(
                        "vpn-23be40-92881f-043cbc",
                        "net-1449da-a8e7fc",
                        "net-e9865f-a8e7fc",
                        "net-094ae8-a8e7fc",
                        "net-e92b6ac9e55be711-a8e7fc",
                        "net-72f74c2dc1621bb7-a8e7fc");
        assertThat(names(Examples.bgpTunnel())).containsExactly("vpn-e2794a-92881f-043cbc", "net-025d4a-a8e7fc");
        assertThat(names(Examples.withVersion(Examples.staticTunnel(), IkeVersion.V1, Phase1Mode.AGGRESSIVE)))
                .first()
                .isEqualTo("vpn-afb94b-92881f-043cbc");
    }

    private static List<String> names(TunnelConfig tunnel) {
        ConnectionConfig config = Examples.config(tunnel);
        var names = new ArrayList<>(List.of(config.name()));
        config.children().stream().map(ChildConfig::name).forEach(names::add);
        return names;
    }

    @Test
    void aDaemonIsToldTheSame() throws NoSuchAlgorithmException {
        assertThat(digest(Examples.config(Examples.staticTunnel()).settings()))
                .isEqualTo("a9f9d840c6ff40cee42b91b0d7601222d2edf0bc38657482dae0cef89b243350");
        assertThat(digest(Examples.config(Examples.policyTunnel()).settings()))
                .isEqualTo("16d837480f834cea55ea56f181ff2864855936b90082b20ec212369ba573658c");
    }

    private static String digest(Section settings) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(settings.encoded()));
    }
}

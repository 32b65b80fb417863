package dev.causeway.agent.ipsec;

import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Phase1Mode;
import java.nio.file.Path;
import java.util.Locale;

/// The daemon's own settings file. It holds numbers and paths of ours only; all that a tenant can write goes to the
/// daemon as values over its control socket.
final class DaemonSettings {

    /// OpenSSL stands before the daemon's own ciphers, which are several times slower.
    private static final String CIPHERS = "random nonce openssl aesni aes md5 sha1 sha2 hmac gcm kdf";

    private static final String SPEECH = "socket-default vici";

    private DaemonSettings() {}

    /// Nine threads are always busy: the daemon waits in them for packets, timers and commands. The others
    /// negotiate, and each command that waits for an outcome holds one of them meanwhile. With nine all stands
    /// still; one more is enough, and three leave room for an operator's commands.
    ///
    /// Key material is logged at level 4 only, so no level here is above 1; the level of packets is 0, since a peer
    /// could fill the disk with them.
    static String text(Esp esp, IkeSettings ike, Path socket, Path log) {
        Retransmission retransmission = Retransmission.within(ike.dpd().timeoutSeconds());
        boolean aggressive = ike.version() == IkeVersion.V1 && ike.phase1Mode() == Phase1Mode.AGGRESSIVE;
        return """
            charon {
              load_modular = no
              threads = 12
              load = %s
              retransmit_timeout = %s
              retransmit_base = 1.0
              retransmit_tries = %d
              install_virtual_ip = no
              keep_alive = 20s
              i_dont_care_about_security_and_use_aggressive_mode_psk = %s
              plugins {
                vici { socket = unix://%s }
            %s  }
              filelog {
                f {
                  path = %s
                  append = yes
                  flush_line = yes
                  ike_name = yes
                  time_format = %%s
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
            """.formatted(
                String.join(" ", CIPHERS, esp.plugins(), SPEECH),
                String.format(Locale.ROOT, "%.3f", retransmission.interval().toMillis() / 1000.0),
                retransmission.tries(),
                aggressive ? "yes" : "no",
                socket,
                esp.pluginSettings().indent(4),
                log);
    }
}

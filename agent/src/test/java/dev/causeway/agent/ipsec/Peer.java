package dev.causeway.agent.ipsec;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A customer's device: strongSwan with a hand-written configuration, in a namespace with the network behind it.
final class Peer implements AutoCloseable {

    private static final String START = """
            cd "$1"; mount -t tmpfs tmpfs /run; exec /usr/lib/ipsec/charon
            """;

    private final RealHost host;
    private final Namespace namespace;
    private final Path folder;
    private Optional<ProcessHandle> daemon = Optional.empty();

    /// Starts the device's daemon without any connection.
    Peer(RealHost host, Namespace namespace) {
        this.host = host;
        this.namespace = namespace;
        try {
            this.folder = Files.createTempDirectory("peer");
            Files.writeString(folder.resolve("strongswan.conf"), settings(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String settings(Path folder) {
        return """
            charon {
              load_modular = no
              load = random nonce openssl aes md5 sha1 sha2 hmac gcm kdf kernel-libipsec kernel-netlink socket-default vici
              retransmit_tries = 3
              retransmit_timeout = 1.0
              retransmit_base = 1.5
              i_dont_care_about_security_and_use_aggressive_mode_psk = yes
              plugins {
                vici { socket = unix://%1$s/vici.sock }
                kernel-libipsec { allow_peer_ts = yes }
                kernel-netlink { fwmark = 0xdead }
              }
              filelog { f { path = %1$s/charon.log
                  default = 1
                  flush_line = yes } }
            }
            """.formatted(folder);
    }

    void start() {
        delete(folder.resolve("vici.sock"));
        daemon = Optional.of(host.commands()
                .start(
                        Command.of(
                                "ip", "netns", "exec", namespace.name(), "sh", "-c", START, "peer", folder.toString()),
                        Map.of(
                                "STRONGSWAN_CONF",
                                folder.resolve("strongswan.conf").toString()),
                        folder.resolve("out")));
        // It answers only when it has made its interface too.
        TestNetwork.await()
                .ignoreExceptionsInstanceOf(CommandFailed.class)
                .until(() -> !control("--stats").isEmpty());
        host.namespaces()
                .batch(
                        namespace,
                        List.of("link set ipsec0 mtu 1400 up", "route replace 192.168.0.0/24 dev ipsec0 src 10.1.0.1"));
    }

    void load(String configuration) {
        try {
            Files.writeString(folder.resolve("swanctl.conf"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        control(
                "--load-all",
                "--clear",
                "--file",
                folder.resolve("swanctl.conf").toString());
    }

    /// Begins to negotiate, waits a little, and drops all that has come of it.
    void beginAnew(Duration patience) {
        String uri = "--uri unix://" + folder.resolve("vici.sock");
        String wait = Double.toString(patience.toMillis() / 1000.0);
        String script = "timeout " + wait + " swanctl --initiate --child net " + uri
                + "; swanctl --terminate --ike c --force --timeout 1 " + uri + "; true";
        host.commands().run(Command.of("sh", "-c", script));
    }

    String control(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "swanctl";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--uri";
        all[all.length - 1] = "unix://" + folder.resolve("vici.sock");
        return host.commands().run(Command.of(all));
    }

    String log() {
        try {
            return Files.readString(folder.resolve("charon.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        daemon.ifPresent(process -> {
            process.destroyForcibly();
            while (process.isAlive()) {
                pause(Duration.ofMillis(5));
            }
        });
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        for (String name : new String[] {"strongswan.conf", "swanctl.conf", "charon.log", "out", "vici.sock"}) {
            delete(folder.resolve(name));
        }
        delete(folder);
    }
}

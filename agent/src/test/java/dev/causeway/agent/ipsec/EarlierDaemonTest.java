package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A daemon that an agent started which did not enclose daemons yet: it sees the host's files, its own lie beside the
/// agent's, and its log is among them.
class EarlierDaemonTest extends InLab {

    private static final String STARTER = """
            echo $$ > "$1/pid"
            cd "$1"
            for i in all default wan0; do echo 0 > /proc/sys/net/ipv4/conf/$i/rp_filter; done
            nft -f rules
            ip -batch links
            mount -t tmpfs -o mode=755 tmpfs /run
            mkdir -p "$1"
            mount -c --bind /proc/self/cwd "$1"
            exec /usr/lib/ipsec/charon
            """;

    @Test
    void isAdoptedAsItIs() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        WorkerFolder folder = lab.folder(tunnel);
        start(lab.here(tunnel), folder);
        long process = daemon(tunnel).pid();
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
        assertThat(daemon(tunnel).pid()).isEqualTo(process);
        assertThat(lab.log()).contains("established");
        assertThat(folder.log().files()).allMatch(file -> file.startsWith(folder.path()));

        String before = lab.log();
        daemon(tunnel).destroyForcibly();
        lab.await(report -> report.state() == State.DOWN);
        lab.awaitUp();
        assertThat(lab.log()).as("the log goes on").startsWith(before);
        assertThat(folder.log().files()).hasSize(1).allMatch(file -> file.startsWith(folder.logs()));
    }

    private void start(TunnelConfig tunnel, WorkerFolder folder) {
        Namespace worker = host.names().worker(tunnel.connection());
        var network = new WorkerNetwork(host.commands(), lab.node, worker, tunnel.slot());
        folder.begin(tunnel.trace());
        network.connect();
        AtomicFile.write(folder.links(), WorkerNetwork.links(tunnel));
        AtomicFile.write(folder.rules(), WorkerNetwork.rules(tunnel, Examples.ESP));
        Path log = folder.path().resolve("charon-1000000.log");
        Path settings = folder.path().resolve("strongswan.conf");
        AtomicFile.write(settings, DaemonSettings.text(Examples.ESP, tunnel.ike(), folder.socket(), log));
        host.commands()
                .start(
                        Command.of(
                                "ip",
                                "netns",
                                "exec",
                                worker.name(),
                                "sh",
                                "-c",
                                STARTER,
                                "charon",
                                folder.path().toString()),
                        Map.of("STRONGSWAN_CONF", settings.toString()),
                        folder.output());
        TestNetwork.await().until(() -> Files.exists(folder.socket()));
        TestNetwork.await()
                .ignoreExceptions()
                .until(() -> lab.daemon(tunnel, "--stats").contains("uptime"));
        network.admit(tunnel, Examples.ESP);
        folder.complete(daemon(tunnel).pid(), Workers.shape(tunnel, Examples.ESP));
    }
}

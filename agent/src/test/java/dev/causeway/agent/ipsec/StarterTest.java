package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is left to a daemon, in the words of the kernel.
class StarterTest extends InLab {

    private static final String ONLY_NET_ADMIN = "0000000000001000";
    private static final String AND_NET_BIND_SERVICE = "0000000000001400";

    @Test
    void aDaemonIsAUserOfItsOwnWithTheCapabilitiesItNeeds() throws IOException {
        TunnelConfig one = Examples.inSlot(1);
        TunnelConfig two = Examples.inSlot(2);
        lab.apply(one, two);
        Map<String, String> status = status(one);
        assertThat(status)
                .containsEntry("CapEff", ONLY_NET_ADMIN)
                .containsEntry("CapPrm", ONLY_NET_ADMIN)
                .containsEntry("CapBnd", AND_NET_BIND_SERVICE)
                .containsEntry("NoNewPrivs", "1")
                .containsEntry("Groups", "");
        List<String> users = List.of(status.get("Uid").split("\\s+", -1));
        assertThat(users).hasSize(4).containsOnly(users.getFirst());
        assertThat(Long.parseLong(users.getFirst())).isBetween(0x7000_0000L, 0x77ff_ffffL);
        assertThat(status(two).get("Uid")).isNotEqualTo(status.get("Uid"));
    }

    @Test
    void aDaemonSeesNothingOfTheHostAndOfOthers() throws IOException {
        TunnelConfig one = Examples.inSlot(1);
        TunnelConfig two = Examples.inSlot(2);
        lab.apply(one, two);
        Path root = Path.of("/proc", Long.toString(daemon(one).pid()), "root");
        assertThat(names(root))
                .containsExactlyInAnyOrder("bin", "dev", "lib", "lib64", "old", "proc", "run", "usr", "var");
        assertThat(names(root.resolve("proc"))).isEmpty();
        assertThat(names(root.resolve("old"))).isEmpty();
        assertThat(names(root.resolve("bin"))).containsExactlyInAnyOrder("setpriv", "umount");
        assertThat(names(root.resolve("usr"))).containsExactlyInAnyOrder("lib", "lib64");
        assertThat(names(root.resolve("run/causeway-" + host.names().instance())))
                .containsExactly(lab.folder(one).path().getFileName().toString());
        assertThat(Files.readString(Path.of("/proc", Long.toString(daemon(one).pid()), "mounts")))
                .doesNotContain("netns")
                .satisfies(mounts -> assertThat(mounts.lines().count()).isLessThan(12));
    }

    /// The agent reads the rest as root, and believes it.
    @Test
    void aDaemonWritesItsLogAndItsSocketAlone() throws IOException {
        TunnelConfig tunnel = Examples.inSlot(1);
        lab.apply(tunnel);
        Path root = Path.of("/proc", Long.toString(daemon(tunnel).pid()), "root");
        Path inside = root.resolve(lab.folder(tunnel).path().toString().substring(1));
        Object user = Files.getAttribute(inside.resolve("socket/vici.sock"), "unix:uid");
        try (Stream<Path> files = Files.walk(inside)) {
            assertThat(files.filter(file -> isWritable(file, user))
                            .map(file -> inside.relativize(file).toString()))
                    .hasSize(2)
                    .contains("socket/vici.sock")
                    .anyMatch(file -> file.matches("log/charon-\\d+\\.log"));
        }
    }

    private static boolean isWritable(Path file, Object user) {
        try {
            Object owner = Files.getAttribute(file, "unix:uid");
            return owner.equals(user) || Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nobody may be there to begin another file.
    @Test
    void aDaemonWhoseLogIsFullGoesOn() throws IOException {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        long process = daemon(tunnel).pid();
        lab.tunnels().close();
        Path log = lab.folder(tunnel).log().files().getLast();
        long most = lab.folder(tunnel).budget().mostOfOneFile();
        Files.writeString(log, "x".repeat((int) most) + "\n", StandardOpenOption.APPEND);
        long full = Files.size(log);
        lab.terminate(tunnel);
        assertThat(Files.size(log)).isEqualTo(full);
        lab.restartAgent(tunnel);
        lab.awaitUp();
        assertThat(daemon(tunnel).pid()).isEqualTo(process);
        assertThat(lab.log()).contains("established");
    }

    @Test
    void aDaemonThatCanHaveNoLogStartsWithout() throws IOException {
        Files.writeString(host.logs(), "in the way of all logs");
        up(Examples.staticTunnel());
        assertThat(lab.lostBothWays()).isZero();
        assertThat(lab.log()).isEmpty();
    }

    /// Its next file cannot be made.
    @Test
    void aDaemonWhoseLogIsFullOnAFullDiskStaysWithIt() throws IOException {
        Files.createDirectories(host.logs());
        // Three are for the folder of all logs, the daemon's, and its first file.
        host.commands()
                .run(
                        "mount",
                        "-n",
                        "-t",
                        "tmpfs",
                        "-o",
                        "nr_inodes=3,size=32m",
                        "tmpfs",
                        host.logs().toString());
        try {
            TunnelConfig tunnel = up(Examples.staticTunnel());
            WorkerFolder folder = lab.folder(tunnel);
            Path log = folder.log().files().getLast();
            Files.writeString(log, "x".repeat((int) folder.budget().fileLength()) + "\n", StandardOpenOption.APPEND);
            TestNetwork.await().until(() -> !lab.tunnels().concerns().isEmpty());
            assertThat(lab.tunnels().concerns()).singleElement().asString().contains("it cannot be made");
            byte[] settings = settings(folder);
            lab.terminate(tunnel);
            lab.await(report -> report.state() == State.DOWN);
            lab.awaitUp();
            assertThat(settings(folder)).isEqualTo(settings);
            assertThat(folder.log().files()).containsExactly(log);

            host.commands()
                    .run(
                            "mount",
                            "-n",
                            "-o",
                            "remount,nr_inodes=10",
                            host.logs().toString());
            TestNetwork.await().until(() -> folder.log().files().size() == 2);
            assertThat(lab.tunnels().concerns()).isEmpty();
            lab.terminate(tunnel);
            TestNetwork.await().until(() -> Files.size(folder.log().files().getLast()) > 0);
            lab.tunnels().removeAll();
        } finally {
            host.commands().run("umount", "-n", host.logs().toString());
        }
    }

    private static byte[] settings(WorkerFolder folder) throws IOException {
        return Files.readAllBytes(folder.enclosure().resolve("strongswan.conf"));
    }

    /// The disk is broken.
    @Test
    void aTunnelWhoseLogCannotBeReadIsLookedAtAllTheSame() throws IOException {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        Path broken = lab.folder(tunnel).logs().resolve("charon-9000000000000000.log");
        Files.createDirectory(broken);
        lab.terminate(tunnel);
        lab.await(report -> report.state() == State.DOWN);
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
        assertThat(lab.tunnels().log(tunnel.connection(), 0, 100)).isNotEmpty();
        assertThat(lab.tunnels().concerns()).singleElement().asString().contains(broken + ": it cannot be read");
    }

    @Test
    void theHostsTableOfMountsIsNotWritten() throws IOException {
        lab.apply(Examples.inSlot(1));
        Path table = Path.of("/run/mount/utab");
        assertThat(Files.exists(table) ? Files.readString(table) : "")
                .doesNotContain(host.names().runtimeFolder().toString());
    }

    /// Without any, nothing would be negotiated, and without some an operator's commands would be in the way.
    @Test
    void aDaemonHasThreadsToSpare() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        assertThat(Processes.threads(daemon(tunnel))).hasSize(13);
        Pattern idle = Pattern.compile("12 total, (\\d+) idle");
        TestNetwork.await()
                .until(() -> idle.matcher(lab.daemon(tunnel, "--stats"))
                        .results()
                        .anyMatch(found -> Integer.parseInt(found.group(1)) >= 2));
    }

    /// Each child would have a thread of the agent that waits for its end.
    @Test
    void aDaemonIsNoChildOfTheAgent() {
        TunnelConfig tunnel = Examples.inSlot(1);
        lab.apply(tunnel);
        assertThat(daemon(tunnel).parent()).isNotEqualTo(Optional.of(ProcessHandle.current()));
        assertThat(ProcessHandle.current().children()).doesNotContain(daemon(tunnel));
    }

    private Map<String, String> status(TunnelConfig tunnel) {
        return host.commands()
                .run("cat", "/proc/" + daemon(tunnel).pid() + "/status")
                .lines()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}

package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Phase1Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What happens to a tunnel that is up when its settings change.
class TunnelChangesTest extends InLab {

    /// Each change of a node hands over all its tunnels, and so does each look at everything.
    @Test
    void asksADaemonNothingWhenTheSameIsWantedAgain() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        long before = questions(tunnel);
        for (int i = 0; i < 100; i++) {
            lab.apply(tunnel);
        }
        // Now and then it is asked anyway.
        assertThat(questions(tunnel) - before).isLessThan(50);
    }

    private long questions(TunnelConfig tunnel) {
        return lab.folder(tunnel).log().files().stream()
                .flatMap(file -> {
                    try {
                        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(line -> line.contains("requests: list-sas"))
                .count();
    }

    @Test
    void leavesAssociationsAloneWhenSubnetsOrAlgorithmsChange() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        String before = list(tunnel);
        lab.apply(Examples.with(tunnel, tunnel.ike(), tunnel.ipsec()));
        lab.apply(Examples.with(tunnel, Encryption.AES_256));
        assertThat(lab.report().generation()).isEqualTo(tunnel.generation() + 1);
        Peer.pause(Duration.ofMillis(500));
        assertThat(spis(list(tunnel))).isEqualTo(spis(before));
    }

    @Test
    void beginsAnewWhatIsResetAndKnowsItAgainAfterwards() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        String before = list(tunnel);
        TunnelConfig reset = Examples.reset(tunnel);
        lab.apply(reset);
        TestNetwork.await().untilAsserted(() -> {
            assertThat(associations(list(reset))).isEqualTo(1);
            assertThat(spis(list(reset))).isNotEmpty().isNotEqualTo(spis(before));
        });
        lab.awaitUp();
        String after = list(reset);
        lab.apply(reset);
        Peer.pause(Duration.ofMillis(500));
        assertThat(spis(list(reset))).isEqualTo(spis(after));
    }

    @Test
    void replacesTheAssociationWithoutLossWhenDeadPeerDetectionChanges() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        String before = list(tunnel);
        CompletableFuture<Integer> lost = ping(200);
        lab.apply(Examples.with(tunnel, new Dpd(20, 2, DpdMessage.SEQ_HASH_NOTIFY)));
        TestNetwork.await().untilAsserted(() -> {
            assertThat(associations(list(tunnel))).isEqualTo(1);
            assertThat(spis(list(tunnel))).isNotEqualTo(spis(before));
        });
        assertThat(lost.join()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(lab.report().state()).isEqualTo(State.UP);
    }

    @Test
    void addsAndRemovesRulesWithoutTouchingTheOthers() {
        TunnelConfig tunnel = Examples.with(
                Examples.staticTunnel(),
                List.of(
                        Examples.rule("192.168.0.0/24", "10.1.0.0/24"),
                        Examples.rule("192.168.0.0/24", "10.1.5.0/24")));
        String children = TestNetwork.child(tunnel, "one", "10.1.0.0/24", "192.168.0.0/24", "")
                + TestNetwork.child(tunnel, "two", "10.1.5.0/24", "192.168.0.0/24", "")
                + TestNetwork.child(tunnel, "three", "10.1.9.0/24", "192.168.0.0/24", "");
        lab.peer.load(TestNetwork.configuration(tunnel, "Secret-1234", "", children));
        lab.apply(tunnel);
        lab.awaitUp();
        CompletableFuture<Integer> lost = ping(100);
        lab.apply(Examples.with(
                tunnel,
                List.of(
                        Examples.rule("192.168.0.0/24", "10.1.0.0/24"),
                        Examples.rule("192.168.0.0/24", "10.1.9.0/24"))));
        TestNetwork.await()
                .untilAsserted(
                        () -> assertThat(list(tunnel)).contains("10.1.9.0/24").doesNotContain("10.1.5.0/24"));
        assertThat(lab.lost(lab.vpc, "10.1.9.1", 3, 0.02)).isZero();
        assertThat(lab.lost(lab.vpc, "10.1.5.1", 2, 0.02)).isEqualTo(2);
        assertThat(lost.join()).isZero();
    }

    @Test
    void negotiatesEveryAlgorithmOfTheApi() {
        List<TunnelConfig> tunnels = new ArrayList<>();
        TunnelConfig example = Examples.staticTunnel();
        for (IkeVersion version : IkeVersion.values()) {
            for (Encryption encryption : Encryption.values()) {
                if (version == IkeVersion.V2 || !encryption.isAead()) {
                    tunnels.add(with(example, version, Integrity.SHA2_256, encryption, DhGroup.GROUP19));
                }
            }
            for (Integrity integrity : Integrity.values()) {
                tunnels.add(with(example, version, integrity, Encryption.AES_128, DhGroup.GROUP19));
            }
            for (DhGroup group : DhGroup.values()) {
                tunnels.add(with(example, version, Integrity.SHA2_256, Encryption.AES_128, group));
            }
        }
        for (TunnelConfig tunnel : tunnels) {
            up(tunnel);
            // What is up with the algorithms before would do for a while.
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void saysThatTheFirstVersionOfIkeHasNoAuthenticatingCipher() {
        TunnelConfig tunnel = with(
                Examples.staticTunnel(), IkeVersion.V1, Integrity.SHA2_256, Encryption.AES_128_GCM_16, DhGroup.GROUP19);
        lab.want(tunnel);
        assertThat(lab.report().state()).isEqualTo(State.FAILED);
        assertThat(lab.report().reason()).contains("aes-128-gcm-16");
    }

    @Test
    void staysUpAndTriesInMeasureWhenThePeerRefusesTheNewSettings() {
        TunnelConfig tunnel = up(Examples.withLifetimes(Examples.staticTunnel(), 86400, 30));
        long before = attempts();
        long begin = System.nanoTime();
        lab.apply(Examples.with(Examples.with(tunnel, Encryption.AES_256), new Dpd(20, 9, DpdMessage.SEQ_HASH_NOTIFY)));
        lab.await(_ -> attempts() >= before + 4);
        // A second, two and four lie between the attempts, less a quarter at most.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(5));
        assertThat(lab.report().state()).isEqualTo(State.UP);
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void beginsAnotherLogWhenOneIsFull() throws IOException {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        WorkerFolder folder = lab.folder(tunnel);
        Path first = folder.log().current(Clock.systemUTC());
        Files.writeString(first, "x".repeat(4 << 20) + "\n", StandardOpenOption.APPEND);
        TestNetwork.await()
                .until(() -> !folder.log().current(Clock.systemUTC()).equals(first)
                        && !folder.log().isFull());
        String before = lab.log();
        lab.terminate(tunnel);
        TestNetwork.await().until(() -> lab.log().length() > before.length());
        assertThat(lab.log()).startsWith(before);
    }

    private static TunnelConfig with(
            TunnelConfig tunnel, IkeVersion version, Integrity integrity, Encryption encryption, DhGroup group) {
        IkeSettings ike = tunnel.ike();
        return Examples.with(
                tunnel,
                new IkeSettings(
                        version,
                        Phase1Mode.MAIN,
                        integrity,
                        encryption,
                        group,
                        ike.lifetimeSeconds(),
                        ike.localId(),
                        ike.peerId(),
                        ike.dpd()),
                new IpsecSettings(integrity, encryption, Optional.of(group), 3600));
    }
}

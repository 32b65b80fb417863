package dev.causeway.agent.routing;

import static dev.causeway.agent.routing.SpeakerLab.await;
import static dev.causeway.agent.routing.SpeakerLab.config;
import static dev.causeway.agent.routing.SpeakerLab.prefixes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.process.Command;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Daemons that die.
class SpeakerFailuresTest extends InSpeakerLab {

    private NodeId node;
    private BirdRouter router;

    @BeforeEach
    void establish() {
        node = lab.node();
        router = lab.router(node, 1, 65001, BirdRouter.TUNED);
        router.start("10.1.0.0/24");
        lab.routing()
                .apply(
                        node,
                        Optional.of(
                                config(prefixes("192.168.0.0/24"), lab.neighbour(router, false, 0, "10.1.0.0/16"))));
        lab.awaitEstablished(node, router);
        lab.awaitLearned(node, router, "10.1.0.0/24");
        await().until(router::detects);
    }

    private void kill(FrrDaemon daemon) {
        ProcessHandle process = lab.process(node, daemon);
        process.destroyForcibly();
        await().until(() -> lab.folder(node).process(daemon).isPresent() && !process.isAlive());
    }

    private void awaitAllBack() {
        lab.awaitEstablished(node, router);
        lab.awaitLearned(node, router, "10.1.0.0/24");
        lab.awaitHeard(router, "192.168.0.0/24");
        await().until(() -> router.detects() && lab.seen(node, router).bfdUp());
    }

    @Test
    void whatSpeaksIsStartedAnew() {
        ProcessHandle zebra = lab.process(node, FrrDaemon.ZEBRA);
        kill(FrrDaemon.BGPD);
        awaitAllBack();
        assertThat(lab.process(node, FrrDaemon.ZEBRA)).isEqualTo(zebra);
        assertThat(lab.lines.stream().map(SpeakerLine::text))
                .anyMatch(text -> text.endsWith("has ended: the routing daemon was started anew"));
    }

    /// What was learned stays in the kernel meanwhile.
    @Test
    void whatEntersRoutesIsStartedAnewTogetherWithWhatSpeaks() throws InterruptedException {
        var ended = new AtomicBoolean();
        var missed = new AtomicBoolean();
        Thread watching = Thread.ofVirtual().start(() -> {
            while (!ended.get()) {
                missed.compareAndSet(false, !lab.routes(node).contains("10.1.0.0/24"));
            }
        });
        ProcessHandle bgpd = lab.process(node, FrrDaemon.BGPD);
        kill(FrrDaemon.ZEBRA);
        awaitAllBack();
        ended.set(true);
        watching.join();
        assertThat(lab.process(node, FrrDaemon.BGPD)).isNotEqualTo(bgpd);
        assertThat(missed).isFalse();
        router.announce("10.1.9.0/24");
        lab.awaitLearned(node, router, "10.1.9.0/24");
    }

    /// The peer's own BFD ends the session, once.
    @Test
    void whatDetectsIsStartedAnew() {
        ProcessHandle bgpd = lab.process(node, FrrDaemon.BGPD);
        kill(FrrDaemon.BFDD);
        await().until(() -> !router.detects() || lab.sessions(node) > 1);
        awaitAllBack();
        assertThat(lab.process(node, FrrDaemon.BGPD)).isEqualTo(bgpd);
    }

    @ParameterizedTest
    @EnumSource
    void aDaemonThatHangsIsReplaced(FrrDaemon daemon) {
        ProcessHandle process = lab.process(node, daemon);
        lab.host.commands().run("kill", "-STOP", Long.toString(process.pid()));
        await().until(() -> !process.isAlive());
        awaitAllBack();
    }

    /// Neither a session that nobody sees is told of as before, nor is a change of what is learned lost.
    @Test
    void whatCannotBeStartedHasNoSessions() {
        lab.startsNothing.set(true);
        lab.process(node, FrrDaemon.BGPD).destroyForcibly();
        await().untilAsserted(() -> assertThat(lab.seen(node, router).trouble()).startsWith("bgp-daemon-failed"));
        assertThat(lab.seen(node, router).isEstablished()).isFalse();
        await().untilAsserted(() -> assertThat(lab.lines.stream().map(SpeakerLine::text))
                .anyMatch(text -> text.endsWith("has ended: the routing daemon has failed")));
        lab.awaitLearned(node, router);
        await().untilAsserted(() -> assertThat(lab.routing().routes(node))
                .hasSize(2)
                .allMatch(table -> table.routes().isEmpty()));
        int changes = lab.changes.get();
        String route = " 10.1.7.0/24 via %s dev %s proto 186".formatted(router.peer(), router.slot.device());
        lab.host.namespaces().batch(lab.space(node), List.of("route add" + route));
        await().until(() -> lab.changes.get() > changes);
        assertThat(lab.learned(node, router)).containsExactly("10.1.7.0/24");
        lab.host.namespaces().batch(lab.space(node), List.of("route del" + route));
        lab.startsNothing.set(false);
        awaitAllBack();
    }

    @Test
    void whatIsLeftOfAStartThatWasCutOffIsEnded() {
        FrrFolder folder = lab.folder(node);
        ProcessHandle left = lab.host
                .commands()
                .start(
                        Command.of("sleep", "600"),
                        Map.of(FrrFolder.VARIABLE, folder.path().toString()),
                        lab.host.logs().resolve("left"));
        assertThat(folder.processes()).contains(left);
        kill(FrrDaemon.BGPD);
        awaitAllBack();
        assertThat(left.isAlive()).isFalse();
        assertThat(folder.processes())
                .containsExactlyInAnyOrder(
                        lab.process(node, FrrDaemon.ZEBRA),
                        lab.process(node, FrrDaemon.BFDD),
                        lab.process(node, FrrDaemon.BGPD));
    }

    /// Also when it is said again, and all else is held.
    @Test
    void whatIsRefusedFailsEachTime() {
        Neighbour itself = new Neighbour(
                ConnectionId.random(),
                router.slot,
                Ipv4.parse(router.local()),
                Ipv4.parse(router.local()),
                65009,
                prefixes("10.9.0.0/16"),
                false,
                0);
        SpeakerConfig config =
                config(prefixes("192.168.0.0/24"), lab.neighbour(router, false, 0, "10.1.0.0/16"), itself);
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> lab.routing().apply(node, Optional.of(config)))
                    .hasMessageContaining("local system");
        }
        assertThat(lab.folder(node).readApplied().orElseThrow().whole()).isFalse();
        lab.awaitEstablished(node, router);
    }

    @Test
    void aPeerThatEndsTheSessionComesBack() {
        int sessions = lab.sessions(node);
        router.ask("restart", "cloud");
        await().until(() -> lab.sessions(node) > sessions);
        awaitAllBack();
        assertThat(lab.lines.stream().map(SpeakerLine::text)).anyMatch(text -> text.contains("has ended: "));
    }

    @Test
    void whatTwoPeersAnnounceIsLearnedUntilBothAreGone() {
        BirdRouter other = lab.router(node, 2, 65001, BirdRouter.TUNED);
        other.start("10.1.0.0/24");
        lab.routing()
                .apply(
                        node,
                        Optional.of(config(
                                prefixes("192.168.0.0/24"),
                                lab.neighbour(router, false, 0, "10.1.0.0/16"),
                                lab.neighbour(other, false, 0, "10.1.0.0/16"))));
        lab.awaitLearned(node, other, "10.1.0.0/24");
        lab.awaitLearned(node, router, "10.1.0.0/24");
        router.hang();
        lab.awaitLearned(node, router);
        assertThat(lab.learned(node, other)).containsExactly("10.1.0.0/24");
        other.hang();
        lab.awaitLearned(node, other);
    }

    @Test
    void aSilentPeerIsNoticed() {
        router.hang();
        await().untilAsserted(() -> assertThat(lab.seen(node, router).trouble()).startsWith("bfd-down"));
        lab.awaitLearned(node, router);
        router.goOn();
        awaitAllBack();
    }
}

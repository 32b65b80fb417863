package dev.causeway.agent.routing;

import static dev.causeway.agent.routing.SpeakerLab.await;
import static dev.causeway.agent.routing.SpeakerLab.config;
import static dev.causeway.agent.routing.SpeakerLab.prefixes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.NodeId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void aDaemonThatHangsIsReplaced() throws Exception {
        ProcessHandle bgpd = lab.process(node, FrrDaemon.BGPD);
        lab.host.commands().run("kill", "-STOP", Long.toString(bgpd.pid()));
        await().until(() -> !bgpd.isAlive());
        awaitAllBack();
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

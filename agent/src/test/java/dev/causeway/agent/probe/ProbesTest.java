package dev.causeway.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.probe.ProbeTarget.Purpose;
import dev.causeway.agent.process.Processes;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Echo requests from a real namespace.
@Execution(ExecutionMode.CONCURRENT)
class ProbesTest {

    private static final Ipv4 HERE = Ipv4.parse("203.0.113.10");
    private static final Ipv4 THERE = Ipv4.parse("203.0.113.1");
    private static final Ipv4 NOWHERE = Ipv4.parse("203.0.113.77");
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final AtomicInteger changes = new AtomicInteger();
    private final NodeId node = NodeId.random();
    private final Namespace space = host.names().node(node);
    private final Namespace internet = host.names().internet();
    private final Probes probes = new Probes(host.names(), (_, verdicts) -> changes.addAndGet(verdicts.size()));

    @BeforeEach
    void join() {
        host.namespaces().create(space);
        host.namespaces().create(internet);
        plugIn();
    }

    private void plugIn() {
        host.namespaces()
                .batch(
                        space,
                        List.of(
                                "link add eip0 type veth peer name e netns " + internet,
                                "address add " + HERE + "/24 dev eip0",
                                "link set eip0 up"));
        host.namespaces().batch(internet, List.of("address add " + THERE + "/24 dev e", "link set e up"));
    }

    @AfterEach
    void leavesNothing() {
        probes.close();
        List.of(space, internet).forEach(host.namespaces()::evict);
        host.assertNothingRemains();
    }

    @Test
    void tellsWhoAnswersAndWhoDoesNotByOneProcess() {
        ProbeTarget near = target(Purpose.TUNNEL, THERE);
        ProbeTarget far = target(Purpose.TUNNEL, NOWHERE);
        probes.apply(node, Set.of(near, far));
        await(near, true);
        await(far, false);
        assertThat(running()).hasSize(1);
        assertThat(user()).isNotEqualTo("0");
        assertThat(changes.get()).isPositive();
    }

    @Test
    void noticesThatAnswersStopAndThatTheyAreBack() {
        ProbeTarget target = target(Purpose.TUNNEL, THERE);
        probes.apply(node, Set.of(target));
        await(target, true);
        host.inside(internet, "ip", "link", "set", "e", "down");
        await(target, false);
        host.inside(internet, "ip", "link", "set", "e", "up");
        await(target, true);
    }

    @Test
    void aProcessThatStandsStillIsReplacedAndNothingIsSaidOfTheWay() {
        ProbeTarget target = target(Purpose.TUNNEL, THERE);
        probes.apply(node, Set.of(target));
        await(target, true);
        ProbeVerdict before = probes.observe(node).get(target);
        long frozen = running().getFirst().pid();
        host.commands().run("kill", "-STOP", Long.toString(frozen));
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> ProcessHandle.of(frozen).isEmpty() && running().size() == 1);
        assertThat(probes.observe(node)).containsEntry(target, before);
        host.inside(internet, "ip", "link", "set", "e", "down");
        await(target, false);
        assertThat(changes).hasValue(2);
    }

    @Test
    void whatCannotEvenBeSentFails() {
        ProbeTarget target = target(Purpose.LINK, Ipv4.parse("198.51.100.1"));
        probes.apply(node, Set.of(target));
        await(target, false);
        assertThat(running()).hasSize(1);
    }

    @Test
    void eachPurposeHasAProcessWhichTakesOthersWithoutForgettingWhatIsKnown() {
        ProbeTarget link = target(Purpose.LINK, THERE);
        ProbeTarget tunnel = target(Purpose.TUNNEL, THERE);
        probes.apply(node, Set.of(link, tunnel));
        await(link, true);
        await(tunnel, true);
        assertThat(running()).hasSize(2);
        ProbeVerdict before = probes.observe(node).get(link);
        ProbeTarget other = target(Purpose.LINK, NOWHERE);
        probes.apply(node, Set.of(link, other));
        assertThat(probes.observe(node)).containsEntry(link, before).doesNotContainKey(tunnel);
        Awaitility.await().atMost(LIMIT).until(() -> running().size() == 1);
        await(other, false);
        assertThat(probes.observe(node)).containsEntry(link, before);
        probes.apply(node, Set.of());
        Awaitility.await().atMost(LIMIT).until(() -> running().isEmpty());
    }

    @Test
    void whatAnEarlierAgentStartedIsEnded() {
        ProbeTarget target = target(Purpose.LINK, THERE);
        probes.apply(node, Set.of(target));
        await(target, true);
        long earlier = running().getFirst().pid();
        Probes later = new Probes(host.names(), (_, _) -> {});
        later.remove(NodeId.random());
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> ProcessHandle.of(earlier).isEmpty() && running().size() == 1);
        later.close();
    }

    @Test
    void aNodeThatComesBackIsAskedFromAgain() {
        ProbeTarget target = target(Purpose.LINK, THERE);
        probes.apply(node, Set.of(target));
        await(target, true);
        host.namespaces().evict(space);
        Awaitility.await().atMost(LIMIT).until(() -> running().isEmpty());
        host.namespaces().create(space);
        plugIn();
        Awaitility.await().atMost(LIMIT).until(() -> running().size() == 1);
        probes.remove(node);
        assertThat(running()).isEmpty();
    }

    private void await(ProbeTarget target, boolean passes) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> Optional.ofNullable(probes.observe(node).get(target))
                        .filter(verdict -> verdict.passes() == passes)
                        .isPresent());
    }

    private List<ProcessHandle> running() {
        return Processes.startedWith("CAUSEWAY_PROBE=" + host.names().runtimeFolder() + "/");
    }

    private String user() {
        return host.commands()
                .run(
                        "ps",
                        "-o",
                        "uid=",
                        "-p",
                        Long.toString(running().getFirst().pid()))
                .strip();
    }

    private static ProbeTarget target(Purpose purpose, Ipv4 to) {
        return new ProbeTarget(ConnectionId.random(), purpose, HERE, to);
    }
}

package dev.causeway.agent.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What passes `eip0` while more is there to be sent.
class ShapingTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Shaping shaping = new Shaping(host.names(), host.namespaces(), host.commands());
    private final NodeId node = NodeId.random();
    private final Namespace space = host.names().node(node);
    private final Namespace internet = host.names().internet();
    private final String port = LinkNames.internetPort(node);

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
                                "link add eip0 type veth peer name " + port + " netns " + internet,
                                "address add 203.0.113.10/24 dev eip0",
                                "link set eip0 up"));
        host.namespaces()
                .batch(internet, List.of("address add 203.0.113.1/24 dev " + port, "link set " + port + " up"));
    }

    @AfterEach
    void leavesNothing() {
        List.of(space, internet).forEach(host.namespaces()::evict);
        host.assertNothingRemains();
    }

    /// The headers of Ethernet are counted too.
    @ParameterizedTest
    @CsvSource({"5, 1400", "100, 1400", "300, 8000"})
    void bothDirectionsAreHeldToTheSameByThemselves(int megabits, int bytes) {
        shaping.apply(node, Optional.of(megabits), Optional.empty());
        flood(bytes);
        isHeldTo(megabits, internet, port);
        isHeldTo(megabits, space, "eip0");
    }

    @Test
    void anotherRateCountsAtOnce() {
        shaping.apply(node, Optional.of(5), Optional.empty());
        flood(1400);
        isHeldTo(5, internet, port);
        shaping.apply(node, Optional.of(20), Optional.empty());
        isHeldTo(20, internet, port);
    }

    @Test
    void losesNothingWhileItChanges() {
        shaping.apply(node, Optional.of(50), Optional.empty());
        CompletableFuture<Integer> lost =
                CompletableFuture.supplyAsync(() -> EchoRequests.lost(host, space, "203.0.113.1", 1500, 0.002));
        int changes = 0;
        while (!lost.isDone()) {
            shaping.apply(node, Optional.of(20 + changes % 30), Optional.empty());
            changes++;
        }
        assertThat(lost.join()).isZero();
        assertThat(changes).isGreaterThan(10);
    }

    @Test
    void sameChangesNothingAndNoneIsNone() {
        shaping.apply(node, Optional.empty(), Optional.empty());
        assertThat(rules()).doesNotContain("htb");
        for (int megabits : List.of(1, 300, 1000, 2000)) {
            shaping.apply(node, Optional.of(megabits), Optional.empty());
            assertHeldTo(megabits);
        }
        new Shaping(host.names(), host.namespaces(), host.commands()).apply(node, Optional.empty(), Optional.empty());
        assertThat(rules()).doesNotContain("htb");
    }

    /// As when a node gets another EIP.
    @Test
    void aLinkThatWasMadeAnewIsHeldAgain() {
        shaping.apply(node, Optional.of(10), Optional.empty());
        host.namespaces().batch(space, List.of("link del eip0"));
        plugIn();
        shaping.apply(node, Optional.of(10), Optional.empty());
        assertHeldTo(10);
        assertThat(EchoRequests.lost(host, internet, "203.0.113.10", 3, 0.01)).isZero();
    }

    /// As when the agent ends between two steps.
    @Test
    void whatBrokeOffIsMadeUpFor() {
        host.inside(space, "tc", "qdisc", "add", "dev", "eip0", "root", "handle", "1:", "htb", "default", "10");
        host.inside(
                space, "tc", "class", "add", "dev", "eip0", "parent", "1:", "classid", "1:10", "htb", "rate", "1mbit");
        shaping.apply(node, Optional.of(10), Optional.empty());
        assertHeldTo(10);
        assertThat(rules()).contains("qdisc bfifo 10: dev eip0", "qdisc bfifo 10: dev " + port);
    }

    /// It led what came in past a link of its own.
    @Test
    void whatAnEarlierVersionHeldIsHeldAnew() {
        host.inside(space, "sh", "-ec", """
                ip link add ifb0 up type ifb
                tc qdisc add dev ifb0 root handle 1: htb default 10
                tc class add dev ifb0 parent 1: classid 1:10 htb rate 1mbit
                tc qdisc add dev eip0 handle ffff: ingress
                tc filter add dev eip0 parent ffff: protocol all prio 1 u32 match u32 0 0 action mirred egress redirect dev ifb0
                """);
        shaping.apply(node, Optional.of(10), Optional.empty());
        assertHeldTo(10);
        assertThat(rules()).doesNotContain("ingress", "ifb0");
        assertThat(host.namespaces().view(space).link("ifb0")).isEmpty();
        assertThat(EchoRequests.lost(host, internet, "203.0.113.10", 3, 0.01)).isZero();
    }

    private void assertHeldTo(int megabits) {
        OptionalLong wanted = OptionalLong.of(megabits * Shape.MEGABIT);
        assertThat(shaping.look(node)).isEqualTo(new Shape(false, true, wanted, wanted));
    }

    private String rules() {
        return host.inside(space, "tc", "qdisc", "show") + host.inside(internet, "tc", "qdisc", "show");
    }

    /// Echo requests with as many on their way as fill both queues, until the namespace goes.
    private void flood(int bytes) {
        String ping = "ping -f -q -l 100 -s %d -w 250 203.0.113.1; true".formatted(bytes);
        var _ = CompletableFuture.runAsync(() -> host.inside(space, "sh", "-c", ping));
    }

    /// That much arrives once the machine sends as much, for which a busy one takes its time, and never more.
    private void isHeldTo(int megabits, Namespace where, String link) {
        AtomicReference<Double> seen = new AtomicReference<>();
        await().atMost(Duration.ofMinutes(4)).until(() -> {
            seen.set(megabits(where, link));
            return seen.get() > 0.95 * megabits && seen.get() < 1.2 * megabits;
        });
        assertThat(seen.get()).isLessThan(1.05 * megabits);
    }

    /// What comes in by a link in two seconds.
    private double megabits(Namespace where, String link) {
        String script = "n() { sed -n 's/^ *%s: *//p' /proc/net/dev | awk '{print $1}'; };".formatted(link)
                + " a=$(n); s=$(date +%s%N); sleep 2; b=$(n); e=$(date +%s%N); echo $((b - a)) $((e - s))";
        String[] counted = host.inside(where, "sh", "-c", script).strip().split(" ", -1);
        return Long.parseLong(counted[0]) * 8e3 / Long.parseLong(counted[1]);
    }
}

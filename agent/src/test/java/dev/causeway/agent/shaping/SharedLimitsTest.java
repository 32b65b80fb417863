package dev.causeway.agent.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What passes two nodes that share a bandwidth, while more is there to be sent.
class SharedLimitsTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Shaping shaping = new Shaping(host.names(), host.namespaces(), host.commands());
    private final BandwidthId bandwidth = BandwidthId.random();
    private final BandwidthId other = BandwidthId.random();
    private final List<NodeId> nodes = List.of(NodeId.random(), NodeId.random());
    private final Namespace internet = host.names().internet();

    @BeforeEach
    void join() {
        host.namespaces().create(internet);
        for (int i = 0; i < nodes.size(); i++) {
            Namespace space = host.names().node(nodes.get(i));
            String port = LinkNames.internetPort(nodes.get(i));
            host.namespaces().create(space);
            host.namespaces()
                    .batch(
                            space,
                            List.of(
                                    "link add eip0 type veth peer name " + port + " netns " + internet,
                                    "address add 203.0.%d.2/24 dev eip0".formatted(i),
                                    "link set eip0 up"));
            host.namespaces()
                    .batch(
                            internet,
                            List.of("address add 203.0.%d.1/24 dev %s".formatted(i, port), "link set " + port + " up"));
        }
    }

    @AfterEach
    void leavesNothing() {
        nodes.forEach(node -> host.namespaces().evict(host.names().node(node)));
        host.namespaces().evict(internet);
        host.assertNothingRemains();
    }

    private void share(int megabits) {
        nodes.forEach(
                node -> shaping.apply(node, Optional.of(1000), Optional.of(new SharedLimit(bandwidth, megabits))));
    }

    @Test
    void bothTogetherLetPassSoMuchInEachDirection() {
        share(20);
        for (int i = 0; i < nodes.size(); i++) {
            flood(i);
        }
        areHeldTo(20);
        share(5);
        areHeldTo(5);
    }

    @Test
    void losesNothingWhileItChanges() {
        share(50);
        Namespace space = host.names().node(nodes.getFirst());
        CompletableFuture<Integer> lost =
                CompletableFuture.supplyAsync(() -> EchoRequests.lost(host, space, "203.0.0.1", 1000, 0.002));
        int changes = 0;
        while (!lost.isDone()) {
            share(20 + changes % 30);
            changes++;
        }
        assertThat(lost.join()).isZero();
        assertThat(changes).isGreaterThan(2);
    }

    @Test
    void losesNothingWhileOneComesAndGoes() {
        shaping.apply(nodes.getFirst(), Optional.of(1000), Optional.empty());
        CompletableFuture<Integer> lost = CompletableFuture.supplyAsync(
                () -> EchoRequests.lost(host, host.names().node(nodes.getFirst()), "203.0.0.1", 2000, 0.002));
        int moves = 0;
        while (!lost.isDone()) {
            Optional<SharedLimit> shared = switch (moves % 3) {
                case 0 -> Optional.of(new SharedLimit(bandwidth, 50));
                case 1 -> Optional.of(new SharedLimit(other, 40));
                default -> Optional.empty();
            };
            shaping.apply(nodes.getFirst(), Optional.of(1000 - moves % 2), shared);
            moves++;
        }
        assertThat(lost.join()).isZero();
        assertThat(moves).isGreaterThan(3);
    }

    /// Where so little is let pass that something waits all the time.
    @Test
    void whatWaitsWhenTheLastOneLeavesIsNotLost() {
        Namespace space = host.names().node(nodes.getFirst());
        for (int i = 0; i < 3; i++) {
            shaping.apply(nodes.getFirst(), Optional.of(1000), Optional.of(new SharedLimit(bandwidth, 2)));
            CompletableFuture<String> answers = CompletableFuture.supplyAsync(() -> host.inside(
                    space, "ping", "-f", "-q", "-l", "20", "-c", "4000", "-s", "1400", "-W", "20", "203.0.0.1"));
            await().atMost(Duration.ofMinutes(1)).until(() -> waits(LinkNames.sharedOut(bandwidth)));
            shaping.apply(nodes.getFirst(), Optional.of(1000), Optional.empty());
            assertThat(links()).doesNotContain("bi-", "bo-");
            assertThat(answers.join()).contains(" 4000 received");
        }
    }

    private boolean waits(String link) {
        return host.inside(internet, "tc", "-s", "qdisc", "show", "dev", link)
                .lines()
                .anyMatch(line -> line.matches(".*backlog [1-9].*"));
    }

    /// An earlier version gave a port its hooks only when something was shared.
    @Test
    void aPortThatIsInUseGetsItsHooksWhenItNeedsThem() {
        NodeId node = nodes.getFirst();
        shaping.apply(node, Optional.of(1000), Optional.empty());
        host.inside(internet, "tc", "qdisc", "del", "dev", LinkNames.internetPort(node), "clsact");
        shaping.apply(node, Optional.of(1000), Optional.empty());
        assertThat(rules(node)).doesNotContain("clsact");
        shaping.apply(node, Optional.of(1000), Optional.of(new SharedLimit(bandwidth, 20)));
        assertThat(rules(node)).contains("Redirect to device " + LinkNames.sharedIn(bandwidth));
    }

    @Test
    void whoSharesNothingHasNoneOfItAndTheLastTakesItAway() {
        share(20);
        assertThat(links()).contains(LinkNames.sharedIn(bandwidth), LinkNames.sharedOut(bandwidth));
        shaping.apply(nodes.getFirst(), Optional.of(1000), Optional.empty());
        assertThat(links()).contains(LinkNames.sharedIn(bandwidth), LinkNames.sharedOut(bandwidth));
        assertThat(rules(nodes.getFirst())).doesNotContain("Redirect");
        assertThat(rules(nodes.getLast())).contains("Redirect");
        // One that knows nothing of what was before.
        new Shaping(host.names(), host.namespaces(), host.commands()).remove(nodes.getLast());
        assertThat(links()).doesNotContain("bi-", "bo-");
    }

    @Test
    void anotherBandwidthTakesThePlaceOfOne() {
        share(20);
        nodes.forEach(node -> shaping.apply(node, Optional.of(1000), Optional.of(new SharedLimit(other, 10))));
        assertThat(links())
                .contains(LinkNames.sharedIn(other))
                .doesNotContain(LinkNames.sharedIn(bandwidth), LinkNames.sharedOut(bandwidth));
        assertThat(EchoRequests.lost(host, host.names().node(nodes.getFirst()), "203.0.0.1", 3, 0.01))
                .isZero();
    }

    private String links() {
        return host.inside(internet, "ip", "-br", "link");
    }

    private String rules(NodeId node) {
        String port = LinkNames.internetPort(node);
        return host.inside(internet, "tc", "qdisc", "show", "dev", port)
                + host.inside(internet, "tc", "filter", "show", "dev", port, "ingress");
    }

    /// Echo requests with as many on their way as fill the queues, until the namespace goes.
    private void flood(int node) {
        String ping = "ping -f -q -l 100 -s 1400 -w 100 203.0.%d.1; true".formatted(node);
        var _ = CompletableFuture.runAsync(() -> host.inside(host.names().node(nodes.get(node)), "sh", "-c", ping));
    }

    private void areHeldTo(int megabits) {
        for (String link : List.of(LinkNames.sharedOut(bandwidth), LinkNames.sharedIn(bandwidth))) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(megabits(link)).isBetween(0.95 * megabits, 1.05 * megabits));
        }
    }

    /// What leaves a link in two seconds.
    private double megabits(String link) {
        String script =
                "n() { tc -s class show dev %s | sed -n 's/^ *Sent \\([0-9]*\\) .*/\\1/p' | head -1; };".formatted(link)
                        + " a=$(n); s=$(date +%s%N); sleep 2; b=$(n); e=$(date +%s%N); echo $((b - a)) $((e - s))";
        String[] counted = host.inside(internet, "sh", "-c", script).strip().split(" ", -1);
        return Long.parseLong(counted[0]) * 8e3 / Long.parseLong(counted[1]);
    }
}

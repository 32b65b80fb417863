package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.model.Prefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BehindTunnelsTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Namespace node = new Namespace(host.names().prefix() + "n-1");

    @BeforeEach
    void join() {
        host.namespaces().create(node);
        batch(
                "link add tun1 type veth peer name end1",
                "link add tun2 type veth peer name end2",
                "link add ha0 type veth peer name end3",
                "address add 169.254.70.1/30 dev tun1",
                "address add 169.254.70.5/30 dev tun2",
                "address add 100.64.0.1/30 dev ha0");
        List.of("tun1", "tun2", "ha0", "end1", "end2", "end3").forEach(link -> batch("link set " + link + " up"));
    }

    private void batch(String... lines) {
        host.namespaces().batch(node, List.of(lines));
    }

    @Test
    void onlyWhatLeavesByTunnelsAloneIsBehindThem() {
        batch(
                "route add 10.1.0.0/24 via 169.254.70.2 proto 186 metric 20",
                "route add 10.2.0.0/24 proto 186 nexthop via 169.254.70.2 nexthop via 169.254.70.6",
                "route add 10.3.0.0/24 proto 186 nexthop via 169.254.70.2 nexthop via 100.64.0.2",
                "route add 10.4.0.0/24 via 100.64.0.2 proto 186",
                "route add 10.5.0.0/24 via 169.254.70.2 proto 202",
                "route add 10.6.0.0/24 via 169.254.70.2 proto 186 table 1000",
                "nexthop add id 7 via 169.254.70.6 dev tun2",
                "route add 10.7.0.0/24 nhid 7 proto 186",
                "route add unreachable 10.8.0.0/24 proto 186 metric 20",
                "route add default via 169.254.70.6 proto 186");
        assertThat(LearnedRoutes.behindTunnels(node))
                .isEqualTo(Map.of(
                        new Slot(1), networks("10.1.0.0/24", "10.2.0.0/24"),
                        new Slot(2), networks("10.2.0.0/24", "10.7.0.0/24", "0.0.0.0/0")));
    }

    private static Set<Prefix> networks(String... texts) {
        return Set.copyOf(List.of(texts).stream().map(Prefix::parse).toList());
    }

    @Test
    void aNamespaceThatIsNotThereTellsNothing() {
        assertThatThrownBy(() -> LearnedRoutes.behindTunnels(new Namespace("cw-none")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWatchHearsOfWhatIsLearnedAndOfLinksAndOfNothingElse() {
        var hints = new AtomicInteger();
        try (var _ = RouteWatch.of(node, hints::incrementAndGet)) {
            batch("route add 10.1.0.0/24 via 169.254.70.2 proto 186");
            await(hints, 1);
            batch("route del 10.1.0.0/24");
            await(hints, 2);
            batch("route add 10.2.0.0/24 via 169.254.70.2 proto 202", "route del 10.2.0.0/24");
            batch("link set tun2 down");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hints.get() > 2);
        }
        int heard = hints.get();
        batch("route add 10.3.0.0/24 via 169.254.70.2 proto 186");
        assertThat(hints).hasValue(heard);
    }

    private static void await(AtomicInteger hints, int number) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hints.get() == number);
    }

    @Test
    void carriersAreToldOfEachLink() {
        batch("link set end1 down");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Links.carriers(node).get("tun1"));
        assertThat(Links.carriers(node)).containsEntry("tun2", true).containsEntry("lo", true);
    }
}

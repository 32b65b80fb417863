package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.MovedClock;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AddressReminderTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ADDRESS = "100.64.0.1/30";

    @RegisterExtension
    private final RealHost host = new RealHost();

    private Namespace node;

    @BeforeEach
    void build() {
        node = host.names().node(NodeId.random());
        host.namespaces().create(node);
        host.namespaces()
                .batch(
                        node,
                        List.of(
                                "link add ha0 type veth peer name other",
                                "address add " + ADDRESS + " dev ha0",
                                "link set ha0 up"));
    }

    @AfterEach
    void leavesNothing() {
        host.namespaces().evict(node);
        host.assertNothingRemains();
    }

    @Test
    void whoListensHearsOfAddressesAgainWhileSessionsAreMissing() {
        String before = host.inside(node, "ip", "-o", "addr", "show");
        assertThat(heard(false, false)).contains(ADDRESS);
        assertThat(heard(false, true)).doesNotContain(ADDRESS);
        assertThat(host.inside(node, "ip", "-o", "addr", "show")).isEqualTo(before);
    }

    /// What is told of addresses when sessions are looked at twice, three seconds apart.
    private String heard(boolean first, boolean second) {
        CompletableFuture<String> told = CompletableFuture.supplyAsync(
                () -> host.inside(node, "sh", "-c", "timeout 3 ip monitor address; true"));
        pause();
        var clock = new MovedClock(BEGIN);
        var reminder = new AddressReminder(host.namespaces(), node, clock);
        reminder.seen(first);
        clock.pass(Duration.ofSeconds(3));
        reminder.seen(second);
        return told.join();
    }

    /// Lets the listener begin.
    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

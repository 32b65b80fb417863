package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.agent.MovedClock;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.Command;
import dev.causeway.model.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
    void whoListensHearsOfAddressesAgainWhileSessionsAreMissing(@TempDir Path folder) throws IOException {
        String before = host.inside(node, "ip", "-o", "addr", "show", "dev", "ha0");
        Path told = folder.resolve("told");
        ProcessHandle listener =
                host.commands().start(Command.of("ip", "-n", node.name(), "monitor", "address"), Map.of(), told);
        try {
            assertThat(toldUntil("192.0.2.1/32", told)).doesNotContain(ADDRESS);
            seen(true, true);
            assertThat(toldUntil("192.0.2.2/32", told)).doesNotContain(ADDRESS);
            seen(false, true);
            assertThat(toldUntil("192.0.2.3/32", told)).doesNotContain(ADDRESS);
            seen(false, false);
            assertThat(toldUntil("192.0.2.4/32", told)).contains(ADDRESS);
        } finally {
            listener.destroy();
        }
        assertThat(host.inside(node, "ip", "-o", "addr", "show", "dev", "ha0")).isEqualTo(before);
    }

    /// Has sessions looked at twice, three seconds apart.
    private void seen(boolean first, boolean second) {
        var clock = new MovedClock(BEGIN);
        var reminder = new AddressReminder(host.namespaces(), node, clock);
        reminder.seen(first);
        clock.pass(Duration.ofSeconds(3));
        reminder.seen(second);
    }

    /// What a listener has heard before it hears of another address. Until it listens nothing is heard at all.
    private String toldUntil(String mark, Path told) throws IOException {
        await().until(() -> {
            host.namespaces().batch(node, List.of("address replace " + mark + " dev lo"));
            return Files.readString(told).contains(mark);
        });
        return Files.readString(told);
    }
}

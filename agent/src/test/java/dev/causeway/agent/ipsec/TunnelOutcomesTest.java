package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each tunnel has an outcome of its own, also when the host can make none and end none.
class TunnelOutcomesTest {

    private final Set<ConnectionId> stubborn = ConcurrentHashMap.newKeySet();
    private final Set<Daemons.Trace> left = ConcurrentHashMap.newKeySet();
    private final Tunnels tunnels = new Tunnels(new HostNames("f0f0"), new Refusing(), _ -> {});
    private final NodeId node = NodeId.random();
    private final TunnelConfig one = Examples.on(node, Examples.inSlot(1));
    private final TunnelConfig other = Examples.on(node, Examples.inSlot(2));

    private final AtomicInteger attempts = new AtomicInteger();

    /// Starts no daemon, and ends only those that are not stubborn.
    private final class Refusing implements Daemons {

        @Override
        public Esp esp() {
            return Examples.ESP;
        }

        @Override
        public Daemon open(TunnelConfig tunnel) {
            attempts.incrementAndGet();
            left.add(tunnel.trace());
            throw new IllegalStateException("no daemon here");
        }

        @Override
        public void admit(TunnelConfig tunnel) {
            throw new IllegalStateException("no daemon to admit anybody to");
        }

        @Override
        public void end(Trace trace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(Trace trace) {
            if (stubborn.contains(trace.connection())) {
                throw new IllegalStateException("it holds fast");
            }
            left.remove(trace);
        }

        @Override
        public List<Trace> traces() {
            return List.copyOf(left);
        }

        @Override
        public Map<Slot, Traffic> counters(NodeId of) {
            return Map.of();
        }

        @Override
        public Map<Slot, Long> given(NodeId of) {
            return Map.of();
        }
    }

    @AfterEach
    void close() {
        tunnels.close();
    }

    @Test
    void tunnelsThatCannotBeMadeSayWhyAndTheNodeIsDone() {
        assertThat(tunnels.apply(node, List.of(one, other))).isTrue();
        assertThat(tunnels.observe(node)).hasSize(2).allSatisfy(report -> {
            assertThat(report.state()).isEqualTo(State.DOWN);
            assertThat(report.reason()).startsWith("NO_DAEMON: ").doesNotContain("no daemon here");
        });
    }

    @Test
    void aTunnelThatCannotBeEndedIsReportedUntilItIs() {
        assertThat(tunnels.apply(node, List.of(one, other))).isTrue();
        stubborn.add(one.connection());
        assertThat(tunnels.apply(node, List.of())).isFalse();
        ObservedTunnel remaining = tunnels.observe(node).getFirst();
        assertThat(tunnels.observe(node)).hasSize(1);
        assertThat(remaining.connection()).isEqualTo(one.connection());
        assertThat(remaining.state()).isEqualTo(State.FAILED);
        assertThat(remaining.reason()).isEqualTo("it cannot be removed, and is tried again");
        assertThat(tunnels.observe(NodeId.random())).isEmpty();

        stubborn.clear();
        assertThat(tunnels.apply(node, List.of())).isTrue();
        assertThat(tunnels.observe(node)).isEmpty();
    }

    @Test
    void anHourThatIsPutBackDelaysNoRetry() {
        AtomicReference<Instant> host = new AtomicReference<>(Instant.now());
        InstantSource wall = host::get;
        Clock steady = SteadyClock.from(wall.withZone(ZoneOffset.UTC), System::nanoTime);
        try (var held = new Tunnels(new HostNames("f0f0"), new Refusing(), steady, _ -> {})) {
            assertThat(held.apply(node, List.of(one))).isTrue();
            host.set(host.get().minus(Duration.ofHours(1)));
            int before = attempts.get();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> attempts.get() >= before + 2);
        }
    }

    @Test
    void aNodeIsNotGoneWhileATunnelRemains() {
        assertThat(tunnels.apply(node, List.of(one, other))).isTrue();
        stubborn.add(one.connection());
        assertThatThrownBy(() -> tunnels.remove(node)).hasMessageContaining("it holds fast");
        stubborn.clear();
        tunnels.remove(node);
        assertThat(left).isEmpty();
    }
}

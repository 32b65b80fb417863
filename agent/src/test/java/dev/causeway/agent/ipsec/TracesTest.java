package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Daemons.Trace;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What of tunnels is on the host, and how often it is asked for.
class TracesTest {

    private final NodeId one = NodeId.random();
    private final NodeId other = NodeId.random();

    @Test
    void isToldByNode() {
        Trace first = trace(one, 1);
        Trace second = trace(one, 2);
        Trace third = trace(other, 1);
        var traces = new Traces(() -> List.of(first, third));
        traces.add(second);
        assertThat(traces.of(one)).containsExactlyInAnyOrder(first, second);
        assertThat(traces.of(other)).containsExactly(third);
        traces.remove(first);
        assertThat(traces.of(one)).containsExactly(second);
        assertThat(traces.all()).containsExactlyInAnyOrder(second, third);
    }

    @Test
    void aConnectionLiesOnOneNode() {
        Trace before = trace(one, 1);
        var traces = new Traces(() -> List.of(before));
        Trace after = new Trace(other, before.connection(), new Slot(1));
        traces.add(after);
        assertThat(traces.of(one)).isEmpty();
        assertThat(traces.of(other)).containsExactly(after);
        traces.remove(before);
        assertThat(traces.of(other)).as("what is there now").containsExactly(after);
    }

    @Test
    void theHostIsAskedOnceHoweverManyNodesThereAre() {
        var backend = new Backend();
        List<NodeId> nodes = Stream.generate(NodeId::random).limit(200).toList();
        nodes.forEach(node -> backend.present.add(trace(node, 1)));
        List<Trace> left = List.copyOf(backend.present);
        try (var tunnels = new Tunnels(new HostNames("0123"), backend, _ -> {})) {
            nodes.forEach(node -> tunnels.apply(node, List.of()));
            assertThat(backend.closed).as("each once, by its own node").containsExactlyInAnyOrderElementsOf(left);
            nodes.forEach(node -> tunnels.apply(node, List.of()));
            nodes.forEach(tunnels::remove);
        }
        assertThat(backend.asked).hasValue(1);
        assertThat(backend.closed).hasSameSizeAs(left);
    }

    @Test
    void whatCouldNotBeRemovedIsTriedAgain() {
        var backend = new Backend();
        Trace trace = trace(one, 1);
        backend.present.add(trace);
        backend.failing = true;
        try (var tunnels = new Tunnels(new HostNames("0123"), backend, _ -> {})) {
            assertThatThrownBy(() -> tunnels.remove(one)).hasMessage("busy");
            backend.failing = false;
            tunnels.remove(one);
        }
        assertThat(backend.closed).containsExactly(trace);
    }

    private static Trace trace(NodeId node, int slot) {
        return new Trace(node, ConnectionId.random(), new Slot(slot));
    }

    /// A host on which earlier processes left something.
    private static final class Backend implements Daemons {

        private final List<Trace> present = new ArrayList<>();
        private final List<Trace> closed = new CopyOnWriteArrayList<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean failing;

        @Override
        public Esp esp() {
            return Examples.ESP;
        }

        @Override
        public Daemon open(TunnelConfig tunnel) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void admit(TunnelConfig tunnel) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(Trace trace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(Trace trace) {
            if (failing) {
                throw new IllegalStateException("busy");
            }
            closed.add(trace);
        }

        @Override
        public List<Trace> traces() {
            asked.incrementAndGet();
            return present;
        }

        @Override
        public Map<Slot, Traffic> counters(NodeId node) {
            return Map.of();
        }

        @Override
        public Map<Slot, Long> given(NodeId node) {
            return Map.of();
        }
    }
}

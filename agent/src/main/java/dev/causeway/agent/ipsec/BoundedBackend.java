package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets only a few daemons be started or ended at the same time: many at once would only hinder each other.
final class BoundedBackend implements EspBackend {

    private final EspBackend backend;
    private final Semaphore places = new Semaphore(2 * Runtime.getRuntime().availableProcessors() + 2);

    BoundedBackend(EspBackend backend) {
        this.backend = backend;
    }

    @Override
    public Daemon open(TunnelConfig tunnel) {
        return inTurn(() -> backend.open(tunnel));
    }

    @Override
    public void admit(TunnelConfig tunnel) {
        inTurn(() -> {
            backend.admit(tunnel);
            return true;
        });
    }

    @Override
    public void end(Trace trace) {
        inTurn(() -> {
            backend.end(trace);
            return true;
        });
    }

    @Override
    public void close(Trace trace) {
        inTurn(() -> {
            backend.close(trace);
            return true;
        });
    }

    private <T> T inTurn(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    @Override
    public List<Trace> traces() {
        return backend.traces();
    }

    @Override
    public Map<Integer, Traffic> counters(NodeId node) {
        return backend.counters(node);
    }

    @Override
    public Map<Integer, Long> given(NodeId node) {
        return backend.given(node);
    }
}

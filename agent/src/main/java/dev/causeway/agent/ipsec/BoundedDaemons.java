package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets only a few daemons be started or ended at the same time: many at once would only hinder each other.
final class BoundedDaemons implements Daemons {

    private final Daemons daemons;
    private final Semaphore places = new Semaphore(2 * Runtime.getRuntime().availableProcessors() + 2);

    BoundedDaemons(Daemons daemons) {
        this.daemons = daemons;
    }

    @Override
    public Esp esp() {
        return daemons.esp();
    }

    @Override
    public Daemon open(TunnelConfig tunnel) {
        return inTurn(() -> daemons.open(tunnel));
    }

    @Override
    public void admit(TunnelConfig tunnel) {
        inTurn(() -> {
            daemons.admit(tunnel);
            return true;
        });
    }

    @Override
    public void end(Trace trace) {
        inTurn(() -> {
            daemons.end(trace);
            return true;
        });
    }

    @Override
    public void close(Trace trace) {
        inTurn(() -> {
            daemons.close(trace);
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
        return daemons.traces();
    }

    @Override
    public Map<Slot, Traffic> counters(NodeId node) {
        return daemons.counters(node);
    }

    @Override
    public Map<Slot, Long> given(NodeId node) {
        return daemons.given(node);
    }
}

package dev.causeway.agent.openvpn;

import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A filter that lets everything through and remembers what it was told.
final class RecordingFilter implements SessionFilter {

    private int failures;
    private Runnable beforeWithdrawal = () -> {};
    private Map<String, List<Prefix>> reach = Map.of();
    private final Map<Ipv4, String> admitted = new TreeMap<>();
    private final Map<Ipv4, SessionCounters> counters = new HashMap<>();

    @Override
    public synchronized void policies(NodeId node, Map<String, List<Prefix>> groups) {
        reach = Map.copyOf(groups);
    }

    @Override
    public synchronized void admit(NodeId node, Map<Ipv4, String> groups) {
        work();
        groups.forEach((address, group) -> {
            admitted.put(address, group);
            counters.putIfAbsent(address, new SessionCounters(1, 2, 30, 40));
        });
    }

    @Override
    public synchronized void withdraw(NodeId node, Set<Ipv4> addresses) {
        work();
        beforeWithdrawal.run();
        addresses.forEach(admitted::remove);
        addresses.forEach(counters::remove);
    }

    @Override
    public synchronized Map<Ipv4, SessionCounters> counters(NodeId node) {
        work();
        return Map.copyOf(counters);
    }

    @Override
    public synchronized Set<Ipv4> admitted(NodeId node) {
        return Set.copyOf(admitted.keySet());
    }

    /// Fails so many times from now on.
    synchronized void fail(int times) {
        failures = times;
    }

    /// Does this before anybody is taken out.
    synchronized void beforeWithdrawal(Runnable work) {
        beforeWithdrawal = work;
    }

    private void work() {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("not now");
        }
    }

    synchronized boolean fails() {
        return failures > 0;
    }

    synchronized Map<Ipv4, String> groups() {
        return Map.copyOf(admitted);
    }

    synchronized Map<String, List<Prefix>> reach() {
        return reach;
    }
}

package dev.causeway.controller.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Remembers what was found, for a short time, and not beyond the moment at which it may have changed. What was not
/// found is looked for again each time, so that nobody fills the memory with what does not exist.
final class BriefMemory<K, V> {

    private final int most;
    private final long limit;
    private final LongSupplier nanoseconds;
    private final ConcurrentMap<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private volatile long forgotten;

    /// @param most how many things it holds
    /// @param limit after which nothing is remembered
    /// @param nanoseconds a clock that nobody sets
    BriefMemory(int most, Duration limit, LongSupplier nanoseconds) {
        this.most = most;
        this.limit = limit.toNanos();
        this.nanoseconds = nanoseconds;
    }

    private record Entry<V>(V value, long since) {}

    Optional<V> get(K key, Function<K, Optional<V>> look) {
        Entry<V> known = entries.get(key);
        if (known != null && isFresh(known)) {
            return Optional.of(known.value());
        }
        // Both are taken before looking: what changes meanwhile is not remembered as it was.
        long before = forgotten;
        long since = nanoseconds.getAsLong();
        Optional<V> found = look.apply(key);
        found.ifPresent(value -> keep(key, new Entry<>(value, since), before));
        return found;
    }

    /// Something may have changed.
    synchronized void forget() {
        forgotten++;
        entries.clear();
    }

    /// One thing may have changed.
    synchronized void forget(K key) {
        forgotten++;
        entries.remove(key);
    }

    int size() {
        return entries.size();
    }

    private synchronized void keep(K key, Entry<V> entry, long before) {
        if (forgotten != before) {
            return;
        }
        if (entries.size() >= most) {
            entries.values().removeIf(each -> !isFresh(each));
        }
        if (entries.size() >= most) {
            entries.clear();
        }
        entries.put(key, entry);
    }

    private boolean isFresh(Entry<V> entry) {
        return nanoseconds.getAsLong() - entry.since() < limit;
    }
}

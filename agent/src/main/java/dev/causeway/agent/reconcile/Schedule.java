package dev.causeway.agent.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which key is due when. Decides only: time is passed in, as the distance from any fixed moment.
final class Schedule<K> {

    /// How many failures in a row may have had to do with what was taken away.
    private static final int FORGIVEN = 2;

    private final BackOff backOff;

    /// Keys that wait, and when their time comes.
    private final Map<K, Duration> due = new HashMap<>();

    /// The same by time, so that it costs nothing how many wait.
    private final NavigableMap<Duration, Set<K>> inOrder = new TreeMap<>();

    /// Keys that are running and wait at the same time.
    private final Map<K, Duration> dueAgain = new HashMap<>();

    private final Set<K> running = new HashSet<>();
    private final Set<K> doubtful = new HashSet<>();
    private final Map<K, Integer> failures = new HashMap<>();

    Schedule(BackOff backOff) {
        this.backOff = backOff;
    }

    /// Something concerning the key changed: it is due now, even if it failed a moment ago. A key that is being worked
    /// on is due again afterwards, since the worker may have looked before the change.
    void add(K key, Duration now) {
        await(key, now);
    }

    private void await(K key, Duration when) {
        if (running.contains(key)) {
            dueAgain.merge(key, when, Schedule::earlier);
        } else {
            Duration before = due.get(key);
            if (before == null || when.compareTo(before) < 0) {
                forget(key);
                due.put(key, when);
                inOrder.computeIfAbsent(when, _ -> new LinkedHashSet<>()).add(key);
            }
        }
    }

    private void forget(K key) {
        Duration when = due.remove(key);
        if (when != null) {
            inOrder.computeIfPresent(when, (_, keys) -> {
                keys.remove(key);
                return keys.isEmpty() ? null : keys;
            });
        }
    }

    private void ended(K key) {
        running.remove(key);
        Duration again = dueAgain.remove(key);
        if (again != null) {
            await(key, again);
        }
    }

    /// The key should be looked at, though nothing is known to have changed: nothing to do if it is queued already,
    /// waits after a failure, or is going to.
    void check(K key, Duration now) {
        if (running.contains(key)) {
            doubtful.add(key);
        } else if (!due.containsKey(key)) {
            await(key, now);
        }
    }

    /// What the key stands for was taken away. That it could not be made then says nothing of what is to come, so it
    /// waits for a moment at most, which spares the host if someone goes on taking it away.
    void vanished(K key, Duration now) {
        failures.computeIfPresent(key, (_, inARow) -> Math.min(inARow, FORGIVEN));
        if (!running.contains(key) && failures.containsKey(key)) {
            add(key, now.plus(backOff.after(failures.get(key))));
        } else {
            check(key, now);
        }
    }

    /// Takes the keys whose time has come; each of them is running until it is finished.
    Set<K> start(Duration now) {
        Set<K> started = new LinkedHashSet<>();
        inOrder.headMap(now, true).values().forEach(started::addAll);
        started.forEach(this::forget);
        running.addAll(started);
        return started;
    }

    void finished(K key, Outcome outcome, Duration now) {
        ended(key);
        failures.remove(key);
        if (doubtful.remove(key)) {
            add(key, now);
        }
        switch (outcome) {
            case Outcome.Settled _ -> {}
            case Outcome.CheckAgain again -> await(key, now.plus(again.delay()));
        }
    }

    /// The key waits before it is tried again. Returns how often in a row it has failed.
    int failed(K key, Duration now) {
        ended(key);
        doubtful.remove(key);
        int inARow = failures.merge(key, 1, Integer::sum);
        await(key, now.plus(backOff.after(inARow)));
        return inARow;
    }

    /// When the next key is due; none if nothing waits.
    Optional<Duration> next() {
        return inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.firstKey());
    }

    boolean isIdle() {
        return due.isEmpty() && running.isEmpty();
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

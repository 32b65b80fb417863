package dev.causeway.agent.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which key is due when. Decides only: time is passed in, as the distance from any fixed moment.
final class Schedule<K> {

    /// How many failures in a row may have had to do with what was taken away.
    private static final int FORGIVEN = 2;

    private final BackOff backOff;
    private final Map<K, Duration> due = new HashMap<>();
    private final Set<K> running = new HashSet<>();
    private final Set<K> doubtful = new HashSet<>();
    private final Map<K, Integer> failures = new HashMap<>();

    Schedule(BackOff backOff) {
        this.backOff = backOff;
    }

    /// Something concerning the key changed: it is due now, even if it failed a moment ago. A key that is being worked
    /// on is due again afterwards, since the worker may have looked before the change.
    void add(K key, Duration now) {
        due.merge(key, now, Schedule::earlier);
    }

    /// The key should be looked at, though nothing is known to have changed: nothing to do if it is queued already,
    /// waits after a failure, or is going to.
    void check(K key, Duration now) {
        if (running.contains(key)) {
            doubtful.add(key);
        } else {
            due.putIfAbsent(key, now);
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
        Set<K> started = due.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(now) <= 0 && !running.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        due.keySet().removeAll(started);
        running.addAll(started);
        return started;
    }

    void finished(K key, Outcome outcome, Duration now) {
        running.remove(key);
        failures.remove(key);
        if (doubtful.remove(key)) {
            add(key, now);
        }
        switch (outcome) {
            case Outcome.Settled _ -> {}
            case Outcome.CheckAgain again -> due.merge(key, now.plus(again.delay()), Schedule::earlier);
        }
    }

    /// The key waits before it is tried again. Returns how often in a row it has failed.
    int failed(K key, Duration now) {
        running.remove(key);
        doubtful.remove(key);
        int inARow = failures.merge(key, 1, Integer::sum);
        due.merge(key, now.plus(backOff.after(inARow)), Schedule::earlier);
        return inARow;
    }

    /// When the next key is due; none if nothing waits.
    Optional<Duration> next() {
        return due.entrySet().stream()
                .filter(entry -> !running.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .min(Duration::compareTo);
    }

    boolean isIdle() {
        return due.isEmpty() && running.isEmpty();
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

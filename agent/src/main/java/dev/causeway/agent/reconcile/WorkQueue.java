package dev.causeway.agent.reconcile;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Hands keys to a reconciler: each key to one thread at a time, several keys side by side, failed ones again after a
/// while, and all of them every now and then, since a change may go unnoticed.
public final class WorkQueue<K> implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkQueue.class.getName());
    private static final BackOff BACK_OFF = new BackOff(
            Duration.ofMillis(200),
            Duration.ofSeconds(15),
            () -> ThreadLocalRandom.current().nextDouble());
    private static final int SIDE_BY_SIDE = 6;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Schedule<K> schedule = new Schedule<>(BACK_OFF);
    private final Semaphore permits = new Semaphore(SIDE_BY_SIDE);
    private final Reconciler<K> reconciler;
    private final Supplier<? extends Collection<K>> everything;
    private final Duration sweep;
    private boolean closed;

    /// A queue that does nothing before [#start].
    ///
    /// @param everything the keys that a sweep checks
    /// @param sweep the time between two sweeps
    public WorkQueue(Reconciler<K> reconciler, Supplier<? extends Collection<K>> everything, Duration sweep) {
        this.reconciler = reconciler;
        this.everything = everything;
        this.sweep = sweep;
    }

    public void start() {
        Thread.ofVirtual().name("reconcile").start(this::loop);
    }

    public void add(K key) {
        locked(() -> schedule.add(key, now()));
    }

    /// What the key stands for was taken away: it is worked on now, or in a moment if that failed before.
    public void vanished(K key) {
        locked(() -> schedule.vanished(key, now()));
    }

    public void addAll(Collection<? extends K> keys) {
        locked(() -> keys.forEach(key -> schedule.add(key, now())));
    }

    /// Whether nothing is being worked on, due or waiting.
    public boolean isIdle() {
        lock.lock();
        try {
            return schedule.isIdle();
        } finally {
            lock.unlock();
        }
    }

    /// Starts no further work. What is running ends by itself.
    @Override
    public void close() {
        locked(() -> closed = true);
    }

    private void loop() {
        Duration nextSweep = now().plus(sweep);
        lock.lock();
        try {
            while (!closed) {
                if (now().compareTo(nextSweep) >= 0) {
                    nextSweep = now().plus(sweep);
                    everything.get().forEach(key -> schedule.check(key, now()));
                }
                Set<K> started = schedule.start(now());
                started.forEach(
                        key -> Thread.ofVirtual().name("reconcile " + key).start(() -> work(key)));
                Duration wake = schedule.next().orElse(nextSweep);
                changed.await(Math.max(1, earlier(wake, nextSweep).minus(now()).toMillis()), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void work(K key) {
        permits.acquireUninterruptibly();
        try {
            Outcome outcome = reconciler.reconcile(key);
            locked(() -> schedule.finished(key, outcome, now()));
        } catch (RuntimeException | Error e) {
            locked(() -> note(key, e, schedule.failed(key, now())));
        } finally {
            permits.release();
        }
    }

    /// What went wrong may name a customer's addresses; the report carries it to where it is needed.
    private void note(K key, Throwable failure, int inARow) {
        if (inARow == 1) {
            LOG.log(System.Logger.Level.WARNING, "{0} failed and is tried again", key);
        }
        LOG.log(System.Logger.Level.DEBUG, "failure " + inARow + " in a row of " + key, failure);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }
}

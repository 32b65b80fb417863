package dev.causeway.controller.fleet;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts how often it was rung, and lets threads wait for the next time.
final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();
    private long count;

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    void ring() {
        lock.lock();
        try {
            count++;
            rings.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it has been rung more often than that, but not for ever.
    void await(long heard, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (count == heard && left > 0) {
                left = rings.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

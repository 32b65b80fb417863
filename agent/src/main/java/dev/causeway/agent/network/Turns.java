package dev.causeway.agent.network;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Lets only one at a time work on something. What nobody works on takes no memory.
final class Turns<K> {

    private final Map<K, Turn> turns = new ConcurrentHashMap<>();

    /// @param users how many hold the lock or wait for it
    private record Turn(ReentrantLock lock, int users) {}

    void exclusively(K what, Runnable work) {
        ReentrantLock lock = turns.merge(
                        what, new Turn(new ReentrantLock(), 1), (turn, _) -> new Turn(turn.lock(), turn.users() + 1))
                .lock();
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
            turns.computeIfPresent(
                    what, (_, turn) -> turn.users() == 1 ? null : new Turn(turn.lock(), turn.users() - 1));
        }
    }

    int size() {
        return turns.size();
    }
}

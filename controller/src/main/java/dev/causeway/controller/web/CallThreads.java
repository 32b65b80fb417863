package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The threads that work on calls.
///
/// A request that must wait for its body or its turn does so on a virtual thread. A call itself is a chain of short
/// exchanges with the database, and after each of them a virtual thread waits for a poller and then for a carrier, of
/// which there are as many as processors and which nobody takes away from whatever computes. A platform thread is
/// simply woken.
///
/// Of the threads that have nothing to do, the one that was last busy goes on first: what it needs is still at hand,
/// and those that are too many end.
final class CallThreads implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMillis(100);

    private final ThreadPoolExecutor threads;

    CallThreads(int count) {
        threads = new ThreadPoolExecutor(
                0,
                count,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("call-", 1).factory());
    }

    /// Has one of the threads do something, if one is free. Does not wait.
    ///
    /// @param work fails at nothing
    /// @return whether one does it
    boolean begin(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /// Has one of the threads do something as soon as one is free, and waits for it.
    <T> T run(Supplier<T> work) {
        var task = new FutureTask<T>(work::get);
        try {
            while (!begin(task) && !threads.getQueue().offer(task, A_WHILE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (threads.isShutdown()) {
                    throw stopping();
                }
            }
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private static Busy stopping() {
        return new Busy("the service is stopping; try again later");
    }

    /// Begins nothing new; what is running ends by itself.
    @Override
    public void close() {
        threads.shutdown();
    }
}

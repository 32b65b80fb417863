package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The threads that work on calls.
///
/// A request waits for its body and its turn on a virtual thread. A call itself is a chain of short exchanges with the
/// database, and after each of them a virtual thread waits for a poller and then for a carrier, of which there are as
/// many as processors and which nobody takes away from whatever computes. A platform thread is simply woken.
final class CallThreads implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ExecutorService threads;

    CallThreads(int count) {
        var pool = new ThreadPoolExecutor(
                count,
                count,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("call-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /// Has one of the threads do something, and waits for it.
    <T> T run(Supplier<T> work) {
        try {
            return threads.submit(work::get).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy("the service is stopping; try again later");
        }
    }

    /// Begins nothing new; what is running ends by itself.
    @Override
    public void close() {
        threads.shutdown();
    }
}

package dev.causeway.agent.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One thread that does what it is given in its order, and looks about after each time and when nothing came for a
/// while.
public final class WorkerThread {

    /// So many seconds may pass before what is being done is interrupted at the end.
    private static final int LONGEST_END = 20;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Looks looks;
    private volatile boolean closed;

    /// What the thread does besides.
    public interface Looks {

        Duration untilNext();

        void look();

        /// A task or a look failed.
        void failed(Throwable e);

        /// Nothing will be done any more.
        void ended();
    }

    public WorkerThread(String name, Looks looks) {
        this.looks = looks;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Waits until the thread has done what it was given. What it failed with is thrown on.
    ///
    /// @throws CompletionException if that takes longer than it may
    public static void await(CompletableFuture<Void> done, Duration patience) {
        try {
            done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    public void add(Runnable task) {
        tasks.add(task);
    }

    /// Lets it look about now.
    public void wake() {
        tasks.add(() -> {});
    }

    public boolean isClosed() {
        return closed;
    }

    private void run() {
        while (!closed) {
            try {
                Runnable task = tasks.poll(looks.untilNext().toMillis() + 1, TimeUnit.MILLISECONDS);
                while (task != null) {
                    task.run();
                    task = tasks.poll();
                }
                looks.look();
            } catch (InterruptedException _) {
                break;
            } catch (RuntimeException | Error e) {
                looks.failed(e);
            }
        }
        looks.ended();
    }

    /// Returns when nothing is being done any more.
    ///
    /// @param inTheWay ends what the thread may be waiting for; called every second
    public void close(Runnable inTheWay) {
        closed = true;
        wake();
        try {
            for (int seconds = 0; seconds < LONGEST_END && !thread.join(Duration.ofSeconds(1)); seconds++) {
                inTheWay.run();
            }
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

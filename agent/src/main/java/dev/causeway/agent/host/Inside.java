package dev.causeway.agent.host;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Asks questions inside of namespaces. A thread that enters one is in it as a whole, so it does nothing else.
final class Inside {

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("inside").factory());

    private static final int HOME = Kernel.open("/proc/self/ns/net");

    private Inside() {}

    /// Lets the thread ask, by [#of].
    static <T> T ask(Supplier<T> question) {
        try {
            return THREAD.submit(question::get).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the kernel does not tell: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Comes back in any case: a namespace lives as long as a thread is in it.
    static <T> T of(Namespace namespace, Supplier<T> question) {
        int there = Kernel.open(namespace.file().toString());
        try {
            Kernel.enter(there);
            return question.get();
        } finally {
            Kernel.close(there);
            Kernel.enter(HOME);
        }
    }
}

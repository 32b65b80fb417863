package dev.causeway.scenarios.cases.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Things that mostly wait, and need not wait for each other.
final class SideBySide {

    private SideBySide() {}

    @FunctionalInterface
    interface Deed {

        void run() throws Exception;
    }

    /// Does all of them, whatever becomes of the others.
    ///
    /// @throws IllegalStateException if one has failed
    static void run(Deed... deeds) {
        List<Future<?>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Deed deed : deeds) {
                all.add(threads.submit(() -> {
                    deed.run();
                    return deed;
                }));
            }
        }
        all.forEach(SideBySide::requireDone);
    }

    private static void requireDone(Future<?> deed) {
        try {
            var _ = deed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

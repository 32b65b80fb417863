package dev.causeway.controller.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Does the same several times at the same moment.
final class Together {

    private Together() {}

    /// What came of it.
    record Outcome<T>(List<T> values, List<Throwable> failures) {}

    static <T> Outcome<T> run(int times, IntFunction<T> work) {
        var start = new CyclicBarrier(times);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int index = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.apply(index);
                }));
            }
            return collect(running);
        }
    }

    private static <T> Outcome<T> collect(List<Future<T>> running) {
        var outcome = new Outcome<T>(new ArrayList<>(), new ArrayList<>());
        for (Future<T> one : running) {
            try {
                outcome.values().add(one.get());
            } catch (ExecutionException e) {
                outcome.failures().add(e.getCause());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return outcome;
    }
}

package dev.causeway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private final ConcurrentHashMap<String, Integer> runs = new ConcurrentHashMap<>();
    private WorkQueue<String> queue;

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void triesAgainWhatFailed() {
        start(key -> {
            if (runs.merge(key, 1, Integer::sum) < 3) {
                throw new IllegalStateException("not yet");
            }
            return Outcome.SETTLED;
        });
        queue.add("node");
        Awaitility.await().until(queue::isIdle);
        assertThat(runs).containsEntry("node", 3);
    }

    @Test
    void neverWorksOnOneKeyTwiceAtOnce() throws InterruptedException {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        start(key -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            pause();
            inside.decrementAndGet();
            return Outcome.SETTLED;
        });
        for (int i = 0; i < 20; i++) {
            queue.add("node");
            Thread.sleep(3);
        }
        Awaitility.await().until(queue::isIdle);
        assertThat(most).hasValue(1);
    }

    @Test
    void worksOnSeveralKeysSideBySide() {
        var together = new CountDownLatch(2);
        start(_ -> {
            together.countDown();
            together.await();
            return Outcome.SETTLED;
        });
        queue.addAll(List.of("one", "other"));
        Awaitility.await().until(queue::isIdle);
        assertThat(together.getCount()).isZero();
    }

    @Test
    void checksEverythingNowAndThen() {
        start(key -> {
            runs.merge(key, 1, Integer::sum);
            return Outcome.SETTLED;
        });
        Awaitility.await().until(() -> runs.getOrDefault("swept", 0) >= 2);
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        Outcome reconcile(String key) throws InterruptedException;
    }

    private void start(Work work) {
        queue = new WorkQueue<>(
                key -> {
                    try {
                        return work.reconcile(key);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                () -> List.of("swept"),
                Duration.ofMillis(100));
        queue.start();
    }
}

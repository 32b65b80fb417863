package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Busy;
import dev.causeway.model.ProjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingPlacesTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final Semaphore begun = new Semaphore(0);
    private final AtomicInteger done = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void join() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aProjectLeavesPlacesForOthers() throws InterruptedException {
        var places = new ReadingPlaces(Duration.ofMillis(20));
        var one = ProjectId.random();
        read(places, one, 2);
        begun.acquire(2);
        assertThatThrownBy(() -> places.within(one, begun::release)).isInstanceOf(Busy.class);
        var other = ProjectId.random();
        read(places, other, 2);
        begun.acquire(2);
        assertThatThrownBy(() -> places.within(ProjectId.random(), begun::release))
                .isInstanceOf(Busy.class);
        join();
        places.within(one, done::incrementAndGet);
        assertThat(done).hasValue(5);
    }

    @Test
    void whoWaitsHasATurn() throws InterruptedException {
        var places = new ReadingPlaces(Duration.ofMinutes(1));
        read(places, ProjectId.random(), 8);
        begun.acquire(2);
        join();
        assertThat(done).hasValue(8);
    }

    @Test
    void onlySoManyWait() throws InterruptedException {
        var places = new ReadingPlaces(Duration.ofMinutes(1));
        var project = ProjectId.random();
        read(places, project, 8);
        while (threads.stream().filter(ReadingPlacesTest::waits).count() < 8) {
            Thread.sleep(1);
        }
        assertThatThrownBy(() -> places.within(project, begun::release)).isInstanceOf(Busy.class);
        places.within(ProjectId.random(), begun::release);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /// Begins readings that last until the end.
    private void read(ReadingPlaces places, ProjectId project, int count) {
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> places.within(project, () -> {
                        begun.release();
                        await();
                        done.incrementAndGet();
                    })));
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

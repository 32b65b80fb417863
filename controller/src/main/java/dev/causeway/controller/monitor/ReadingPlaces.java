package dev.causeway.controller.monitor;

import dev.causeway.model.Busy;
import dev.causeway.model.ProjectId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The places in which metrics are read. One reading may keep the database at work for seconds, so few go on at once,
/// of one project fewer still; and few wait, because who waits here holds a place of usual calls.
final class ReadingPlaces {

    private static final int AT_ONCE = 4;
    private static final int OF_ONE_PROJECT = 2;

    /// With those that wait.
    private static final int ALL = 24;

    private static final int ALL_OF_ONE_PROJECT = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Duration patience;
    private final Semaphore all = new Semaphore(ALL);
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);
    private final ConcurrentMap<ProjectId, OfProject> projects = new ConcurrentHashMap<>();

    ReadingPlaces() {
        this(PATIENCE);
    }

    /// @param patience how long a reading waits for those of its project, and then for those of others
    ReadingPlaces(Duration patience) {
        this.patience = patience;
    }

    private record OfProject(Semaphore all, Semaphore atOnce) {}

    /// Reads when it is its turn.
    ///
    /// @throws Busy if that is not soon
    void within(ProjectId project, Runnable reading) {
        OfProject own = projects.computeIfAbsent(
                project, _ -> new OfProject(new Semaphore(ALL_OF_ONE_PROJECT), new Semaphore(OF_ONE_PROJECT, true)));
        holding(
                own.all(),
                Duration.ZERO,
                () -> holding(
                        all,
                        Duration.ZERO,
                        () -> holding(own.atOnce(), patience, () -> holding(atOnce, patience, reading))));
    }

    private static void holding(Semaphore places, Duration patience, Runnable work) {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("too many metrics are read at once; try again later");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy("the service is stopping; try again later");
        }
        try {
            work.run();
        } finally {
            places.release();
        }
    }
}

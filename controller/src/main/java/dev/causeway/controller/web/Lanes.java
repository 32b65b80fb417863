package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The places in which calls are worked on. Calls of one kind cannot take those of another: whoever tries passwords
/// keeps no tenant waiting, and the service says that it is well while it is busy.
final class Lanes implements AutoCloseable {

    private static final int LOGINS_AT_ONCE = 4;
    private static final int LOGINS_WAITING = 256;
    private static final int LOGINS_OF_ONE_ADDRESS = 16;
    private static final int HEALTH_AT_ONCE = 4;
    private static final int MOST_WORKERS = 64;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration PATIENCE_OF_LOGINS = Duration.ofSeconds(10);

    /// The lane in which the work of this thread has its place already.
    private static final ScopedValue<Route.Lane> HELD = ScopedValue.newInstance();

    private final Map<Route.Lane, Semaphore> places = new EnumMap<>(Route.Lane.class);
    private final Stock<InetAddress> logins = new Stock<>(LOGINS_WAITING, LOGINS_OF_ONE_ADDRESS);
    private final CallThreads workers;

    /// @param atOnce how many usual calls are worked on at the same time; more are refused after a short wait
    Lanes(int atOnce) {
        var usual = new Semaphore(atOnce, true);
        places.put(Route.Lane.USUAL, usual);
        places.put(Route.Lane.WAITING, usual);
        places.put(Route.Lane.LOGIN, new Semaphore(LOGINS_AT_ONCE, true));
        places.put(Route.Lane.HEALTH, new Semaphore(HEALTH_AT_ONCE, true));
        workers = new CallThreads(Math.min(MOST_WORKERS, atOnce) + LOGINS_AT_ONCE + HEALTH_AT_ONCE);
    }

    /// Has a thread for calls do something that will [run][#run] work in a lane, if there are a thread and a place for
    /// it now. Does not wait, and nor does what it runs.
    ///
    /// @return whether it is done
    boolean begin(Route.Lane lane, Runnable work) {
        if (!isShort(lane)) {
            return false;
        }
        Semaphore free = places.get(lane);
        if (free.hasQueuedThreads() || !free.tryAcquire()) {
            return false;
        }
        boolean begun = workers.begin(() -> {
            try {
                ScopedValue.where(HELD, lane).run(work);
            } finally {
                free.release();
            }
        });
        if (!begun) {
            free.release();
        }
        return begun;
    }

    private static boolean isShort(Route.Lane lane) {
        return switch (lane) {
            case USUAL, HEALTH -> true;
            case WAITING, LOGIN, READY -> false;
        };
    }

    /// Does a piece of work when it is its turn.
    ///
    /// @throws Busy if that is not soon
    <T> T run(Route.Lane lane, InetAddress from, Supplier<T> work) {
        if (HELD.isBound() && HELD.get() == lane) {
            return inThisThread(work);
        }
        return switch (lane) {
            case READY -> inThisThread(work);
            case WAITING -> inPlace(lane, PATIENCE, work);
            case USUAL, HEALTH -> inPlace(lane, PATIENCE, () -> workers.run(work));
            case LOGIN -> login(from, () -> workers.run(work));
        };
    }

    /// An error ends the call and not its thread.
    private static <T> T inThisThread(Supplier<T> work) {
        try {
            return work.get();
        } catch (Error e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T login(InetAddress from, Supplier<T> work) {
        if (!logins.take(from, 1)) {
            throw new Busy("too many logins at once from this address; try again later");
        }
        try {
            return inPlace(Route.Lane.LOGIN, PATIENCE_OF_LOGINS, work);
        } finally {
            logins.giveBack(from, 1);
        }
    }

    private <T> T inPlace(Route.Lane lane, Duration patience, Supplier<T> work) {
        Semaphore free = places.get(lane);
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("too many requests at once; try again later");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy("the service is stopping; try again later");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    /// Begins nothing new; what is running ends by itself.
    @Override
    public void close() {
        workers.close();
    }
}

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

    /// Does a piece of work when it is its turn.
    ///
    /// @throws Busy if that is not soon
    <T> T run(Route.Lane lane, InetAddress from, Supplier<T> work) {
        return switch (lane) {
            case WAITING -> inPlace(lane, PATIENCE, work);
            case USUAL, HEALTH -> inPlace(lane, PATIENCE, () -> workers.run(work));
            case LOGIN -> login(from, () -> workers.run(work));
        };
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

package dev.causeway.controller.fleet;

import dev.causeway.model.Busy;
import dev.causeway.model.HostId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// How many calls one host may have at once. What is beyond is refused at once, so that a host that calls without end
/// takes no place from the others.
public final class HostPlaces {

    private final int atOnce;
    private final ConcurrentMap<HostId, Semaphore> places = new ConcurrentHashMap<>();

    public HostPlaces(int atOnce) {
        this.atOnce = atOnce;
    }

    /// Does the work of one call.
    ///
    /// @throws Busy if the host has as many calls as it may
    public <T> T within(HostId host, Supplier<T> work) {
        Semaphore left = places.computeIfAbsent(host, _ -> new Semaphore(atOnce));
        if (!left.tryAcquire()) {
            throw new Busy("the host has %d such calls at once; try again later", atOnce);
        }
        try {
            return work.get();
        } finally {
            left.release();
        }
    }
}

package dev.causeway.agent.openvpn;

import dev.causeway.model.Ipv4;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who guesses passwords: after five failures of one user from one address in a minute, that user is refused
/// from there for a minute.
final class FailedLogins {

    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(1);
    static final Duration REFUSED = Duration.ofSeconds(60);

    /// So many pairs are remembered, so that whoever makes up names does not fill the memory.
    static final int REMEMBERED = 10_000;

    private final Map<Source, Count> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param user as it was typed, whether there is such a user or not
    record Source(String user, Ipv4 address) {}

    private static final class Count {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private Instant refusedUntil = Instant.MIN;
    }

    boolean isRefused(Source source, Instant now) {
        Count count = counts.get(source);
        return count != null && now.isBefore(count.refusedUntil);
    }

    void failed(Source source, Instant now) {
        Count count = counts.remove(source);
        if (count == null) {
            count = new Count();
        }
        // Taken out and put in again: the ones that failed last are remembered longest.
        counts.put(source, count);
        count.failures.removeIf(time -> time.isBefore(now.minus(WITHIN)));
        count.failures.add(now);
        if (count.failures.size() >= MOST) {
            count.failures.clear();
            count.refusedUntil = now.plus(REFUSED);
        }
    }

    void succeeded(Source source) {
        counts.remove(source);
    }
}

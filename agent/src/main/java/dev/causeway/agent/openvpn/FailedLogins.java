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

    private final Map<Source, Record> records = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Record> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param user as it was typed, whether there is such a user or not
    record Source(String user, Ipv4 address) {}

    private static final class Record {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private Instant refusedUntil = Instant.MIN;
    }

    boolean isRefused(Source source, Instant now) {
        Record record = records.get(source);
        return record != null && now.isBefore(record.refusedUntil);
    }

    void failed(Source source, Instant now) {
        Record record = records.remove(source);
        if (record == null) {
            record = new Record();
        }
        // Taken out and put in again: the ones that failed last are remembered longest.
        records.put(source, record);
        record.failures.removeIf(time -> time.isBefore(now.minus(WITHIN)));
        record.failures.add(now);
        if (record.failures.size() >= MOST) {
            record.failures.clear();
            record.refusedUntil = now.plus(REFUSED);
        }
    }

    void succeeded(Source source) {
        records.remove(source);
    }
}

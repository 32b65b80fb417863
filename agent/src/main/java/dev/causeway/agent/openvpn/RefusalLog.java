package dev.causeway.agent.openvpn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Tells of clients that are not let in. Whoever can reach the port can be refused as often as he likes: more than so
/// many a minute are counted instead, so that who came and went is not pushed out of the log. Used by one thread.
final class RefusalLog {

    static final int MOST_PER_MINUTE = 60;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final EventLog log;
    private final Clock clock;
    private Instant minute = Instant.MIN;
    private long inMinute;

    RefusalLog(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void add(JsonLine line) {
        look();
        inMinute++;
        if (inMinute <= MOST_PER_MINUTE) {
            log.add(clock.instant(), line);
        }
    }

    /// Tells of how many it was not told, when their minute is over.
    void look() {
        Instant now = clock.instant();
        if (!now.isBefore(minute) && now.isBefore(minute.plus(MINUTE))) {
            return;
        }
        if (inMinute > MOST_PER_MINUTE) {
            log.add(now, new JsonLine().put("event", "refused_more").put("count", inMinute - MOST_PER_MINUTE));
        }
        minute = now;
        inMinute = 0;
    }
}

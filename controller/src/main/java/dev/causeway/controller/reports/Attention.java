package dev.causeway.controller.reports;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Write;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Notes that hosts can be heard: a controller runs and reaches the database. What hosts did not say while none did is
/// not held against them.
public final class Attention implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Attention.class.getName());
    private static final Duration PACE = Duration.ofSeconds(5);

    /// How long nobody may have noted it before that counts as a break. Whoever reads it knows this too.
    private static final Duration BREAK = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock;
    private final Thread thread = Thread.ofVirtual().name("attention").unstarted(this::pay);

    private Attention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Begins to note it.
    public static Attention start(Database database, Clock clock) {
        var started = new Attention(database, clock);
        started.thread.start();
        return started;
    }

    /// Notes that hosts can be heard at this moment.
    public static Write at(Instant now) {
        return Write.of(
                "UPDATE attention SET since = CASE WHEN last_at < ? THEN ? ELSE since END, last_at = ?",
                now.minus(BREAK),
                now,
                now);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void pay() {
        try {
            while (true) {
                note();
                Thread.sleep(PACE);
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    private void note() {
        try {
            database.change(tx -> at(clock.instant()).in(tx));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "that hosts can be heard is noted later", e);
        }
    }
}

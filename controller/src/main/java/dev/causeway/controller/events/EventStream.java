package dev.causeway.controller.events;

import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Teller;
import dev.causeway.model.Forbidden;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServiceException;
import dev.causeway.model.Unauthenticated;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What one client is told of a project, as server-sent events. What it has not taken yet is kept as one event for each
/// list at most, so that it may be as slow as it likes.
///
/// Now and then it is told that there is nothing to tell, which also shows whether it is still there. Each time it is
/// asked whether it may still listen.
///
/// A stream does not live long, since a client that is gone without a word is not told from one that is silent:
/// what it is sent waits in the kernel, which tries again for a quarter of an hour. Whoever is there begins another
/// one soon. How long each lives, and how soon that is, is drawn by lot: all that came at the same moment, when a
/// controller started, would come again at the same moment for ever.
final class EventStream implements Teller {

    private static final Logger LOG = System.getLogger(EventStream.class.getName());

    private static final byte[] COMMENT = octets(": \n\n");
    private static final byte[] EXPIRED = octets("event: expired\ndata: {}\n\n");

    private final Listening listening;
    private final Rights rights;
    private final Audience audience;
    private final Pace pace;
    private final Map<ChangedList, Event> pending = new EnumMap<>(ChangedList.class);
    private boolean due = true;
    private Optional<byte[]> last = Optional.empty();
    private boolean left;
    private Runnable wake = () -> {};
    private Optional<Thread> watch = Optional.empty();

    /// Who listens to what.
    ///
    /// @param domain that the listener belongs to
    /// @param session by which it is known how many streams somebody has
    record Listening(ProjectId project, String domain, String session) {}

    /// How a stream goes on while nothing happens.
    ///
    /// @param beat how long nothing is told at most
    /// @param shortest after how long it ends at the earliest
    /// @param longest after how long it ends at the latest
    record Pace(Duration beat, Duration shortest, Duration longest) {

        static final Pace USUAL = new Pace(Duration.ofSeconds(15), Duration.ofMinutes(4), Duration.ofMinutes(6));

        /// When its client shall come again, in milliseconds. Pages take a stream for missing after four seconds,
        /// within which it has to be there.
        private static final int SOONEST = 500;

        private static final int LATEST = 2500;

        /// After how long one stream ends.
        Duration life() {
            return Duration.ofMillis(ThreadLocalRandom.current().nextLong(shortest.toMillis(), longest.toMillis() + 1));
        }

        /// The last words of a stream whose client may come again.
        static byte[] again() {
            return octets("retry: %d\n\n".formatted(ThreadLocalRandom.current().nextInt(SOONEST, LATEST + 1)));
        }
    }

    /// What a client may do.
    @FunctionalInterface
    interface Rights {

        /// Looks whether it may listen.
        ///
        /// @throws Unauthenticated if it is not logged in any more
        /// @throws Forbidden if the project is not one of its own
        void require();
    }

    /// @param id of the thing that has changed; empty if there are several
    /// @param number rises with each change that this controller hears of
    private record Event(ChangedList list, Optional<String> id, long number) {

        Event after(Event earlier) {
            return id.equals(earlier.id) ? this : new Event(list, Optional.empty(), number);
        }

        void writeTo(ByteArrayOutputStream octets) {
            octets.writeBytes(octets("event: changed\ndata: "));
            octets.writeBytes(Json.write(this));
            octets.writeBytes(octets("\n\n"));
        }
    }

    EventStream(Listening listening, Rights rights, Audience audience, Pace pace) {
        this.listening = listening;
        this.rights = rights;
        this.audience = audience;
        this.pace = pace;
    }

    Listening listening() {
        return listening;
    }

    /// Tells of a change.
    ///
    /// @param thing that has changed, if it is one alone
    synchronized void changed(ChangedList list, Optional<String> thing, long number) {
        boolean silent = pending.isEmpty();
        pending.merge(list, new Event(list, thing, number), (earlier, later) -> later.after(earlier));
        if (silent) {
            wake.run();
        }
    }

    @Override
    public synchronized void begin(Runnable awakening) {
        if (left) {
            return;
        }
        wake = awakening;
        watch = Optional.of(Thread.ofVirtual().name("stream-of-events").start(this::watch));
        wake.run();
    }

    @Override
    public synchronized Word next() {
        if (last.isPresent()) {
            return new Word.Last(last.get());
        }
        if (!pending.isEmpty()) {
            var octets = new ByteArrayOutputStream();
            pending.values().forEach(event -> event.writeTo(octets));
            pending.clear();
            due = false;
            return new Word.Piece(octets.toByteArray());
        }
        if (due) {
            due = false;
            return new Word.Piece(COMMENT);
        }
        return new Word.Silence();
    }

    @Override
    public synchronized void gone() {
        left = true;
        wake = () -> {};
        watch.ifPresent(Thread::interrupt);
        audience.leave(this);
    }

    private void watch() {
        try {
            Duration ahead = pace.life();
            do {
                Duration rest = ahead.compareTo(pace.beat()) < 0 ? ahead : pace.beat();
                Thread.sleep(rest);
                ahead = ahead.minus(rest);
            } while (goesOn(ahead.isPositive()));
        } catch (InterruptedException _) {
            // The client is gone.
        }
    }

    /// @param young whether its life is not over
    private boolean goesOn(boolean young) {
        Optional<byte[]> end = end(young);
        synchronized (this) {
            last = end;
            due = true;
            wake.run();
        }
        return end.isEmpty();
    }

    private Optional<byte[]> end(boolean young) {
        if (!mayListen()) {
            return Optional.of(EXPIRED);
        }
        return young ? Optional.empty() : Optional.of(Pace.again());
    }

    /// As long as nobody can say that it may not.
    private boolean mayListen() {
        try {
            rights.require();
            return true;
        } catch (ServiceException failure) {
            return !(failure instanceof Unauthenticated) && !(failure instanceof Forbidden);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "cannot tell whether a client may listen", bug);
            return false;
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

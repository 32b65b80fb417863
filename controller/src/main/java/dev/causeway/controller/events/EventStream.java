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

/// What one client is told of a project, as server-sent events. What it has not taken yet is kept as one event for each
/// list at most, so that it may be as slow as it likes.
///
/// Now and then it is told that there is nothing to tell, which also shows whether it is still there. Each time it is
/// asked whether it may still listen.
final class EventStream implements Teller {

    private static final Logger LOG = System.getLogger(EventStream.class.getName());

    private static final byte[] COMMENT = octets(": \n\n");
    private static final byte[] EXPIRED = octets("event: expired\ndata: {}\n\n");

    private final Listening listening;
    private final Rights rights;
    private final Audience audience;
    private final Duration beat;
    private final Map<ChangedList, Event> pending = new EnumMap<>(ChangedList.class);
    private boolean due = true;
    private boolean over;
    private boolean left;
    private Runnable wake = () -> {};
    private Optional<Thread> watch = Optional.empty();

    /// Who listens to what.
    ///
    /// @param domain that the listener belongs to
    /// @param session by which it is known how many streams somebody has
    record Listening(ProjectId project, String domain, String session) {}

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

    /// @param beat how long nothing is told at most
    EventStream(Listening listening, Rights rights, Audience audience, Duration beat) {
        this.listening = listening;
        this.rights = rights;
        this.audience = audience;
        this.beat = beat;
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
        if (over) {
            return new Word.Last(EXPIRED);
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
            do {
                Thread.sleep(beat);
            } while (goesOn());
        } catch (InterruptedException _) {
            // The client is gone.
        }
    }

    private boolean goesOn() {
        boolean may = mayListen();
        synchronized (this) {
            over = !may;
            due = true;
            wake.run();
        }
        return may;
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

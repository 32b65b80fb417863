package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.DaemonLog.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a tenant is told of a daemon's log: so much of it in a while that what is told stays readable, and no stranger
/// can push out what is useful. Of what is left out the number is told.
final class TenantLog {

    private static final Duration WHILE = Duration.ofMinutes(10);

    /// So many lines in a while about messages of strangers.
    private static final int STRANGE = 60;

    /// So many about the connection's own.
    private static final int OWN = 3_000;

    private static final int BATCH = 500;

    /// How far the log was looked through when a position was the last one that was told, and what had been told in
    /// that while.
    private record Place(long readTo, Told told) {}

    /// What was told in the while that began at a time, and what was left out since a line was told last.
    private record Told(Instant begin, int strange, int own, long leftOut) {

        static final Told NOTHING = new Told(Instant.MIN, 0, 0, 0);

        boolean isOver(Line line) {
            return line.time().isBefore(begin) || line.time().isAfter(begin.plus(WHILE));
        }

        Told anew(Line line) {
            return new Told(line.time(), 0, 0, 0);
        }

        boolean hasRoomFor(Line line) {
            return line.isStrange() ? strange < STRANGE : own < OWN;
        }

        Told with(Line line) {
            return line.isStrange()
                    ? new Told(begin, strange + 1, own, leftOut)
                    : new Told(begin, strange, own + 1, leftOut);
        }

        Told without() {
            return new Told(begin, strange, own, leftOut + 1);
        }

        /// Stands where the line before the next one ends, which no other line does.
        Line summary(Line next) {
            String text = "[LOG] %d more lines of these ten minutes are left out".formatted(leftOut);
            return new Line(next.position() - 1, next.position() - 1, begin.plus(WHILE), text, "");
        }
    }

    private Map<Long, Place> places = Map.of();

    /// The oldest lines whose position is greater than `after`. The same question has the same answer until one was
    /// answered that continues behind the answer.
    synchronized List<Line> read(DaemonLog log, long after, int limit) {
        Place before = places.getOrDefault(after, new Place(after, Told.NOTHING));
        var reading = new Reading(before, limit);
        List<Line> batch;
        do {
            batch = log.read(reading.readTo, BATCH);
        } while (batch.stream().allMatch(reading::take) && batch.size() == BATCH);
        List<Line> lines = reading.lines;
        Map<Long, Place> next = new HashMap<>();
        next.put(after, before);
        next.put(lines.isEmpty() ? after : lines.getLast().position(), new Place(reading.readTo, reading.told));
        places = next;
        return lines;
    }

    /// One answer, as it comes to be.
    private static final class Reading {

        private final List<Line> lines = new ArrayList<>();
        private final int limit;
        private long readTo;
        private Told told;

        Reading(Place begin, int limit) {
            this.limit = limit;
            this.readTo = begin.readTo();
            this.told = begin.told();
        }

        /// @return whether there was room for it
        boolean take(Line line) {
            if (lines.size() < limit && told.isOver(line)) {
                if (told.leftOut() > 0) {
                    lines.add(told.summary(line));
                }
                told = told.anew(line);
            }
            if (lines.size() >= limit) {
                return false;
            }
            boolean room = told.hasRoomFor(line);
            if (room) {
                lines.add(line);
            }
            told = room ? told.with(line) : told.without();
            readTo = line.position();
            return true;
        }
    }
}

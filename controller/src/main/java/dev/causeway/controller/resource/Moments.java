package dev.causeway.controller.resource;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Times of creation. They mark where the pages of a list begin, so no two things of one kind in one
/// project share one.
public final class Moments {

    /// Nothing was made before 1970 or after this, and the database knows no moment that is much farther away.
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Moments() {}

    /// A time of creation that is later than all in the project. Until the transaction ends, no other is
    /// given out there.
    public static Instant next(Handle tx, ResourceType type, ProjectId project, Instant now) {
        var questions = new Pipeline();
        Function<Instant, Instant> next = next(questions, type, project);
        questions.run(tx);
        return next.apply(now);
    }

    /// The same among other questions. Until they are asked none is given out.
    ///
    /// @return gives the time of creation, from the time that it is now, once the questions are answered
    public static Function<Instant, Instant> next(Pipeline questions, ResourceType type, ProjectId project) {
        questions.add(Select.of(
                row -> row.number("one"),
                "SELECT 1 AS one FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 0))) AS locked",
                type.table() + "/" + project.value()));
        var newest = questions.add(Select.of(
                row -> row.moment("created_at"),
                "SELECT created_at FROM " + type.table() + " WHERE project_id = ? ORDER BY created_at DESC LIMIT 1",
                project));
        return now -> after(newest.first(), now);
    }

    /// A time of creation that is now, or else right after the newest there is. Whoever asks sees to it that no
    /// other is given out meanwhile.
    public static Instant after(Optional<Instant> newest, Instant now) {
        Instant wanted = now.truncatedTo(ChronoUnit.MILLIS);
        return newest.map(last -> last.plusMillis(1))
                .filter(earliest -> earliest.isAfter(wanted))
                .orElse(wanted);
    }

    /// Reads the marker of a page.
    ///
    /// @throws InvalidInput if it is not a time
    static Instant marker(String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant();
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST)) {
                throw notAMarker();
            }
            return moment;
        } catch (DateTimeException _) {
            throw notAMarker();
        }
    }

    private static InvalidInput notAMarker() {
        return new InvalidInput("must be the next_marker of the page before");
    }
}

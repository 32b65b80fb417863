package dev.causeway.controller.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/// What went wrong in the database, by the codes of PostgreSQL.
final class Failures {

    /// Lock waits, statements and idle transactions that took too long, conflicts of transactions that outlast all
    /// attempts, and a server that ends.
    private static final Set<String> PASSING =
            Set.of("55P03", "57014", "25P03", "25P04", "40001", "40P01", "57P01", "57P02", "57P03");

    /// Connections, resources (disk, memory, places), and what the server's own system refuses it.
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "58");

    private Failures() {}

    /// Whether the database itself fails, so that the same work may succeed later.
    static boolean isPassing(Throwable error) {
        return sql(error)
                .map(cause -> cause instanceof SQLTransientConnectionException || isPassing(cause.getSQLState()))
                .orElse(false);
    }

    /// The first complaint of the database among the causes of an error.
    static Optional<SQLException> sql(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static boolean isPassing(String state) {
        return state != null
                && state.length() == 5
                && (PASSING.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2)));
    }
}

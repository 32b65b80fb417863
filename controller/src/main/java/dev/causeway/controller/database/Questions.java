package dev.causeway.controller.database;

import dev.causeway.model.Unavailable;
import java.util.List;
import java.util.Optional;

/// Answers questions that need no transaction: what is asked together sees one moment by itself, and nothing changes.
public interface Questions {

    /// All rows of the answer.
    ///
    /// @throws Unavailable if the database does not serve it in time
    <T> List<T> list(Select<T> question);

    /// The first row of the answer.
    ///
    /// @throws Unavailable if the database does not serve it in time
    <T> Optional<T> first(Select<T> question);

    /// Asks several questions in one exchange, all about the same moment.
    ///
    /// @throws Unavailable if the database does not serve it in time
    void ask(Pipeline several);
}

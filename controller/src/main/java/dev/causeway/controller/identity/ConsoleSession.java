package dev.causeway.controller.identity;

import java.time.Instant;
import java.util.List;

/// What a session of the console stands for. Its secret is not among this: it is known by its digest alone.
///
/// @param projects of the account's domain, oldest first; all that the session counts in
/// @param used when it was last used, as far as that is written: up to a minute before it was
/// @param ends when it ends, however much it is used
public record ConsoleSession(Account account, List<Project> projects, Instant begun, Instant used, Instant ends) {

    public ConsoleSession {
        projects = List.copyOf(projects);
    }
}

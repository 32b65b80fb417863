package dev.causeway.controller.identity;

import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a token stands for. The token itself is not among this: it is known by its digest alone.
///
/// @param ofDomain whether it is for the domain as a whole; if not, and without a project, it is for nothing
/// @param methods how its bearer showed who it is, such as `password`
record Token(
        Account account,
        Optional<ProjectId> project,
        boolean ofDomain,
        List<String> methods,
        Instant issued,
        Instant expires) {

    Token {
        methods = List.copyOf(methods);
    }
}

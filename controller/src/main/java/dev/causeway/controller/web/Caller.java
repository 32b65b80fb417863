package dev.causeway.controller.web;

import dev.causeway.model.HostId;
import dev.causeway.model.ProjectId;
import java.util.Optional;
import java.util.Set;

/// Who makes a call.
public sealed interface Caller {

    /// Somebody without credentials, on an operation that needs none.
    record Nobody() implements Caller {}

    /// A user of a tenant.
    ///
    /// @param projects all projects the user may work in
    /// @param scope the project that the credentials are for, if they are for one
    record User(String userId, String name, String domainId, Set<ProjectId> projects, Optional<ProjectId> scope)
            implements Caller {

        public User {
            projects = Set.copyOf(projects);
        }
    }

    /// Who runs the service.
    record Operator(String name) implements Caller {}

    /// The agent of a data-plane host.
    record Host(HostId host) implements Caller {}
}

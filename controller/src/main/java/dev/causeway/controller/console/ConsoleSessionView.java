package dev.causeway.controller.console;

import dev.causeway.controller.identity.Account;
import dev.causeway.controller.identity.ConsoleSession;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A user's session as the answer describes it.
record ConsoleSessionView(
        User user,
        List<InProject> projects,
        List<String> actions,
        String instance,
        Service service,
        Instant expiresAt,
        long idleSeconds) {

    record User(String id, String name, Account.Domain domain) {}

    record InProject(ProjectId id, String name) {}

    record Service(String version, String region) {}

    /// What is the same for all users.
    ///
    /// @param actions what users may do in projects of theirs
    /// @param instance the installation's id
    record Facts(List<String> actions, String instance, Service service, long idleSeconds) {}

    static Map<String, ConsoleSessionView> of(ConsoleSession session, Facts facts) {
        Account account = session.account();
        return Map.of(
                "session",
                new ConsoleSessionView(
                        new User(account.id(), account.name(), account.domain().orElseThrow()),
                        session.projects().stream()
                                .map(project -> new InProject(project.id(), project.name()))
                                .toList(),
                        facts.actions(),
                        facts.instance(),
                        facts.service(),
                        session.ends(),
                        facts.idleSeconds()));
    }
}

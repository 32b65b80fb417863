package dev.causeway.controller.access;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.server.ClientAuthType;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.server.VpnServers;
import dev.causeway.model.Coded;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// What all that belongs to a server has in common: it is found by project and server, and changes while the server's
/// gateway is locked. It exists only where clients have passwords.
final class BelowServers {

    private final Questions questions;
    private final VpnServers servers;
    private final Clock clock;

    BelowServers(Questions questions, VpnServers servers, Clock clock) {
        this.questions = questions;
        this.servers = servers;
        this.clock = clock;
    }

    /// Finds this server if it is the project's, for questions about what belongs to it.
    static Select<ServerId> one(ProjectId project, ServerId id) {
        return Select.of(
                row -> row.id("id", ServerId::new),
                "SELECT id FROM vpn_server WHERE project_id = ? AND id = ?",
                project,
                id);
    }

    /// Finds a server whose clients have passwords.
    ///
    /// @throws Coded if the project has no such server
    /// @throws InvalidInput if its clients show certificates
    VpnServer get(ProjectId project, ServerId id) {
        return withPasswords(servers.get(project, id).server());
    }

    /// The same for a change of what belongs to the server. Until the transaction ends nobody else changes any of it.
    ///
    /// @throws Coded if the project has no such server, or its gateway is being created or deleted, or is frozen
    VpnServers.Locked lock(Handle tx, ProjectId project, ServerId id) {
        VpnServers.Locked locked = servers.lock(tx, project, id);
        withPasswords(locked.server());
        return locked;
    }

    private static VpnServer withPasswords(VpnServer server) {
        return switch (server.spec().clientAuthType()) {
            case LOCAL_PASSWORD -> server;
            case CERT ->
                throw new InvalidInput(
                        "clients of this server show certificates (client_auth_type %s): it has no users, groups and"
                                + " access policies",
                        ClientAuthType.CERT.word());
        };
    }

    /// Finds a thing that belongs to a server.
    ///
    /// @param which finds it with the project and the server
    /// @param missing what it means that the server has no such thing
    <T> T find(ProjectId project, ServerId server, Select<T> which, ErrorCode.Plain missing) {
        return questions.first(which).orElseGet(() -> {
            get(project, server);
            throw missing.failure();
        });
    }

    /// Finds a part of the things that belong to a server.
    <T> Listing<T> list(ProjectId project, ServerId server, Select<Long> total, Select<T> part) {
        Listing<T> found = Listing.ask(questions, total, part);
        if (found.total() == 0) {
            get(project, server);
        }
        return found;
    }

    /// Asks several questions about what belongs to a server.
    ///
    /// @param asking adds them, and gives what follows from the answers
    <T> T ask(ProjectId project, ServerId id, BiFunction<Pipeline, VpnServer, Supplier<T>> asking) {
        var asked = new Pipeline();
        Supplier<T> answer = asking.apply(asked, get(project, id));
        questions.ask(asked);
        return answer.get();
    }

    /// A time of creation that is later than all others of a table and server, of which the lock is held.
    Instant next(Handle tx, String table, ServerId server) {
        Optional<Instant> newest = Select.of(
                        row -> row.optionalMoment("newest"),
                        "SELECT max(created_at) AS newest FROM " + table + " WHERE server_id = ?",
                        server)
                .one(tx);
        return Moments.after(newest, clock.instant());
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

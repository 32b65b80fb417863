package dev.causeway.controller.connection;

import dev.causeway.controller.reports.Sighting;
import dev.causeway.controller.resource.Standing;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a connection is doing. Computed from what is wanted and what its node's host last reported; never stored.
public enum ConnectionStatus {
    PENDING_CREATE,
    PENDING_UPDATE,
    PENDING_DELETE,
    ACTIVE,
    DOWN,
    ERROR,
    UNKNOWN;

    /// How long applying a connection may take.
    static final Duration DEADLINE = Duration.ofMinutes(2);

    /// Decides the status.
    ///
    /// @param listening since when reports could be heard
    public static ConnectionStatus of(VpnConnection connection, Sighting seen, Instant listening, Instant now) {
        if (connection.deleting()) {
            return PENDING_DELETE;
        }
        VpnConnection.History history = connection.history();
        Optional<Sighting.Word> current = current(history, seen);
        var word = new Standing.Word(applied(seen, current, history), is(current, State.FAILED), seen.heard());
        Instant expected = Standing.latest(listening, history.changedAt());
        return switch (Standing.of(word, history.generation(), expected, now)) {
            case APPLIED -> is(current, State.UP) ? ACTIVE : DOWN;
            case PENDING -> pending(history, expected, now);
            case SILENT -> UNKNOWN;
            case FAILED -> ERROR;
        };
    }

    /// A tunnel that was applied before and is being applied again, as after the end of its daemon, is down meanwhile.
    /// One that is up by other settings, as after an older database was put in place, is not: its host is about
    /// to follow.
    private static long applied(Sighting seen, Optional<Sighting.Word> current, VpnConnection.History history) {
        return is(seen.word(), State.UP) || is(current, State.DOWN)
                ? seen.word().orElseThrow().generation()
                : history.appliedGeneration();
    }

    /// Since when a connection that has this status has had it, as far as that is known. It is the same whoever asks,
    /// and whenever.
    Instant since(VpnConnection connection, Sighting seen) {
        VpnConnection.History history = connection.history();
        Instant told =
                Standing.latest(seen.word().map(Sighting.Word::since).orElse(Instant.EPOCH), history.changedAt());
        return switch (this) {
            case PENDING_CREATE, PENDING_UPDATE -> history.changedAt();
            case PENDING_DELETE -> history.updatedAt();
            case ACTIVE, DOWN -> told;
            case ERROR ->
                is(current(history, seen), State.FAILED)
                        ? told
                        : history.changedAt().plus(DEADLINE);
            case UNKNOWN -> Standing.latest(seen.heard(), history.changedAt()).plus(Standing.TRUST);
        };
    }

    /// The word about the settings that are wanted.
    private static Optional<Sighting.Word> current(VpnConnection.History history, Sighting seen) {
        return seen.word().filter(report -> report.generation() >= history.generation());
    }

    private static boolean is(Optional<Sighting.Word> report, State state) {
        return report.filter(found -> found.state() == state).isPresent();
    }

    private static ConnectionStatus pending(VpnConnection.History history, Instant expected, Instant now) {
        if (now.isAfter(expected.plus(DEADLINE))) {
            return ERROR;
        }
        return history.appliedGeneration() == 0 ? PENDING_CREATE : PENDING_UPDATE;
    }
}

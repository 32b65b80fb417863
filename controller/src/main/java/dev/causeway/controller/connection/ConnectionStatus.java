package dev.causeway.controller.connection;

import dev.causeway.model.document.TunnelReport;
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

    /// How long a report is worth anything.
    static final Duration TRUST = Duration.ofSeconds(90);

    /// What is known of the tunnel.
    ///
    /// @param report the last word about it, if it is reported at all
    /// @param heard when its node's host was last heard
    public record Seen(Optional<TunnelReport> report, Instant heard) {

        /// Nothing, from a host that never said a word.
        static final Seen NOTHING = new Seen(Optional.empty(), Instant.EPOCH);
    }

    /// Decides the status.
    ///
    /// @param listening since when reports could be heard
    public static ConnectionStatus of(VpnConnection connection, Seen seen, Instant listening, Instant now) {
        if (connection.deleting()) {
            return PENDING_DELETE;
        }
        VpnConnection.History history = connection.history();
        Instant silentSince = latest(latest(seen.heard(), listening), history.changedAt());
        if (now.isAfter(silentSince.plus(TRUST))) {
            return UNKNOWN;
        }
        return seen.report()
                .filter(report -> report.generation() >= history.generation())
                .flatMap(report -> settled(report, history))
                .orElseGet(() -> pending(history, now));
    }

    /// A tunnel that was applied before and is being applied again, as after the end of its daemon, is down meanwhile.
    private static Optional<ConnectionStatus> settled(TunnelReport report, VpnConnection.History history) {
        return switch (report.state()) {
            case UP -> Optional.of(ACTIVE);
            case DOWN -> Optional.of(DOWN);
            case FAILED -> Optional.of(ERROR);
            case APPLYING -> Optional.of(DOWN).filter(_ -> history.appliedGeneration() >= history.generation());
        };
    }

    private static ConnectionStatus pending(VpnConnection.History history, Instant now) {
        if (history.appliedGeneration() >= history.generation()) {
            return DOWN;
        }
        if (now.isAfter(history.changedAt().plus(DEADLINE))) {
            return ERROR;
        }
        return history.appliedGeneration() == 0 ? PENDING_CREATE : PENDING_UPDATE;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

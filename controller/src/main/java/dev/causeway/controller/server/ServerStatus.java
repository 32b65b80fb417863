package dev.causeway.controller.server;

import dev.causeway.controller.resource.Standing;
import dev.causeway.model.document.ServerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a server is doing. Computed from what is wanted and what its node's host last reported; never stored.
public enum ServerStatus {
    PENDING_CREATE,
    PENDING_UPDATE,
    ACTIVE,
    FAULT,
    /// The operator has taken its gateway out of service.
    FROZEN;

    /// How long starting a daemon, or following a change, may take.
    static final Duration DEADLINE = Duration.ofMinutes(2);

    /// The last word about a server.
    ///
    /// @param heard when its host was last heard
    record Word(long generation, ServerReport.State state, Instant since, Instant heard) {}

    /// Decides the status.
    ///
    /// @param seen empty if the server was never reported
    /// @param listening since when reports could be heard
    static ServerStatus of(VpnServer server, boolean frozen, Optional<Word> seen, Instant listening, Instant now) {
        if (frozen) {
            return FROZEN;
        }
        VpnServer.History history = server.history();
        var word = new Standing.Word(
                seen.filter(said -> said.state() == ServerReport.State.LISTENING)
                        .map(Word::generation)
                        .orElse(0L),
                seen.filter(said ->
                                said.state() == ServerReport.State.FAILED && said.generation() >= history.generation())
                        .isPresent(),
                seen.map(Word::heard).orElse(Instant.EPOCH));
        Instant begun =
                Standing.latest(history.changedAt(), seen.map(Word::since).orElse(history.changedAt()));
        Instant expected = Standing.latest(listening, begun);
        return switch (Standing.of(word, history.generation(), expected, now)) {
            case APPLIED -> ACTIVE;
            case PENDING -> pending(history, expected, now);
            case SILENT, FAILED -> FAULT;
        };
    }

    /// Since when a server that has this status has had it, as far as that is known. It is the same whoever asks, and
    /// whenever.
    Instant since(VpnServer server, Optional<Word> seen) {
        Instant changed = server.history().changedAt();
        Instant told = Standing.latest(changed, seen.map(Word::since).orElse(changed));
        return switch (this) {
            case PENDING_CREATE, PENDING_UPDATE, FROZEN -> changed;
            case ACTIVE -> told;
            case FAULT -> broken(server, seen, told);
        };
    }

    /// @param told since when its daemon is in its state, but not before the server changed last
    private static Instant broken(VpnServer server, Optional<Word> seen, Instant told) {
        long wanted = server.history().generation();
        Optional<Word> current = seen.filter(said -> said.generation() >= wanted);
        if (current.filter(said -> said.state() == ServerReport.State.FAILED).isPresent()) {
            return told;
        }
        Instant silent =
                Standing.latest(seen.map(Word::heard).orElse(told), told).plus(Standing.TRUST);
        Instant late = told.plus(DEADLINE);
        boolean follows = current.filter(said -> said.state() == ServerReport.State.LISTENING)
                .isPresent();
        return follows || silent.isBefore(late) ? silent : late;
    }

    private static ServerStatus pending(VpnServer.History history, Instant expected, Instant now) {
        if (now.isAfter(expected.plus(DEADLINE))) {
            return FAULT;
        }
        return history.appliedGeneration() == 0 ? PENDING_CREATE : PENDING_UPDATE;
    }
}

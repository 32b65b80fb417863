package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.ObservedServer.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// What is observed of a server, with the moment at which that began.
final class ServerState {

    private final Clock clock;
    private State state = State.APPLYING;
    private String reason = "";
    private Instant since;
    private long generation;

    ServerState(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /// Says what is seen now.
    ///
    /// @return whether that is something else than before
    boolean set(State now, String why, long followed) {
        boolean other = now != state || !why.equals(reason) || followed != generation;
        if (now != state) {
            since = clock.instant();
        }
        state = now;
        reason = why;
        generation = followed;
        return other;
    }

    long generation() {
        return generation;
    }

    ObservedServer observed(ServerConfig server, Optional<DaemonBuild> running) {
        return new ObservedServer(server.server(), generation, state, reason, since, running);
    }
}

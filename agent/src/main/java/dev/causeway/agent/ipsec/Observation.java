package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// How a tunnel is doing.
///
/// @param generation of the settings that the daemon holds
/// @param reason why it is not up
/// @param finding what the daemon's log tells of that
/// @param carried the customer's networks that are reached, though it may not be up as a whole
record Observation(
        long generation, State state, String reason, Optional<Finding> finding, Instant since, Set<Prefix> carried) {

    Observation {
        carried = Set.copyOf(carried);
    }

    static Observation begin(Instant now) {
        return new Observation(0, State.APPLYING, "", Optional.empty(), now, Set.of());
    }

    /// The same thing seen again keeps the moment at which it began. Nothing is known to be carried.
    Observation next(long nextGeneration, State nextState, String nextReason, Instant now) {
        return new Observation(
                nextGeneration, nextState, nextReason, Optional.empty(), begin(nextState, now), Set.of());
    }

    /// What was seen of the tunnel in its daemon.
    Observation next(long nextGeneration, CharonLink.Sight sight, Instant now) {
        State next = sight.up() ? State.UP : State.DOWN;
        return new Observation(
                nextGeneration, next, sight.reason(), sight.finding(), begin(next, now), sight.carried());
    }

    private Instant begin(State next, Instant now) {
        return next == state ? since : now;
    }

    ObservedTunnel of(ConnectionId connection, Traffic traffic) {
        return new ObservedTunnel(connection, generation, state, reason, finding, since, carried, traffic);
    }

    /// Whether others should hear of it at once. Words after the first vary with every attempt.
    boolean tellsMoreThan(Observation before) {
        return generation != before.generation
                || state != before.state
                || !carried.equals(before.carried)
                || !finding.map(Finding::code).equals(before.finding.map(Finding::code))
                || !word(reason).equals(word(before.reason));
    }

    private static String word(String reason) {
        return reason.split(":", 2)[0];
    }
}

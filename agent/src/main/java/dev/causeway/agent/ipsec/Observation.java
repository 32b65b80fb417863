package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Set;

/// How a tunnel is doing.
///
/// @param generation of the settings that the daemon holds
/// @param reason why it is not up
/// @param carried the customer's networks that are reached, though it may not be up as a whole
record Observation(long generation, State state, String reason, Instant since, Set<Prefix> carried) {

    Observation {
        carried = Set.copyOf(carried);
    }

    static Observation begin(Instant now) {
        return new Observation(0, State.APPLYING, "", now, Set.of());
    }

    /// The same thing seen again keeps the moment at which it began. Nothing is known to be carried.
    Observation next(long nextGeneration, State nextState, String nextReason, Instant now) {
        return next(nextGeneration, nextState, nextReason, now, Set.of());
    }

    Observation next(long nextGeneration, State nextState, String nextReason, Instant now, Set<Prefix> nextCarried) {
        Instant begin = nextState == state ? since : now;
        return new Observation(nextGeneration, nextState, nextReason, begin, nextCarried);
    }

    ObservedTunnel of(ConnectionId connection, Traffic traffic) {
        return new ObservedTunnel(connection, generation, state, reason, since, carried, traffic);
    }

    /// Whether others should hear of it at once. Words after the first vary with every attempt.
    boolean tellsMoreThan(Observation before) {
        return generation != before.generation
                || state != before.state
                || !carried.equals(before.carried)
                || !word(reason).equals(word(before.reason));
    }

    private static String word(String reason) {
        return reason.split(":", 2)[0];
    }
}

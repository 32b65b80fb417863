package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What all drivers together have seen of one tunnel.
///
/// @param neighbour at its other end, if one speaks BGP there and was seen
/// @param verdict of the probe through it, if there is one and it has come to one
record TunnelSight(
        Tunnel tunnel, ObservedTunnel seen, Optional<ObservedNeighbour> neighbour, Optional<ProbeVerdict> verdict) {

    /// Whether packets are led into it. Of BGP that says nothing: what was learned of a neighbour is led
    /// into the tunnel while that carries it.
    Exit.State exit() {
        return switch (seen.state()) {
            case APPLYING -> Exit.State.UNDECIDED;
            case UP -> answering();
            case DOWN, FAILED -> new Exit.State.Down(isLearned() ? Set.of() : seen.carried());
        };
    }

    private Exit.State answering() {
        if (ProbePlan.through(tunnel).isEmpty()) {
            return new Exit.State.Up(seen.since());
        }
        return verdict.<Exit.State>map(found ->
                        found.passes() ? new Exit.State.Up(later(seen.since(), found.since())) : Exit.State.DOWN)
                .orElse(Exit.State.UNDECIDED);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    boolean isLearned() {
        return SpeakerPlan.isLearned(tunnel);
    }

    /// The same, as others are told: the tunnel is up only if what decides about routes finds that it is.
    ObservedTunnel told() {
        if (seen.state() != ObservedTunnel.State.UP) {
            return seen;
        }
        if (isLearned()) {
            return neighbour.map(this::told).orElseGet(this::undecided);
        }
        return ProbePlan.through(tunnel).isEmpty()
                ? seen
                : verdict.map(this::told).orElseGet(this::undecided);
    }

    private ObservedTunnel told(ObservedNeighbour session) {
        Instant since = later(seen.since(), session.since());
        return session.isEstablished()
                ? as(ObservedTunnel.State.UP, "", since)
                : as(ObservedTunnel.State.DOWN, reason(session), since);
    }

    /// The word in the form that all reasons have.
    private static String reason(ObservedNeighbour session) {
        String trouble = session.trouble();
        if (trouble.isEmpty()) {
            return "BGP_NO_ANSWER: there is no session yet";
        }
        int end = (int) trouble.chars()
                .takeWhile(letter -> letter == '-' || Character.isLetterOrDigit(letter))
                .count();
        return trouble.substring(0, end).toUpperCase(Locale.ROOT).replace('-', '_') + trouble.substring(end);
    }

    private ObservedTunnel told(ProbeVerdict found) {
        Instant since = later(seen.since(), found.since());
        return found.passes()
                ? as(ObservedTunnel.State.UP, "", since)
                : as(ObservedTunnel.State.DOWN, "NQA_FAILED: the other end of the tunnel does not answer", since);
    }

    private ObservedTunnel undecided() {
        return as(ObservedTunnel.State.APPLYING, "", seen.since());
    }

    private ObservedTunnel as(ObservedTunnel.State state, String reason, Instant since) {
        return new ObservedTunnel(
                seen.connection(), seen.generation(), state, reason, since, seen.carried(), seen.traffic());
    }
}

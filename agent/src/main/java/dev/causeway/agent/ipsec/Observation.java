package dev.causeway.agent.ipsec;

import dev.causeway.model.IkeVersion;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Instant;
import java.util.List;

/// How a tunnel is doing.
///
/// @param generation of the settings that the daemon holds
/// @param reason why it is not up
record Observation(long generation, State state, String reason, Instant since) {

    static Observation begin(Instant now) {
        return new Observation(0, State.APPLYING, "", now);
    }

    /// The same thing seen again keeps the moment at which it began.
    Observation next(long nextGeneration, State nextState, String nextReason, Instant now) {
        return new Observation(nextGeneration, nextState, nextReason, nextState == state ? since : now);
    }

    /// Whether others should hear of it at once. Words after the first vary with every attempt.
    boolean tellsMoreThan(Observation before) {
        return generation != before.generation
                || state != before.state
                || !word(reason).equals(word(before.reason));
    }

    private static String word(String reason) {
        return reason.split(":", 2)[0];
    }

    /// A tunnel is up as soon as one of its child SAs is. With IKEv2 both ends have agreed by then. The last message of
    /// IKEv1's quick mode has no answer, so there the first packet from the peer or the lapse of a second must do.
    /// Where a child SA was replaced, the one before it has shown already that the peer is there.
    static boolean isUp(ConnectionConfig wanted, IkeVersion version, List<IkeSa> found) {
        List<IkeSa.ChildSa> children = found.stream()
                .filter(sa -> sa.isLive() && sa.connection().startsWith("vpn-" + wanted.who() + "-"))
                .flatMap(sa -> sa.children().stream())
                .toList();
        return children.stream().anyMatch(IkeSa.ChildSa::isLive)
                && children.stream()
                        .filter(child -> child.isLive() || child.isReplaced())
                        .anyMatch(child -> version == IkeVersion.V2 || child.packetsIn() > 0 || child.installed() >= 1);
    }
}

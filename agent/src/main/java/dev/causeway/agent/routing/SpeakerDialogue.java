package dev.causeway.agent.routing;

import dev.causeway.agent.routing.vty.VtyFailed;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What is said to the bgpd of a node, whichever process that is.
final class SpeakerDialogue {

    private static final System.Logger LOG = System.getLogger(SpeakerDialogue.class.getName());

    private final FrrFolder folder;
    private final SpeakerTimers timers;
    private final Predicate<NodeId> detects;
    private final Refusals refusals;
    private Optional<SpeakerSession> session = Optional.empty();

    /// @param detects whether somebody speaks BFD in another node
    SpeakerDialogue(FrrFolder folder, SpeakerTimers timers, Clock clock, Predicate<NodeId> detects) {
        this.folder = folder;
        this.timers = timers;
        this.detects = detects;
        this.refusals = new Refusals(clock);
    }

    /// @throws VtyFailed if it cannot be spoken to
    SpeakerSession open() {
        if (session.flatMap(open -> folder.process(FrrDaemon.BGPD).filter(open::isOf))
                .isEmpty()) {
            hangUp();
            session = Optional.of(SpeakerSession.open(folder));
        }
        return session.get();
    }

    /// Those with whom BFD is spoken: neighbours with which it has begun, and the other node unless nobody speaks
    /// it there.
    Set<Ipv4> detected(SpeakerConfig config) {
        Set<Ipv4> detected = new HashSet<>(open().detected(config));
        config.sibling().filter(other -> detects.test(other.node())).ifPresent(other -> detected.add(other.peer()));
        return detected;
    }

    /// Makes the daemon hold a configuration. What it refuses is said again later and later.
    ///
    /// @throws VtyFailed if it cannot be spoken to
    /// @throws LineRefused if it refuses any of it, or has done so a short while ago
    void hold(SpeakerConfig config, Set<Ipv4> detected) {
        refusals.say(List.of(config, Set.copyOf(detected)), () -> open().configure(config, timers, detected));
    }

    /// There is another daemon.
    void anew() {
        refusals.forget();
    }

    void hangUp() {
        session.ifPresent(open -> {
            try {
                open.close();
            } catch (VtyFailed failure) {
                LOG.log(System.Logger.Level.DEBUG, "hanging up", failure);
            }
        });
        session = Optional.empty();
    }
}

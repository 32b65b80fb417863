package dev.causeway.agent.routing;

import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerLine.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Follows one neighbour: since when it is as it is, and what there is to say about it.
final class PeerWatch {

    private final Neighbour neighbour;
    private Optional<PeerSight> last = Optional.empty();
    private Instant since = Instant.EPOCH;
    private int received;
    private int filtered;
    private Filtered why = Filtered.NOTHING;

    PeerWatch(Neighbour neighbour) {
        this.neighbour = neighbour;
    }

    boolean isOf(Neighbour other) {
        return neighbour.connection().equals(other.connection())
                && neighbour.peer().equals(other.peer())
                && neighbour.asn() == other.asn();
    }

    /// Whether the peer may announce something else than it did.
    boolean mayHaveAnnounced(PeerSight sight) {
        return sight.isEstablished()
                && last.filter(before -> before.updates() == sight.updates()
                                && before.established() == sight.established()
                                && before.isEstablished())
                        .isEmpty();
    }

    /// Takes what was seen.
    ///
    /// @param announces how many routes the peer announces now; negative if that is as before
    /// @param filtering tells why some of them are not used
    /// @return what there is to say. About what was so at the first look nothing is said: others have.
    List<SpeakerLine> saw(PeerSight seen, int announces, Supplier<Filtered> filtering, Instant now) {
        PeerSight sight = last.map(seen::after).orElse(seen);
        boolean isNew = last.isEmpty();
        boolean wasEstablished = last.filter(PeerSight::isEstablished).isPresent();
        boolean anew = last.filter(before -> before.established() == sight.established())
                .isEmpty();
        if (isNew || wasEstablished != sight.isEstablished() || (sight.isEstablished() && anew)) {
            // The daemon counts whole seconds, and nothing begins before what went before it.
            Instant began = now.minus(isNew && !sight.isEstablished() ? sight.down() : sight.up());
            since = isNew || began.isAfter(since) ? began : since;
        }
        received = announces >= 0 ? announces : received;
        if (!sight.isEstablished()) {
            received = 0;
        }
        List<SpeakerLine> lines = isNew ? new ArrayList<>() : lines(sight, wasEstablished, anew);
        Optional<SpeakerLine> less = filtered(sight, announces >= 0, filtering);
        less.filter(_ -> !isNew).ifPresent(lines::add);
        last = Optional.of(sight);
        return lines;
    }

    /// Takes that nobody can be asked about the neighbour.
    List<SpeakerLine> lost(Instant now) {
        return saw(PeerSight.lost(last), 0, () -> Filtered.NOTHING, now);
    }

    private List<SpeakerLine> lines(PeerSight sight, boolean wasEstablished, boolean anew) {
        List<SpeakerLine> lines = new ArrayList<>();
        boolean isLimited = sight.isLimited();
        boolean wasLimited = last.filter(PeerSight::isLimited).isPresent();
        if (wasEstablished && (anew || !sight.isEstablished())) {
            lines.add(line(Topic.BGP, "the session with %s has ended: %s".formatted(neighbour.peer(), why(sight))));
        }
        if (isLimited && !wasLimited) {
            lines.add(line(
                    Topic.LIM,
                    "%s announces more than %d routes: its session is closed, and is tried again after a minute"
                            .formatted(neighbour.peer(), SpeakerConfig.MOST_ROUTES)));
        }
        if (sight.isEstablished() && (anew || !wasEstablished)) {
            lines.add(line(
                    Topic.BGP,
                    "the session with %s, AS %d, is established".formatted(neighbour.peer(), neighbour.asn())));
        }
        return lines;
    }

    private String why(PeerSight sight) {
        boolean isAnother = last.filter(before -> before.established() > sight.established())
                .isPresent();
        if (isAnother) {
            return "the routing daemon was started anew";
        }
        if (sight.isLimited()) {
            return "too many routes";
        }
        return sight.reason().isEmpty() ? "no reason is known" : sight.reason();
    }

    /// Of who announces too much nobody asks what it is.
    private Optional<SpeakerLine> filtered(PeerSight sight, boolean isAnnounced, Supplier<Filtered> filtering) {
        int now = Math.max(0, received - sight.accepted());
        boolean isOther = now != filtered;
        filtered = now;
        if (isOther || isAnnounced) {
            why = now > 0 && received <= SpeakerConfig.MOST_ROUTES ? filtering.get() : Filtered.NOTHING;
        }
        return isOther && now > 0
                ? Optional.of(line(
                        Topic.BGP,
                        "%d of the %d routes that %s announces are filtered: %s"
                                .formatted(now, received, neighbour.peer(), why.text(now))))
                : Optional.empty();
    }

    private SpeakerLine line(Topic topic, String text) {
        return new SpeakerLine(neighbour.connection(), topic, text);
    }

    /// What was last seen.
    Optional<ObservedNeighbour> observed() {
        return last.map(sight -> new ObservedNeighbour(
                neighbour.connection(),
                sight.state(),
                since,
                received,
                sight.accepted(),
                sight.messagesIn(),
                sight.messagesOut(),
                sight.bfdUp(),
                sight.trouble(received, why)));
    }
}

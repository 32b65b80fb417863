package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ConnectionConfig.ChildConfig;
import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Decides, from what is wanted and what is there, what has to be done so that every wanted child SA exists, once, with
/// the wanted settings, all in one IKE SA. Knows nothing of how it is done.
final class Upkeep {

    /// The name under which attempts to make the IKE SA itself are counted.
    static final String IKE = "ike";

    /// What has old settings is replaced when the daemon is about to replace it anyway.
    private static final long ABOUT_TO_REKEY_SECONDS = 10;

    private final ConnectionConfig wanted;
    private final List<IkeSa> found;
    private final long graceSeconds;

    /// Compares what is wanted with what is there.
    ///
    /// @param graceSeconds how long two of a kind may stand side by side: the daemon itself makes the new
    ///     one before it ends the old one
    Upkeep(ConnectionConfig wanted, List<IkeSa> found, long graceSeconds) {
        this.wanted = wanted;
        this.found = found;
        this.graceSeconds = graceSeconds;
    }

    /// Something to do.
    sealed interface Action {

        /// Negotiates a child SA, and an IKE SA before it if there is none.
        record Initiate(String child) implements Action {}

        /// Ends an IKE SA with all its child SAs.
        record EndIke(long id) implements Action {}

        /// Ends a child SA.
        record EndChild(long id) implements Action {}

        /// Replaces a child SA at once, since an answer proves that the peer has the IKE SA too.
        record Prove(long child) implements Action {}
    }

    List<Action> actions(Attempts attempts, Instant now) {
        List<Action> actions = new ArrayList<>();
        found.stream().filter(this::isUseless).forEach(sa -> actions.add(new Action.EndIke(sa.id())));
        List<ChildConfig> missing = missing();
        missing.stream()
                .filter(child -> mayInitiate(child, attempts, now))
                .limit(current().isEmpty() ? 1 : Long.MAX_VALUE)
                .forEach(child -> actions.add(new Action.Initiate(child.name())));
        if (missing.isEmpty()) {
            found.stream()
                    .filter(sa -> sa.isLive() && isOutdated(sa))
                    .forEach(sa -> actions.add(new Action.EndIke(sa.id())));
        }
        endDuplicates(actions);
        current().forEach(sa -> endChildren(sa, missing.isEmpty(), actions));
        return actions;
    }

    /// The wanted child SAs that no IKE SA of use carries.
    List<ChildConfig> missing() {
        return wanted.children().stream()
                .filter(child -> current().stream().noneMatch(sa -> provides(sa, child)))
                .toList();
    }

    private boolean provides(IkeSa sa, ChildConfig child) {
        return sa.liveChildren().stream()
                .anyMatch(one -> one.name().equals(child.name())
                        || (one.name().startsWith(child.selectors() + "-") && !isDue(one.rekeyIn(), one.state())));
    }

    private boolean mayInitiate(ChildConfig child, Attempts attempts, Instant now) {
        boolean underWay = found.stream()
                .anyMatch(sa -> (sa.isBeingMade() && sa.connection().equals(wanted.name()))
                        || sa.state().equals("REKEYING")
                        || (isCurrent(sa)
                                && (sa.creating() || sa.children().stream().anyMatch(ChildSa::isBeingMade))));
        return !underWay && attempts.isDue(attemptOn(child), now);
    }

    /// The name under which attempts to make a child SA are counted.
    String attemptOn(ChildConfig child) {
        return current().isEmpty() ? IKE : child.name();
    }

    /// The IKE SAs that are up and need not be replaced now.
    List<IkeSa> current() {
        return found.stream().filter(this::isCurrent).toList();
    }

    private boolean isCurrent(IkeSa sa) {
        return sa.isLive() && isOurs(sa) && !isOutdated(sa);
    }

    private boolean isOurs(IkeSa sa) {
        return sa.connection().startsWith("vpn-" + wanted.who() + "-");
    }

    /// What leads to another peer, and what is being made with settings that do not count any more.
    private boolean isUseless(IkeSa sa) {
        return (sa.isLive() || sa.isBeingMade())
                && (!isOurs(sa) || (sa.isBeingMade() && !sa.connection().equals(wanted.name())));
    }

    /// Dead peer detection changes at once, so an IKE SA with another one is replaced now; one with other
    /// algorithms when its time comes, or when something is to be added to it, which would need a second
    /// one beside it.
    private boolean isOutdated(IkeSa sa) {
        if (!isOurs(sa) || sa.connection().equals(wanted.name())) {
            return false;
        }
        boolean otherWatch = !sa.connection().startsWith("vpn-%s-%s-".formatted(wanted.who(), wanted.watch()));
        return otherWatch
                || isDue(sa.rekeyIn(), sa.state())
                || sa.liveChildren().stream().anyMatch(child -> isDue(child.rekeyIn(), child.state()))
                || !wanted.children().stream().allMatch(child -> provides(sa, child));
    }

    private static boolean isDue(Optional<Long> rekeyIn, String state) {
        return state.equals("REKEYING") || rekeyIn.orElse(Long.MAX_VALUE) <= ABOUT_TO_REKEY_SECONDS;
    }

    /// Two IKE SAs arise when both ends start at once. The newest is kept: other devices do the same, and if the two
    /// ends kept different ones, none would be left.
    private void endDuplicates(List<Action> actions) {
        List<IkeSa> current = current();
        if (current.size() < 2 || current.stream().anyMatch(sa -> sa.established() < graceSeconds)) {
            return;
        }
        IkeSa best = current.stream()
                .max(Comparator.comparingInt((IkeSa sa) -> sa.liveChildren().size())
                        .thenComparing(Upkeep::byAge))
                .orElseThrow();
        current.stream().filter(sa -> !sa.equals(best)).forEach(sa -> actions.add(new Action.EndIke(sa.id())));
        best.liveChildren().stream().findFirst().ifPresent(child -> actions.add(new Action.Prove(child.id())));
    }

    private static int byAge(IkeSa one, IkeSa other) {
        return one.order() > 0 && other.order() > 0
                ? Long.compare(one.order(), other.order())
                : Long.compare(other.established(), one.established());
    }

    private void endChildren(IkeSa sa, boolean complete, List<Action> actions) {
        List<ChildSa> live = sa.liveChildren();
        for (ChildSa child : live) {
            boolean unwanted =
                    wanted.children().stream().noneMatch(one -> child.name().startsWith(one.selectors() + "-"));
            boolean replaced = complete && !wanted.hasChild(child.name()) && isDue(child.rekeyIn(), child.state());
            boolean twice = live.stream()
                    .anyMatch(other -> other.name().equals(child.name())
                            && other.selectors().equals(child.selectors())
                            && isYounger(other, child)
                            && other.installed() >= graceSeconds);
            if (unwanted || replaced || twice) {
                actions.add(new Action.EndChild(child.id()));
            }
        }
    }

    private static boolean isYounger(ChildSa one, ChildSa other) {
        return one.installed() < other.installed() || (one.installed() == other.installed() && one.id() > other.id());
    }
}

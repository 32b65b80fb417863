package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ConnectionConfig.ChildConfig;
import dev.causeway.agent.ipsec.ConnectionConfig.Rule;
import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Decides, from what is wanted and what is there, what has to be done so that child SAs carry every wanted pair of
/// networks, once, with the wanted settings, all in one IKE SA. What they carry is told by the traffic selectors that
/// were negotiated: other ends may narrow what they are offered. Knows nothing of how it is done.
final class Upkeep {

    /// The name under which attempts to make the IKE SA itself are counted.
    static final String IKE = "ike";

    /// What has old settings is replaced when the daemon is about to replace it anyway.
    private static final long ABOUT_TO_REKEY_SECONDS = 10;

    /// A device that is asked for many child SAs answers for one after the other.
    private static final int AT_ONCE = 10;

    private static final long ASK_AGAIN_SECONDS = 120;

    private final ConnectionConfig wanted;
    private final List<IkeSa> found;
    private final long graceSeconds;
    private final Set<String> names;
    private final Set<String> selectors;
    private final List<Pair> pairs;
    private final Set<Long> outdated;
    private final List<IkeSa> current;

    /// The pairs that the current IKE SAs do not carry.
    private final Set<Pair> missing;

    /// Compares what is wanted with what is there.
    ///
    /// @param graceSeconds how long two of a kind may stand side by side: the daemon itself makes the new
    ///     one before it ends the old one
    Upkeep(ConnectionConfig wanted, List<IkeSa> found, long graceSeconds) {
        this.wanted = wanted;
        this.found = found;
        this.graceSeconds = graceSeconds;
        List<ChildConfig> children = wanted.children();
        this.names = children.stream().map(ChildConfig::name).collect(Collectors.toSet());
        this.selectors = children.stream().map(ChildConfig::selectors).collect(Collectors.toSet());
        this.pairs = wanted.pairs();
        this.outdated = found.stream().filter(this::isOutdated).map(IkeSa::id).collect(Collectors.toSet());
        this.current = found.stream().filter(this::isCurrent).toList();
        this.missing = notCarried(current).collect(Collectors.toSet());
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
        if (!isUnderWay()) {
            openings(attempts, now).forEach(child -> actions.add(new Action.Initiate(child.name())));
        }
        found.stream()
                .filter(sa -> sa.isLive() && outdated.contains(sa.id()) && isReplaced(sa))
                .forEach(sa -> actions.add(new Action.EndIke(sa.id())));
        endDuplicates(actions);
        current.forEach(sa -> endChildren(sa, actions));
        return actions;
    }

    private Stream<ChildConfig> openings(Attempts attempts, Instant now) {
        if (!current.isEmpty()) {
            Set<String> narrowed = narrowed();
            return withinLimits(wanted.rules().stream().flatMap(rule -> openings(rule, narrowed, attempts, now)));
        }
        return attempts.isDue(IKE, now)
                ? wanted.rules().stream().limit(1).map(rule -> first(rule, attempts))
                : Stream.empty();
    }

    /// A few of them. Child SAs of one pair each end when there are as many as a connection may have.
    private Stream<ChildConfig> withinLimits(Stream<ChildConfig> children) {
        Set<String> wide =
                wanted.rules().stream().map(rule -> rule.wide().name()).collect(Collectors.toSet());
        int room = room();
        List<ChildConfig> few = children.filter(child -> room > 0 || wide.contains(child.name()))
                .limit(AT_ONCE)
                .toList();
        Set<String> singles = few.stream()
                .map(ChildConfig::name)
                .filter(name -> !wide.contains(name))
                .limit(room)
                .collect(Collectors.toSet());
        return few.stream().filter(child -> wide.contains(child.name()) || singles.contains(child.name()));
    }

    /// How many more child SAs of one pair each there may be.
    int room() {
        int live = current.stream().mapToInt(sa -> sa.liveChildren().size()).sum();
        return Math.max(0, ConnectionConfig.MOST_SINGLES - live);
    }

    /// What an IKE SA begins with. Some devices give up the whole of it when they refuse the wide child SA.
    private static ChildConfig first(Rule rule, Attempts attempts) {
        boolean refused = attempts.failures(rule.wide().name()) > 0 && attempts.failures(IKE) % 2 == 1;
        return refused && !rule.singles().isEmpty() ? rule.singles().getFirst() : rule.wide();
    }

    /// The wide child SA as long as nothing of the rule is carried. What that did not get is opened pair by pair.
    private Stream<ChildConfig> openings(Rule rule, Set<String> narrowed, Attempts attempts, Instant now) {
        boolean untouched = !rule.pairs().isEmpty() && missing.containsAll(rule.pairs());
        if (untouched && attempts.isDue(rule.wide().name(), now)) {
            return Stream.of(rule.wide());
        }
        if (untouched && attempts.failures(rule.wide().name()) == 0) {
            return Stream.empty();
        }
        return IntStream.range(0, rule.singles().size())
                .filter(i -> missing.contains(rule.pairs().get(i)))
                .mapToObj(rule.singles()::get)
                .filter(single -> attempts.isDue(single.name(), now) && !narrowed.contains(single.name()));
    }

    /// What the other end granted only a while ago. Where that is less than a pair, to ask again would be one more of
    /// the same.
    private Set<String> narrowed() {
        return current.stream()
                .flatMap(sa -> sa.liveChildren().stream())
                .filter(child -> child.installed() < ASK_AGAIN_SECONDS)
                .map(ChildSa::name)
                .collect(Collectors.toSet());
    }

    /// The names of those child SAs that carry what they shall, as a whole or in part: attempts to make them have
    /// succeeded.
    Set<String> achieved() {
        Set<String> achieved = new HashSet<>();
        for (Rule rule : wanted.rules()) {
            for (int i = 0; i < rule.pairs().size(); i++) {
                if (!missing.contains(rule.pairs().get(i))) {
                    achieved.add(rule.wide().name());
                    if (i < rule.singles().size()) {
                        achieved.add(rule.singles().get(i).name());
                    }
                }
            }
        }
        return achieved;
    }

    /// What the child SAs of some IKE SAs carry that may be relied on for a while.
    private Coverage provided(List<IkeSa> sas) {
        return Coverage.of(sas.stream()
                .flatMap(sa -> sa.liveChildren().stream())
                .filter(child ->
                        names.contains(child.name()) || (isKnown(child) && !isDue(child.rekeyIn(), child.state())))
                .map(ChildSa::selectors)
                .toList());
    }

    /// The wanted pairs that some IKE SAs do not carry for a while.
    private Stream<Pair> notCarried(List<IkeSa> sas) {
        Coverage provided = provided(sas);
        return pairs.stream().filter(pair -> !provided.carries(pair));
    }

    /// Whether its traffic selectors are those of a child SA that is wanted, whatever its algorithms.
    private boolean isKnown(ChildSa child) {
        return selectors.contains(
                child.name().substring(0, Math.max(0, child.name().lastIndexOf('-'))));
    }

    /// Whether something is being negotiated, which has to come to an end before anything else is begun.
    boolean isUnderWay() {
        return found.stream()
                .anyMatch(sa -> (sa.isBeingMade() && sa.connection().equals(wanted.name()))
                        || sa.state().equals("REKEYING")
                        || (isCurrent(sa)
                                && (sa.creating() || sa.children().stream().anyMatch(ChildSa::isBeingMade))));
    }

    /// The IKE SAs that are up and need not be replaced now.
    List<IkeSa> current() {
        return current;
    }

    private boolean isCurrent(IkeSa sa) {
        return sa.isLive() && wanted.isOurs(sa) && !outdated.contains(sa.id());
    }

    /// What leads to another peer, and what is being made with settings that do not count any more.
    private boolean isUseless(IkeSa sa) {
        return (sa.isLive() || sa.isBeingMade())
                && (!wanted.isOurs(sa) || (sa.isBeingMade() && !sa.connection().equals(wanted.name())));
    }

    /// Dead peer detection changes at once, so an IKE SA with another one is replaced now; one with other
    /// algorithms when its time comes, or when something is to be added to it, which would need a second
    /// one beside it.
    private boolean isOutdated(IkeSa sa) {
        if (!wanted.isOurs(sa) || sa.connection().equals(wanted.name())) {
            return false;
        }
        boolean otherWatch = !sa.connection().startsWith("vpn-%s-%s-".formatted(wanted.who(), wanted.watch()));
        return otherWatch
                || isDue(sa.rekeyIn(), sa.state())
                || sa.liveChildren().stream().anyMatch(child -> isDue(child.rekeyIn(), child.state()))
                || notCarried(List.of(sa)).findAny().isPresent();
    }

    /// Whether others carry all that it carries.
    private boolean isReplaced(IkeSa sa) {
        return !current.isEmpty() && carriesNone(sa.liveChildren(), missing);
    }

    private static boolean carriesNone(List<ChildSa> children, Collection<Pair> some) {
        Coverage coverage = coverage(children);
        return some.stream().noneMatch(coverage::carries);
    }

    private static Coverage coverage(List<ChildSa> children) {
        return Coverage.of(children.stream().map(ChildSa::selectors).toList());
    }

    private long carriedBy(IkeSa sa) {
        Coverage coverage = coverage(sa.liveChildren());
        return pairs.stream().filter(coverage::carries).count();
    }

    private static boolean isDue(Optional<Long> rekeyIn, String state) {
        return state.equals("REKEYING") || rekeyIn.orElse(Long.MAX_VALUE) <= ABOUT_TO_REKEY_SECONDS;
    }

    /// Two IKE SAs arise when both ends start at once. The newest is kept: other devices do the same, and if the two
    /// ends kept different ones, none would be left.
    private void endDuplicates(List<Action> actions) {
        if (current.size() < 2 || current.stream().anyMatch(sa -> sa.established() < graceSeconds)) {
            return;
        }
        IkeSa best = current.stream()
                .max(Comparator.comparingLong(this::carriedBy).thenComparing(Upkeep::byAge))
                .orElseThrow();
        current.stream().filter(sa -> !sa.equals(best)).forEach(sa -> actions.add(new Action.EndIke(sa.id())));
        best.liveChildren().stream().findFirst().ifPresent(child -> actions.add(new Action.Prove(child.id())));
    }

    private static int byAge(IkeSa one, IkeSa other) {
        return one.order() > 0 && other.order() > 0
                ? Long.compare(one.order(), other.order())
                : Long.compare(other.established(), one.established());
    }

    private void endChildren(IkeSa sa, List<Action> actions) {
        List<ChildSa> live = sa.liveChildren();
        List<Pair> notCarried = notCarried(List.of(sa)).toList();
        Map<Selectors, List<ChildSa>> alike = live.stream().collect(Collectors.groupingBy(ChildSa::selectors));
        for (ChildSa child : live) {
            boolean old = !names.contains(child.name()) && (!isKnown(child) || isDue(child.rekeyIn(), child.state()));
            boolean replaced = old && carriesNone(List.of(child), notCarried);
            boolean twice = alike.get(child.selectors()).stream()
                    .anyMatch(other -> isYounger(other, child) && other.installed() >= graceSeconds);
            if (replaced || twice) {
                actions.add(new Action.EndChild(child.id()));
            }
        }
    }

    private static boolean isYounger(ChildSa one, ChildSa other) {
        return one.installed() < other.installed() || (one.installed() == other.installed() && one.id() > other.id());
    }
}

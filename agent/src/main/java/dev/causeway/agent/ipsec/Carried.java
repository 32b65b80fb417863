package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of the wanted pairs of networks the child SAs carry.
///
/// @param missing the others
/// @param parts how many child SAs carry them, those with equal selectors counted once
/// @param unconfirmed whether a child SA waits for the peer to show that it has it too
/// @param shown the selectors of which the peer has shown that
record Carried(List<Pair> pairs, List<Pair> missing, int parts, boolean unconfirmed, Set<Selectors> shown) {

    static final Carried NOTHING = new Carried(List.of(), List.of(), 0, false, Set.of());

    Carried {
        pairs = List.copyOf(pairs);
        missing = List.copyOf(missing);
        shown = Set.copyOf(shown);
    }

    /// Looks at all child SAs. With IKEv2 both ends have agreed on one that is there. The last message of IKEv1's quick
    /// mode has no answer, so there the first packet from the peer or the lapse of a second must do. Where a child
    /// SA takes the place of another one, the one before it has shown already that the peer is there.
    Carried next(ConnectionConfig wanted, IkeVersion version, List<IkeSa> found) {
        List<ChildSa> children = found.stream()
                .filter(sa -> sa.isLive() && wanted.isOurs(sa))
                .flatMap(sa -> sa.children().stream())
                .filter(child -> child.isLive() || child.isReplaced())
                .toList();
        Set<Selectors> nowShown =
                children.isEmpty() && found.stream().noneMatch(IkeSa::isLive) ? new HashSet<>() : new HashSet<>(shown);
        children.stream()
                .filter(child -> version == IkeVersion.V2 || child.traffic().packetsIn() > 0 || child.installed() >= 1)
                .forEach(child -> nowShown.add(child.selectors()));
        Set<Selectors> live = children.stream()
                .filter(ChildSa::isLive)
                .map(ChildSa::selectors)
                .collect(Collectors.toSet());
        return among(wanted.pairs(), live, nowShown);
    }

    private static Carried among(List<Pair> wanted, Set<Selectors> live, Set<Selectors> shown) {
        List<Selectors> confirmed = live.stream().filter(shown::contains).toList();
        Coverage coverage = Coverage.of(confirmed);
        List<Pair> carried = new ArrayList<>();
        List<Pair> missing = new ArrayList<>();
        for (Pair pair : wanted) {
            (coverage.carries(pair) ? carried : missing).add(pair);
        }
        return new Carried(carried, missing, confirmed.size(), confirmed.size() < live.size(), shown);
    }

    boolean isComplete() {
        return missing.isEmpty() && !pairs.isEmpty();
    }

    /// The customer's networks that are reached from somewhere in the VPC at least.
    Set<Prefix> destinations() {
        return pairs.stream().map(Pair::remote).collect(Collectors.toSet());
    }
}

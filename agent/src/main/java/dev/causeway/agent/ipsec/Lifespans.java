package dev.causeway.agent.ipsec;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How long the IKE SAs of a connection last. One that is made anew every few seconds has child SAs most of the time
/// and yet is no tunnel to rely on. Times are the distance from any fixed moment.
final class Lifespans {

    /// What has lived for so long is thought to last.
    static final Duration LASTING = Duration.ofSeconds(60);

    private static final int TOO_MANY = 3;

    /// When each IKE SA that lives was made, or the first one of those that replaced each other until it.
    private final Map<Long, Duration> births = new HashMap<>();

    private int endedEarly;

    /// Takes the IKE SAs that are established now.
    ///
    /// @param rekeyed the numbers of those that took the place of another
    void seen(Collection<IkeSa> established, Set<Long> rekeyed, Duration now) {
        Set<Long> ids = established.stream().map(IkeSa::id).collect(Collectors.toSet());
        Set<Long> gone = new HashSet<>(births.keySet());
        gone.removeAll(ids);
        boolean replaced = ids.stream().anyMatch(id -> births.containsKey(id) || rekeyed.contains(id));
        if (!replaced) {
            gone.forEach(id -> ended(now.minus(births.get(id))));
        }
        for (IkeSa sa : established) {
            if (!births.containsKey(sa.id())) {
                births.put(sa.id(), birth(sa, rekeyed.contains(sa.id()), now));
            }
        }
        births.keySet().removeAll(gone);
        if (births.values().stream().anyMatch(birth -> isLasting(now.minus(birth)))) {
            endedEarly = 0;
        }
    }

    private Duration birth(IkeSa sa, boolean rekeyed, Duration now) {
        Duration own = now.minusSeconds(sa.established());
        return rekeyed ? births.values().stream().min(Duration::compareTo).orElse(own) : own;
    }

    private void ended(Duration age) {
        endedEarly = isLasting(age) ? 0 : endedEarly + 1;
    }

    private static boolean isLasting(Duration age) {
        return age.compareTo(LASTING) >= 0;
    }

    /// That an IKE SA is ended by this end says nothing.
    void forget(long id) {
        births.remove(id);
    }

    /// Whether several in a row ended early and none has lasted since.
    boolean areShort() {
        return endedEarly >= TOO_MANY;
    }
}

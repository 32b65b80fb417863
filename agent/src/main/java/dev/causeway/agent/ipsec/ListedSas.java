package dev.causeway.agent.ipsec;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Takes a daemon's list of IKE SAs for what is there. The daemon lists one after the other, and tells of one
/// that takes another's place before it can be listed: neither may be in a list that is made at that moment.
final class ListedSas {

    private boolean had;

    /// The IKE SAs that are there.
    ///
    /// @param list asks the daemon
    /// @param counts whether a tunnel stands by one
    List<IkeSa> take(Supplier<List<IkeSa>> list, Predicate<IkeSa> counts) {
        List<IkeSa> found = list.get();
        if (had && found.stream().noneMatch(counts)) {
            found = list.get();
        }
        had = found.stream().anyMatch(counts);
        return found;
    }
}

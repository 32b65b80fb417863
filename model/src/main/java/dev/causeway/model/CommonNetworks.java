package dev.causeway.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What networks have in common.
public final class CommonNetworks {

    private CommonNetworks() {}

    /// All addresses that lie in one of these networks and in one of those, as networks in their order. None of them
    /// lies in another.
    public static List<Prefix> of(Collection<Prefix> these, Collection<Prefix> those) {
        List<Prefix> found = new ArrayList<>();
        // In this order a network comes right before those that lie in it.
        these.stream().flatMap(one -> of(one, those)).sorted().forEach(network -> {
            if (found.isEmpty() || !found.getLast().contains(network)) {
                found.add(network);
            }
        });
        return List.copyOf(found);
    }

    /// Of two networks that have anything in common one lies in the other.
    public static Stream<Prefix> of(Prefix one, Collection<Prefix> those) {
        return those.stream().filter(one::overlaps).map(other -> other.contains(one) ? one : other);
    }
}

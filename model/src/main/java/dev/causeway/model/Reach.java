package dev.causeway.model;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// How far somebody comes who may go to some networks, and no further than others.
public final class Reach {

    private Reach() {}

    /// What lies in both: all that any of the destinations and any of the limits have in common.
    ///
    /// @return sorted networks of which none contains another
    public static List<Prefix> of(Collection<Prefix> destinations, Collection<Prefix> limits) {
        var common = new TreeSet<Prefix>();
        for (Prefix destination : destinations) {
            for (Prefix limit : limits) {
                // Of two that overlap, one contains the other.
                if (limit.contains(destination)) {
                    common.add(destination);
                } else if (destination.contains(limit)) {
                    common.add(limit);
                }
            }
        }
        return common.stream()
                .filter(one -> common.stream().noneMatch(other -> !other.equals(one) && other.contains(one)))
                .toList();
    }
}

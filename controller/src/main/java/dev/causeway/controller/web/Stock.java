package dev.causeway.controller.web;

import java.util.HashMap;
import java.util.Map;

/// Something of which there is only so much, and of which each of those who take from it may hold only a part.
///
/// @param <K> who takes, such as an address
final class Stock<K> {

    private final long all;
    private final long each;
    private final Map<K, Long> held = new HashMap<>();
    private long taken;

    /// @param all how much there is
    /// @param each how much one may hold
    Stock(long all, long each) {
        this.all = all;
        this.each = each;
    }

    /// Takes an amount, or nothing if that is too much.
    synchronized boolean take(K who, long amount) {
        long whole = held.getOrDefault(who, 0L) + amount;
        if (whole > each || taken + amount > all) {
            return false;
        }
        held.put(who, whole);
        taken += amount;
        return true;
    }

    /// The same, but even too large an amount is taken by who holds nothing, while nobody holds too much with it; and
    /// any amount while nobody holds anything. What is larger than the stock can thus be had, by one at a time.
    synchronized boolean takeOrBegin(K who, long amount) {
        boolean begins = !held.containsKey(who) && (taken == 0 || taken + amount <= all);
        if (begins) {
            held.put(who, amount);
            taken += amount;
        }
        return begins || take(who, amount);
    }

    synchronized void giveBack(K who, long amount) {
        taken -= amount;
        held.computeIfPresent(who, (_, whole) -> whole == amount ? null : Long.valueOf(whole - amount));
    }
}

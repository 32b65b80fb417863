package dev.causeway.agent.link;

import java.util.stream.IntStream;

/// How what there is gets divided among those who want some of it.
final class FairShare {

    private FairShare() {}

    /// The most that each may have, so that all together have no more than the whole: who wants less leaves the rest
    /// to others.
    ///
    /// @return [Integer#MAX_VALUE] if there is enough for all
    static int of(IntStream wishes, int whole) {
        int[] sorted = wishes.sorted().toArray();
        int left = whole;
        for (int i = 0; i < sorted.length; i++) {
            int share = left / (sorted.length - i);
            if (sorted[i] > share) {
                return share;
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }
}

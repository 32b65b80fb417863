package dev.causeway.agent.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Samples by the minute in which they were taken. A minute's are told when it is over.
///
/// @param <K> what they are samples of
/// @param <V> a sample
public final class MinuteBlocks<K, V> {

    /// What nobody takes is kept for so long, whether or not anybody asks.
    private static final int MINUTES_KEPT = 60;

    /// A sample may come so many minutes late. If it comes later than that, the clock was set back.
    private static final int LATE = 1;

    private final Map<K, Deque<Block<K, V>>> blocks = new HashMap<>();

    /// All samples of one minute.
    ///
    /// @param minute since 1970
    public record Block<K, V>(K key, long minute, List<V> values) {

        private Block<K, V> with(V value) {
            List<V> more = new ArrayList<>(values);
            more.add(value);
            return new Block<>(key, minute, more);
        }
    }

    /// Takes a sample. One that is a little older than the last of its kind belongs to the same minute as that. If it
    /// is much older, those minutes are still to come, and what was said to be theirs is dropped.
    public void add(K key, long minute, V value) {
        Deque<Block<K, V>> all = blocks.computeIfAbsent(key, _ -> new ArrayDeque<>());
        if (!all.isEmpty() && all.getLast().minute() > minute + LATE) {
            all.removeIf(block -> block.minute() > minute);
        }
        if (all.isEmpty() || all.getLast().minute() < minute) {
            all.addLast(new Block<>(key, minute, List.of(value)));
            if (all.size() > MINUTES_KEPT) {
                all.removeFirst();
            }
        } else {
            all.addLast(all.removeLast().with(value));
        }
    }

    /// Those whose minute is over, the oldest of each first, and each of them once. What became of a sample is known
    /// only some seconds after it was taken: a minute is over with the first sample of the next one.
    ///
    /// @param now this minute
    public List<Block<K, V>> take(long now) {
        List<Block<K, V>> taken = new ArrayList<>();
        for (Deque<Block<K, V>> all : blocks.values()) {
            all.removeIf(block -> block.minute() < now - MINUTES_KEPT);
            while (all.size() > 1 || (!all.isEmpty() && all.getFirst().minute() < now - 1)) {
                taken.add(all.removeFirst());
            }
        }
        blocks.values().removeIf(Deque::isEmpty);
        return taken;
    }
}

package dev.causeway.controller.web;

import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which part of a list a caller wants.
///
/// @param marker where the page begins: what [PageInfo#nextMarker()] of the page before said
public record Page(int limit, Optional<String> marker) {

    private static final int USUAL = 200;
    private static final int MOST = 2000;

    /// Reads `limit` and `marker` of a call.
    public static Page of(Call call) {
        return new Page(call.query("limit", Page::limit).orElse(USUAL), call.query("marker"));
    }

    /// A page that was read.
    public record Slice<T>(List<T> items, PageInfo info) {}

    /// One row more than the page holds: how many to read to know whether another page follows.
    public int rows() {
        return limit + 1;
    }

    /// Cuts the page out of up to [#rows()] rows.
    ///
    /// @param markerOf the marker with which a page that ends at this row is followed
    public <T> Slice<T> slice(List<T> rows, Function<T, String> markerOf) {
        List<T> items = rows.subList(0, Math.min(limit, rows.size()));
        boolean more = rows.size() > limit && !items.isEmpty();
        return new Slice<>(
                items,
                new PageInfo(more ? Optional.of(markerOf.apply(items.getLast())) : Optional.empty(), items.size()));
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw new InvalidInput("must be a number from 0 to %d", MOST);
    }
}

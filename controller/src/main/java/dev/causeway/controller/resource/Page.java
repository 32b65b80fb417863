package dev.causeway.controller.resource;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which part of a list a caller wants.
///
/// @param <M> what marks where a page begins
/// @param paging how the list is read in parts
/// @param limit how many items the page has at most
/// @param after where the page begins: behind the item with this marker
/// @param offset how many items behind that are left out
public record Page<M>(Paging<M> paging, int limit, Optional<M> after, int offset) {

    /// A page that was read.
    public record Slice<T>(List<T> items, PageInfo info) {}

    /// One row more than the page holds: how many to read to know whether another page follows.
    public int rows() {
        return limit + 1;
    }

    /// The items of the page among up to [#rows()] rows.
    public <T> List<T> items(List<T> rows) {
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    /// Cuts the page out of up to [#rows()] rows.
    ///
    /// @param markerOf the marker with which a page that ends at this row is followed
    public <T> Slice<T> slice(List<T> rows, Function<T, M> markerOf) {
        List<T> items = items(rows);
        boolean more = rows.size() > limit && !items.isEmpty();
        Optional<String> next =
                Optional.of(rows).filter(_ -> more).map(_ -> paging.print(markerOf.apply(items.getLast())));
        return new Slice<>(items, new PageInfo(next, items.size()));
    }
}

package dev.causeway.controller.resource;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// How lists are read in parts: which numbers a caller may give, and what marks where a part begins. A
/// marker belongs to an item, so a page stays right when items before it come or go.
///
/// @param limit how many items a page has
/// @param usual items of a page of whose size nothing is said
/// @param marker behind which item a page begins, where that can be said
/// @param offset how many items before it are left out, where that can be said
/// @param printer writes a marker
public record Paging<M>(
        Parameter<Integer> limit,
        int usual,
        Optional<Parameter<Optional<M>>> marker,
        Optional<Parameter<Integer>> offset,
        Function<M, String> printer)
        implements Parameters {

    private static final Parameter<Integer> OFFSET =
            Parameter.number("offset", "how many items are left out before the page", 0, Integer.MAX_VALUE);

    /// Newest first; the marker is the time of creation.
    public static final Paging<Instant> NEWEST_FIRST = marked(0, 2000, 200, Moments::marker, Json::time);

    /// In the order of identifiers, which are the markers.
    public static final Paging<UUID> BY_IDENTIFIER = marked(0, 2000, 2000, ResourceId::parse, UUID::toString);

    /// Newest first, and counted: a page begins behind so many items.
    public static final Paging<Instant> COUNTED = counted(1, 1000, 1000);

    /// Pages that begin behind an item.
    public static <M> Paging<M> marked(
            int least, int most, int usual, Function<String, M> parser, Function<M, String> printer) {
        Parameter<Optional<M>> marker = Parameter.text(
                "marker",
                "the page begins behind the item of this marker: next_marker of the page before",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)));
        return new Paging<>(limit(least, most, usual), usual, Optional.of(marker), Optional.empty(), printer);
    }

    /// Pages that begin behind so many items.
    public static Paging<Instant> counted(int least, int most, int usual) {
        return new Paging<>(limit(least, most, usual), usual, Optional.empty(), Optional.of(OFFSET), Json::time);
    }

    /// The same pages that may begin behind so many items too.
    public Paging<M> orCounted() {
        return new Paging<>(limit, usual, marker, Optional.of(OFFSET), printer);
    }

    @Override
    public Stream<Parameter<?>> each() {
        return Stream.of(Optional.of(limit), marker, offset).flatMap(Optional::stream);
    }

    /// Reads which page a caller wants.
    public Page<M> page(Call call) {
        return new Page<>(
                this,
                call.query(limit).orElse(usual),
                marker.flatMap(call::query).flatMap(Function.identity()),
                offset.flatMap(call::query).orElse(0));
    }

    String print(M marked) {
        return printer.apply(marked);
    }

    private static Parameter<Integer> limit(int least, int most, int usual) {
        return Parameter.number(
                "limit", "how many items the page has at most; without it %d".formatted(usual), least, most);
    }
}

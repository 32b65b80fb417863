package dev.causeway.controller.resource;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Json;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// How lists are read in parts: which numbers a caller may give, and what marks where a part begins. A
/// marker belongs to an item, so a page stays right when items before it come or go.
///
/// @param least items of a page
/// @param most items of a page
/// @param usual items of a page of whose size nothing is said
/// @param parser reads a marker
/// @param printer writes it
public record Paging<M>(int least, int most, int usual, Function<String, M> parser, Function<M, String> printer) {

    /// Newest first; the marker is the time of creation.
    public static final Paging<Instant> NEWEST_FIRST = new Paging<>(0, 2000, 200, Moments::marker, Json::time);

    /// In the order of identifiers, which are the markers.
    public static final Paging<UUID> BY_IDENTIFIER = new Paging<>(0, 2000, 2000, ResourceId::parse, UUID::toString);

    /// Newest first, and counted: a page begins behind so many items.
    public static final Paging<Instant> COUNTED = new Paging<>(1, 1000, 1000, Moments::marker, Json::time);

    /// Reads `limit` and `marker`.
    public Page<M> marked(Call call) {
        return new Page<>(this, limit(call), call.query("marker", this::marker).flatMap(Function.identity()), 0);
    }

    /// Reads `limit` and `offset`.
    public Page<M> counted(Call call) {
        return new Page<>(this, limit(call), Optional.empty(), offset(call));
    }

    /// Reads `limit`, `marker` and `offset`.
    public Page<M> markedAndCounted(Call call) {
        return new Page<>(this, limit(call), marked(call).after(), offset(call));
    }

    String print(M marker) {
        return printer.apply(marker);
    }

    private Optional<M> marker(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    }

    private int limit(Call call) {
        return call.query("limit", text -> number(text, least, most)).orElse(usual);
    }

    private static int offset(Call call) {
        return call.query("offset", text -> number(text, 0, Integer.MAX_VALUE)).orElse(0);
    }

    /// Reads a number.
    ///
    /// @throws InvalidInput if it is none, or out of this range
    public static int number(String text, int least, int most) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        // Ten digits are fewer than a long holds and more than any number that is asked for.
        long number = digits && text.length() <= 10 ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new InvalidInput("must be a number from %d to %d, not '%s'", least, most, Quote.of(text));
        }
        return (int) number;
    }
}

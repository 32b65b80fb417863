package dev.causeway.controller.inventory;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Page;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ResourceId;
import java.util.Optional;
import java.util.UUID;

/// Which part of a list a caller wants. These APIs order by identifier, and the marker is the identifier of the last
/// item that the caller has, so a page stays right when items before it come or go.
record Slice(UUID after, int limit) {

    private static final int MOST = 2000;
    private static final UUID BEGINNING = new UUID(0, 0);

    static final Slice ALL = new Slice(BEGINNING, Integer.MAX_VALUE);

    static Slice of(Call call) {
        return new Slice(
                call.query("marker", Slice::marker).orElse(BEGINNING),
                call.query("limit", Slice::limit).orElse(MOST));
    }

    /// Whether it is the first part.
    boolean begins() {
        return after.equals(BEGINNING);
    }

    /// The same with one item more: how many to read to know whether another page follows.
    Slice oneMore() {
        return new Slice(after, limit + 1);
    }

    Page page() {
        return new Page(limit, Optional.empty());
    }

    private static UUID marker(String text) {
        return text.isEmpty() ? BEGINNING : ResourceId.parse(text);
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw new InvalidInput("must be a number from 0 to %d", MOST);
    }
}

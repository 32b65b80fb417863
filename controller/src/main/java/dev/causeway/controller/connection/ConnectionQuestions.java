package dev.causeway.controller.connection;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Listing;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ProjectId;
import java.util.Optional;

/// What the database is asked when connections are read, for whoever measures how fast that alone is.
public final class ConnectionQuestions {

    private ConnectionQuestions() {}

    /// One connection and what was seen of it.
    public static Select<?> get(ProjectId project, ConnectionId id) {
        return ConnectionTable.seen(project, id);
    }

    /// The first page of all.
    public static Select<?> list(ProjectId project, int limit) {
        return Listing.question(
                ConnectionTable.count(project, ConnectionTable.Filter.NONE),
                ConnectionTable.newestFirst(project, ConnectionTable.Filter.NONE, Optional.empty(), limit + 1));
    }
}

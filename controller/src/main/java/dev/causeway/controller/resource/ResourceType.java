package dev.causeway.controller.resource;

import dev.causeway.model.ResourceId;
import java.util.function.Function;

/// A type of resource that tenants have.
///
/// @param word what the API calls it where the type is a part of a path
/// @param title what messages call one of it, such as `VPN gateway`
/// @param id reads the identifier of one
/// @param table where its rows are: they have `id` and `project_id`, and where all of a project are listed,
///     `name` and `created_at`
/// @param counted the word by which the database counts how many a project has
/// @param deleting a condition on a row, in SQL: the resource is on its way out
public record ResourceType(
        String word,
        String title,
        Function<String, ? extends ResourceId> id,
        String table,
        String counted,
        String deleting) {}

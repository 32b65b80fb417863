package dev.causeway.controller.tag;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Looks for rows of resources, whatever their type.
final class InstanceTable {

    private InstanceTable() {}

    /// The different tags of all resources of a type.
    static Select<Tag> tags(ResourceType type, ProjectId project) {
        return Select.of(
                row -> new Tag(row.text("key"), row.text("value")),
                "SELECT DISTINCT key, value FROM resource_tag WHERE project_id = ? AND resource_type = ?",
                project,
                type.word());
    }

    /// Finds a resource and keeps others from changing its tags, or removing it, until the transaction ends. Nobody who
    /// only refers to it waits for that.
    ///
    /// @throws NotFound if the project has no such resource
    /// @throws NotReady if it is being deleted
    static void lockLiving(Handle tx, ResourceType type, ProjectId project, ResourceId id) {
        boolean deleting = Select.of(
                        row -> row.flag("deleting"),
                        "SELECT (%s) AS deleting FROM %s WHERE id = ? AND project_id = ? FOR NO KEY UPDATE"
                                .formatted(type.deleting(), type.table()),
                        id,
                        project)
                .first(tx)
                .orElseThrow(() -> notFound(type, id));
        if (deleting) {
            throw new NotReady("%s %s is being deleted", type.title(), id);
        }
    }

    static NotFound notFound(ResourceType type, ResourceId id) {
        return new NotFound("%s %s is not found", type.title(), id);
    }

    /// The resources of a page. Tags are looked for when the page is cut: not those of what is left out before it.
    static Select<Instance> newestFirst(
            ResourceType type, ProjectId project, InstanceFilter filter, Page<Instant> page) {
        Select<Instance> all = Select.of(
                InstanceTable::instance,
                "SELECT r.*, " + TagTable.column("r.id") + " FROM (SELECT r.id, r.name, r.created_at FROM "
                        + type.table() + " r");
        return matching(all, type, project, filter)
                .and(Listing.newest("r", page.limit()))
                .and(" OFFSET ?) AS r ORDER BY created_at DESC", page.offset());
    }

    static Select<Long> count(ResourceType type, ProjectId project, InstanceFilter filter) {
        if (filter.isEmpty()) {
            return Listing.total(type, project);
        }
        Select<Long> all = Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM " + type.table() + " r");
        return matching(all, type, project, filter);
    }

    /// Only conditions that restrict something, each of which an index serves.
    private static <T> Select<T> matching(Select<T> all, ResourceType type, ProjectId project, InstanceFilter filter) {
        Select<T> found = all.and(" WHERE r.project_id = ?", project);
        if (filter.withoutAnyTag()) {
            found = found.and(" AND NOT EXISTS (SELECT FROM resource_tag t WHERE t.resource_id = r.id")
                    .and(" AND t.project_id = ? AND t.resource_type = ?)", project, type.word());
        }
        for (InstanceFilter.Condition tag : filter.tags()) {
            found = having(found, type, project, tag);
        }
        return found.and(" AND r.name LIKE ?", filter.namePart().map(NamePart::pattern));
    }

    private static <T> Select<T> having(
            Select<T> all, ResourceType type, ProjectId project, InstanceFilter.Condition tag) {
        return all.and(" AND r.id IN (SELECT resource_id FROM resource_tag WHERE project_id = ?", project)
                .and(" AND resource_type = ? AND key = ?", type.word(), tag.key())
                .and(" AND value = ANY (?)", Optional.of(tag.values()).filter(values -> !values.isEmpty()))
                .and(")");
    }

    private static Instance instance(Row row) throws SQLException {
        return new Instance(row.id("id", Function.identity()), null, TagTable.FORM.read(row), row.text("name"));
    }
}

package dev.causeway.controller.resource;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Rows of `resource_tag`: the tags of all resources, whatever their type. Who removes a resource removes
/// its tags.
public final class TagTable {

    /// Reads the column `tags` as a part of a record.
    public static final RowForm<List<Tag>> FORM = RowForm.ofList(
            Tag.class, row -> row.pairs("tags", Tag::new).stream().sorted().toList());

    private TagTable() {}

    /// A column `tags` with the tags of a row, for [#FORM].
    ///
    /// @param id the column with the identifier of the resource, such as `g.id`
    public static String column(String id) {
        return "(SELECT array_agg(ARRAY[key, value]) FROM resource_tag WHERE resource_id = " + id + ") AS tags";
    }

    /// The tags of a resource.
    public static List<Tag> of(Handle tx, ResourceId resource) {
        return Select.of(
                        row -> new Tag(row.text("key"), row.text("value")),
                        "SELECT key, value FROM resource_tag WHERE resource_id = ?",
                        resource)
                .list(tx)
                .stream()
                .sorted()
                .toList();
    }

    /// The tags of a resource; nothing, if the project has no such resource.
    public static Select<List<Tag>> of(ResourceType type, ProjectId project, ResourceId id) {
        return Select.of(
                FORM::read,
                "SELECT " + column("r.id") + " FROM " + type.table() + " r WHERE r.id = ? AND r.project_id = ?",
                id,
                project);
    }

    /// Writes tags. Of two with one key, and of one that is there already, the last stays.
    public static void put(Handle tx, ResourceType type, ProjectId project, ResourceId resource, List<Tag> tags) {
        if (!tags.isEmpty()) {
            putting(type, project, resource, tags).in(tx);
        }
    }

    /// The same among other statements.
    ///
    /// @param tags at least one
    public static Write putting(ResourceType type, ProjectId project, ResourceId resource, List<Tag> tags) {
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
        return Write.of(
                """
                INSERT INTO resource_tag (resource_id, resource_type, project_id, key, value)
                SELECT ?, ?, ?, t.key, t.value
                  FROM unnest(?, ?) AS t (key, value)
                    ON CONFLICT (resource_id, key) DO UPDATE SET value = excluded.value""", resource, type.word(), project, List.copyOf(values.keySet()), List.copyOf(values.values()));
    }

    /// Takes tags away, and tells how many of them there were.
    public static int remove(Handle tx, ResourceId resource, Collection<String> keys) {
        return tx.createUpdate("DELETE FROM resource_tag WHERE resource_id = :resource AND key = ANY (:keys)")
                .bind("resource", resource)
                .bindArray("keys", String.class, List.copyOf(keys))
                .execute();
    }

    /// Takes all tags of a resource away that is gone.
    public static void removeAll(Handle tx, ResourceId resource) {
        tx.createUpdate("DELETE FROM resource_tag WHERE resource_id = :resource")
                .bind("resource", resource)
                .execute();
    }
}

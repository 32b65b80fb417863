package dev.causeway.controller.tag;

import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Looks for rows of resources, whatever their type.
final class InstanceTable {

    private InstanceTable() {}

    /// @throws NotFound if the project has no such resource
    static void find(Handle tx, ResourceType type, ProjectId project, ResourceId id) {
        select(tx, type, project, id, "");
    }

    /// Finds a resource and keeps others from changing its tags, or removing it, until the transaction ends. Nobody who
    /// only refers to it waits for that.
    ///
    /// @throws NotFound if the project has no such resource
    /// @throws NotReady if it is being deleted
    static void lockLiving(Handle tx, ResourceType type, ProjectId project, ResourceId id) {
        if (select(tx, type, project, id, " FOR NO KEY UPDATE")) {
            throw new NotReady("%s %s is being deleted", type.title(), id);
        }
    }

    private static boolean select(Handle tx, ResourceType type, ProjectId project, ResourceId id, String lock) {
        return tx.createQuery("SELECT (%s) FROM %s WHERE id = :id AND project_id = :project%s"
                        .formatted(type.deleting(), type.table(), lock))
                .bind("id", id)
                .bind("project", project)
                .mapTo(Boolean.class)
                .findOne()
                .orElseThrow(() -> new NotFound("%s %s is not found", type.title(), id));
    }

    static List<Instance> newestFirst(
            Handle tx, ResourceType type, ProjectId project, InstanceFilter filter, Page<Instant> page) {
        String select = "SELECT r.id, r.name, " + TagTable.column("r.id") + from(type, filter)
                + " ORDER BY r.created_at DESC LIMIT :limit OFFSET :offset";
        return bind(tx.createQuery(select), type, project, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) ->
                        new Instance(row.getObject("id", UUID.class), null, TagTable.read(row), row.getString("name")))
                .list();
    }

    static long count(Handle tx, ResourceType type, ProjectId project, InstanceFilter filter) {
        return bind(tx.createQuery("SELECT count(*)" + from(type, filter)), type, project, filter)
                .mapTo(Long.class)
                .one();
    }

    /// The tags of all resources of a type: each key with its values.
    static Map<String, Collection<String>> tags(Handle tx, ResourceType type, ProjectId project) {
        Map<String, Collection<String>> values = new TreeMap<>();
        tx.createQuery("""
                        SELECT DISTINCT key, value
                          FROM resource_tag
                         WHERE project_id = :project AND resource_type = :type""")
                .bind("project", project)
                .bind("type", type.word())
                .map((row, _) -> Map.entry(row.getString("key"), row.getString("value")))
                .forEach(tag -> values.computeIfAbsent(tag.getKey(), _ -> new TreeSet<>())
                        .add(tag.getValue()));
        return values;
    }

    /// Only conditions that restrict something, each of which an index serves.
    private static String from(ResourceType type, InstanceFilter filter) {
        var text = new StringBuilder(" FROM " + type.table() + " r WHERE r.project_id = :project");
        if (filter.withoutAnyTag()) {
            text.append(" AND NOT EXISTS (SELECT FROM resource_tag t WHERE t.resource_id = r.id)");
        }
        for (int i = 0; i < filter.tags().size(); i++) {
            text.append(" AND r.id IN (SELECT resource_id FROM resource_tag"
                    + " WHERE project_id = :project AND resource_type = :type AND key = :key" + i);
            text.append(filter.tags().get(i).values().isEmpty() ? ")" : " AND value = ANY (:values" + i + "))");
        }
        if (filter.namePart().isPresent()) {
            text.append(" AND r.name LIKE :name");
        }
        return text.toString();
    }

    private static Query bind(Query query, ResourceType type, ProjectId project, InstanceFilter filter) {
        query.bind("project", project);
        for (int i = 0; i < filter.tags().size(); i++) {
            InstanceFilter.Condition tag = filter.tags().get(i);
            query.bind("type", type.word()).bind("key" + i, tag.key());
            if (!tag.values().isEmpty()) {
                query.bindArray("values" + i, String.class, tag.values());
            }
        }
        filter.namePart().ifPresent(part -> query.bind("name", "%" + part.replaceAll("[\\\\%_]", "\\\\$0") + "%"));
        return query;
    }
}

package dev.causeway.controller.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Rows of `inventory_tag`.
final class TagTable {

    private TagTable() {}

    static List<TagView> of(Handle tx, UUID resource) {
        return of(tx, List.of(resource)).getOrDefault(resource, List.of());
    }

    /// The tags of several resources. Those without tags are left out.
    static Map<UUID, List<TagView>> of(Handle tx, Collection<UUID> resources) {
        return tx
                .createQuery("SELECT * FROM inventory_tag WHERE resource_id = ANY (:resources) ORDER BY key")
                .bindArray("resources", UUID.class, resources)
                .map((row, _) -> Map.entry(
                        row.getObject("resource_id", UUID.class),
                        new TagView(row.getString("key"), row.getString("value"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    static void put(Handle tx, UUID resource, TagView tag) {
        tx.createUpdate("""
                        INSERT INTO inventory_tag (resource_id, key, value) VALUES (:resource, :key, :value)
                        ON CONFLICT (resource_id, key) DO UPDATE SET value = excluded.value""")
                .bind("resource", resource)
                .bind("key", tag.key())
                .bind("value", tag.value())
                .execute();
    }

    /// Takes a tag away, and tells whether there was one.
    static boolean remove(Handle tx, UUID resource, String key) {
        return tx.createUpdate("DELETE FROM inventory_tag WHERE resource_id = :resource AND key = :key")
                        .bind("resource", resource)
                        .bind("key", key)
                        .execute()
                == 1;
    }

    static void removeAll(Handle tx, UUID resource) {
        tx.createUpdate("DELETE FROM inventory_tag WHERE resource_id = :resource")
                .bind("resource", resource)
                .execute();
    }
}

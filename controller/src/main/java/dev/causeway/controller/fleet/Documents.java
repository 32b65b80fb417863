package dev.causeway.controller.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Which documents are wanted on which host, and their generations. A feature calls this in the transaction
/// that changes what a document says; when it commits, the agents concerned are woken.
public final class Documents {

    /// Carries the identifier of the host whose documents changed.
    static final String CHANNEL = "documents";

    private static final RowMapper<Placement> PLACEMENT = (row, _) -> new Placement(
            new HostId(row.getObject("host_id", UUID.class)),
            new DocumentKey(DocumentKind.valueOf(row.getString("kind")), row.getString("id")),
            row.getLong("generation"),
            row.getObject("edition", UUID.class),
            row.getBoolean("wanted"));

    /// A document on a host.
    ///
    /// @param edition drawn anew with every change of the document on this host
    /// @param wanted false when the thing shall vanish from the host
    public record Placement(HostId host, DocumentKey key, long generation, UUID edition, boolean wanted) {}

    /// Puts a document on a host. One that lies there already is wanted again and has changed.
    ///
    /// @return its generation
    public long place(Handle tx, HostId host, DocumentKey key) {
        long generation = tx.createQuery("""
                        INSERT INTO document AS d (host_id, kind, id, generation)
                        VALUES (:host, :kind, :id, 1)
                        ON CONFLICT (host_id, kind, id)
                        DO UPDATE SET generation = d.generation + 1, edition = gen_random_uuid(), wanted = true
                        RETURNING generation""")
                .bind("host", host.value())
                .bind("kind", key.kind())
                .bind("id", key.id())
                .mapTo(Long.class)
                .one();
        wake(tx, host);
        return generation;
    }

    /// Says that a document has changed. Locks it until the transaction ends, so changes of one document come
    /// one after the other.
    ///
    /// @return its new generation (the highest, if it lies on several hosts); empty if it lies on none
    public OptionalLong touch(Handle tx, DocumentKey key) {
        return raise(tx, key, "");
    }

    /// Says that the thing shall vanish. The document stays until an agent reports that nothing remains.
    ///
    /// @return its new generation, as of [#touch]
    public OptionalLong withdraw(Handle tx, DocumentKey key) {
        return raise(tx, key, ", wanted = false");
    }

    /// Drops a document from a host where nothing of the thing remains.
    ///
    /// @param generation at which the host says so; of no effect if the document has changed since, or is
    ///     wanted
    /// @return whether it was dropped
    public boolean forget(Handle tx, HostId host, DocumentKey key, long generation) {
        boolean dropped = tx.createUpdate("""
                                DELETE FROM document
                                 WHERE host_id = :host AND kind = :kind AND id = :id
                                   AND NOT wanted AND generation <= :generation""")
                        .bind("host", host.value())
                        .bind("kind", key.kind())
                        .bind("id", key.id())
                        .bind("generation", generation)
                        .execute()
                == 1;
        if (dropped) {
            wake(tx, host);
        }
        return dropped;
    }

    /// One document of a host.
    public Optional<Placement> find(Handle tx, HostId host, DocumentKey key) {
        return placements(tx, key).stream()
                .filter(placement -> placement.host().equals(host))
                .findFirst();
    }

    /// Where a document lies.
    public List<Placement> placements(Handle tx, DocumentKey key) {
        return tx.createQuery("SELECT * FROM document WHERE kind = :kind AND id = :id")
                .bind("kind", key.kind())
                .bind("id", key.id())
                .map(PLACEMENT)
                .list();
    }

    /// The hosts of several documents of one kind. Those that lie on none are left out, and so are hosts that count as
    /// lost, of documents that lie on others too.
    public Map<DocumentKey, List<HostId>> hosts(Handle tx, DocumentKind kind, Collection<String> ids) {
        return tx.createQuery("""
                        SELECT document.* FROM document JOIN host ON host.id = host_id
                         WHERE kind = :kind AND document.id = ANY (:ids)
                           AND (lost_at IS NULL OR NOT EXISTS (
                                   SELECT FROM document AS other JOIN host AS found ON found.id = other.host_id
                                    WHERE other.kind = document.kind AND other.id = document.id
                                      AND found.lost_at IS NULL))""").bind("kind", kind).bind("ids", ids.toArray(String[]::new)).map(PLACEMENT).stream()
                .collect(groupingBy(Placement::key, mapping(Placement::host, toList())));
    }

    /// All documents of a host, in a fixed order.
    public List<Placement> onHost(Handle tx, HostId host) {
        return tx.createQuery("SELECT * FROM document WHERE host_id = :host ORDER BY kind, id")
                .bind("host", host.value())
                .map(PLACEMENT)
                .list();
    }

    private static OptionalLong raise(Handle tx, DocumentKey key, String change) {
        var raised = tx.createQuery(
                        "WITH raised AS (UPDATE document SET generation = generation + 1, edition = gen_random_uuid()"
                                + change
                                + " WHERE kind = :kind AND id = :id RETURNING *)"
                                + " SELECT raised.*, pg_notify(:channel, host_id::text) FROM raised")
                .bind("kind", key.kind())
                .bind("id", key.id())
                .bind("channel", CHANNEL)
                .map(PLACEMENT)
                .list();
        return raised.stream().mapToLong(Placement::generation).max();
    }

    private static void wake(Handle tx, HostId host) {
        tx.createQuery("SELECT pg_notify(:channel, :host)")
                .bind("channel", CHANNEL)
                .bind("host", host.toString())
                .mapTo(String.class)
                .one();
    }
}

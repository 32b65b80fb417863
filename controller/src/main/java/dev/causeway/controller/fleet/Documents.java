package dev.causeway.controller.fleet;

import dev.causeway.controller.database.Select;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Documents, each with one generation wherever it lies, and the hosts they lie on. A feature calls this in the
/// transaction that changes what a document says; when it commits, the agents concerned are woken.
///
/// Whoever changes a document or where it lies changes its row in `document` first. So changes of one document come one
/// after the other, and each sees where the one before has put it.
public final class Documents {

    /// Carries the identifier of the host whose documents changed.
    static final String CHANNEL = "documents";

    private static final RowMapper<Placement> PLACEMENT = (row, _) -> new Placement(
            new HostId(row.getObject("host_id", UUID.class)),
            new DocumentKey(DocumentKind.valueOf(row.getString("kind")), row.getString("id")),
            row.getLong("generation"),
            row.getObject("edition", UUID.class),
            row.getBoolean("wanted"));

    private static final String PLACED =
            "SELECT placement.*, generation, edition FROM placement JOIN document USING (kind, id)";

    private static final String RAISE =
            "UPDATE document SET generation = generation + 1, edition = gen_random_uuid() WHERE kind = :kind AND id = :id";

    private static final String WAKE =
            "SELECT count(pg_notify('" + CHANNEL + "', host_id::text)) FROM placement WHERE kind = :kind AND id = :id";

    /// A document on a host.
    ///
    /// @param generation of the document, the same on all of its hosts
    /// @param edition drawn anew with every change of the document, the same on all of its hosts
    /// @param wanted false when the thing shall vanish from this host
    public record Placement(HostId host, DocumentKey key, long generation, UUID edition, boolean wanted) {}

    /// Puts a document on a host. It has changed, wherever it lies; where it was to vanish from here it is wanted
    /// again.
    ///
    /// @return its generation
    public long place(Handle tx, HostId host, DocumentKey key) {
        long generation = change(tx, key);
        tx.createUpdate("""
                        INSERT INTO placement (host_id, kind, id) VALUES (:host, :kind, :id)
                        ON CONFLICT (host_id, kind, id) DO UPDATE SET wanted = true""")
                .bind("host", host)
                .bind("kind", key.kind())
                .bind("id", key.id())
                .execute();
        wake(tx, key);
        return generation;
    }

    /// Puts a document on every host but those that count as lost. A host that joins, or is found again, gets it then.
    ///
    /// @return its generation; empty if there is no such host
    public OptionalLong placeEverywhere(Handle tx, DocumentKey key) {
        // Before looking which hosts there are: one that joins meanwhile waits, or is among them.
        long generation = change(tx, key);
        int hosts = tx.createUpdate("""
                        INSERT INTO placement (host_id, kind, id)
                        SELECT id, :kind, :id FROM host WHERE lost_at IS NULL
                        ON CONFLICT (host_id, kind, id) DO UPDATE SET wanted = true""")
                .bind("kind", key.kind())
                .bind("id", key.id())
                .execute();
        wake(tx, key);
        return hosts == 0 ? OptionalLong.empty() : OptionalLong.of(generation);
    }

    private static long change(Handle tx, DocumentKey key) {
        return tx.createQuery("""
                        INSERT INTO document AS d (kind, id, generation)
                        VALUES (:kind, :id, 1)
                        ON CONFLICT (kind, id)
                        DO UPDATE SET generation = d.generation + 1, edition = gen_random_uuid()
                        RETURNING generation""")
                .bind("kind", key.kind())
                .bind("id", key.id())
                .mapTo(Long.class)
                .one();
    }

    /// Says that a document has changed.
    ///
    /// @return its new generation; empty if it lies nowhere
    public OptionalLong touch(Handle tx, DocumentKey key) {
        return touching(key).list(tx).stream().mapToLong(Long::longValue).findFirst();
    }

    /// The same among other questions: its new generation is the answer.
    public Select<Long> touching(DocumentKey key) {
        // A host that gets the document at this very moment is woken by whoever puts it there.
        return Select.of(
                row -> row.longNumber("generation"),
                """
                WITH raised AS (
                    UPDATE document SET generation = generation + 1, edition = gen_random_uuid()
                     WHERE kind = ? AND id = ?
                    RETURNING kind, id, generation),
                woken AS (
                    SELECT count(pg_notify('""" + CHANNEL + """
                ', host_id::text)) FROM placement JOIN raised USING (kind, id))
                SELECT generation FROM raised, woken""",
                key.kind().name(),
                key.id());
    }

    /// The generation of a document, as a question. It lies nowhere if there is no answer.
    public Select<Long> generation(DocumentKey key) {
        return Select.of(
                row -> row.longNumber("generation"),
                "SELECT generation FROM document WHERE kind = ? AND id = ?",
                key.kind().name(),
                key.id());
    }

    /// Says that the thing shall vanish from all hosts. The document stays until each of them reports that nothing
    /// remains.
    ///
    /// @return its new generation; empty if it lies nowhere
    public OptionalLong withdraw(Handle tx, DocumentKey key) {
        OptionalLong generation = generation(tx, RAISE + " RETURNING generation", key);
        if (generation.isPresent()) {
            tx.createUpdate("UPDATE placement SET wanted = false WHERE kind = :kind AND id = :id AND wanted")
                    .bind("kind", key.kind())
                    .bind("id", key.id())
                    .execute();
            wake(tx, key);
        }
        return generation;
    }

    /// Takes a document from a host where nothing of the thing remains. From the last one it is dropped.
    ///
    /// @param generation at which the host says so; of no effect if the document has changed since, or is
    ///     wanted there
    /// @return whether it was taken from there
    public boolean forget(Handle tx, HostId host, DocumentKey key, long generation) {
        boolean leaves = tx.createQuery("SELECT FROM document JOIN placement USING (kind, id)"
                        + " WHERE host_id = :host AND kind = :kind AND id = :id"
                        + " AND NOT wanted AND generation <= :generation FOR UPDATE")
                .bind("host", host)
                .bind("kind", key.kind())
                .bind("id", key.id())
                .bind("generation", generation)
                .map((_, _) -> true)
                .findOne()
                .isPresent();
        if (leaves) {
            remove(tx, host, key);
        }
        return leaves;
    }

    private static void remove(Handle tx, HostId host, DocumentKey key) {
        tx.createUpdate("DELETE FROM placement WHERE host_id = :host AND kind = :kind AND id = :id")
                .bind("host", host)
                .bind("kind", key.kind())
                .bind("id", key.id())
                .execute();
        tx.createUpdate("DELETE FROM document WHERE kind = :kind AND id = :id AND NOT EXISTS"
                        + " (SELECT FROM placement WHERE kind = :kind AND id = :id)")
                .bind("kind", key.kind())
                .bind("id", key.id())
                .execute();
        wake(tx, host);
    }

    /// Puts all documents of a kind that are wanted anywhere on one more host, as they are: nothing changes on the
    /// others. What lies on the host already stays as it is.
    void placeAll(Handle tx, HostId host, DocumentKind kind) {
        // Nobody places or withdraws meanwhile, so that none is missed and none comes that is on its way out.
        tx.execute("LOCK TABLE document IN SHARE MODE");
        tx.createUpdate("""
                        INSERT INTO placement (host_id, kind, id)
                        SELECT DISTINCT CAST(:host AS uuid), kind, id FROM placement WHERE kind = :kind AND wanted
                        ON CONFLICT DO NOTHING""").bind("host", host).bind("kind", kind).execute();
        wake(tx, host);
    }

    /// One document of a host.
    public Optional<Placement> find(Handle tx, HostId host, DocumentKey key) {
        return tx.createQuery(PLACED + " WHERE host_id = :host AND kind = :kind AND id = :id")
                .bind("host", host)
                .bind("kind", key.kind())
                .bind("id", key.id())
                .map(PLACEMENT)
                .findOne();
    }

    /// Where a document lies.
    public List<Placement> placements(Handle tx, DocumentKey key) {
        return tx.createQuery(PLACED + " WHERE kind = :kind AND id = :id ORDER BY host_id")
                .bind("kind", key.kind())
                .bind("id", key.id())
                .map(PLACEMENT)
                .list();
    }

    /// The nodes that shall be on a host, as a question.
    public static Select<NodeId> nodesOn(HostId host) {
        return Select.of(
                row -> row.id("id", NodeId::new),
                "SELECT id::uuid AS id FROM placement WHERE kind = ? AND host_id = ? AND wanted",
                DocumentKind.NODE.name(),
                host);
    }

    /// All documents of a host, in a fixed order.
    public List<Placement> onHost(Handle tx, HostId host) {
        return tx.createQuery(PLACED + " WHERE host_id = :host ORDER BY kind, id")
                .bind("host", host)
                .map(PLACEMENT)
                .list();
    }

    private static OptionalLong generation(Handle tx, String statement, DocumentKey key) {
        return tx.createQuery(statement).bind("kind", key.kind()).bind("id", key.id()).mapTo(Long.class).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /// Wakes all hosts that a document lies on.
    private static void wake(Handle tx, DocumentKey key) {
        tx.createQuery(WAKE)
                .bind("kind", key.kind())
                .bind("id", key.id())
                .mapTo(Long.class)
                .one();
    }

    private static void wake(Handle tx, HostId host) {
        tx.createQuery("SELECT pg_notify(:channel, :host)")
                .bind("channel", CHANNEL)
                .bind("host", host.toString())
                .mapTo(String.class)
                .one();
    }
}

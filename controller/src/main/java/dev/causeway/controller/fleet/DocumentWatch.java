package dev.causeway.controller.fleet;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Listener;
import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentIndex;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Lets agents wait for changes of their documents. A notification of the database ends the wait, in
/// whichever replica the agent waits; that one may be lost is why the index is looked at every few seconds
/// anyway.
public final class DocumentWatch implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final Database database;
    private final Documents documents;
    private final Duration sweep;
    private final ConcurrentMap<String, Bell> bells = new ConcurrentHashMap<>();
    private final Listener listener;
    private volatile boolean closed;

    private DocumentWatch(Database database, Documents documents, String channel, Duration sweep) {
        this.database = database;
        this.documents = documents;
        this.sweep = sweep;
        this.listener = database.listen(channel, this::ring);
    }

    /// Begins to listen.
    public static DocumentWatch start(Database database, Documents documents) {
        return start(database, documents, Documents.CHANNEL, SWEEP);
    }

    static DocumentWatch start(Database database, Documents documents, String channel, Duration sweep) {
        return new DocumentWatch(database, documents, channel, sweep);
    }

    /// The documents of a host, as soon as the version is not this one any more, or when the wait is over.
    public DocumentIndex await(HostId host, String version, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        Bell bell = bells.computeIfAbsent(host.toString(), _ -> new Bell());
        while (true) {
            // Counted before reading: what changes after the reading rings after the count.
            long rung = bell.count();
            DocumentIndex index = index(host);
            long left = deadline - System.nanoTime();
            if (!index.version().equals(version) || left <= 0 || closed) {
                return index;
            }
            bell.await(rung, Duration.ofNanos(Math.min(left, sweep.toNanos())));
        }
    }

    /// The documents of a host now.
    public DocumentIndex index(HostId host) {
        List<DocumentIndex.Entry> entries = database.read(tx -> documents.onHost(tx, host)).stream()
                .map(found -> new DocumentIndex.Entry(found.key(), found.generation(), Optional.of(found.edition())))
                .toList();
        return new DocumentIndex(digest(entries), entries);
    }

    @Override
    public void close() {
        closed = true;
        listener.close();
        bells.values().forEach(Bell::ring);
    }

    /// A payload that names no host means that notifications may have been lost.
    private void ring(String host) {
        if (host.isEmpty()) {
            bells.values().forEach(Bell::ring);
        } else {
            Bell bell = bells.get(host);
            if (bell != null) {
                bell.ring();
            }
        }
    }

    /// Equal lists have equal versions in every replica. A counter would not do: transactions commit in
    /// another order than they count.
    private static String digest(List<DocumentIndex.Entry> entries) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (DocumentIndex.Entry entry : entries) {
                digest.update(entry.toString().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

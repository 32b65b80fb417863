package dev.causeway.agent.link;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKey;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Waits for changes of the index, fetches the documents that have changed, saves them and hands all of them
/// over.
final class DocumentLoop implements Runnable {

    private static final Logger LOG = System.getLogger(DocumentLoop.class.getName());

    private final Session session;
    private final DocumentStore store;
    private final Consumer<Collection<Document>> onDocuments;
    private final Duration wait;
    private final Backoff backoff = new Backoff();
    private final Map<DocumentKey, Document> held = new LinkedHashMap<>();
    private String version = "";

    /// The first answer is handed over even when it is what was saved, or nothing.
    private boolean undelivered = true;

    DocumentLoop(Session session, DocumentStore store, Consumer<Collection<Document>> onDocuments, Duration wait) {
        this.session = session;
        this.store = store;
        this.onDocuments = onDocuments;
        this.wait = wait;
    }

    /// Hands over what an earlier run has saved. Nothing saved says nothing about what shall be, so it is not
    /// handed over.
    void deliverSaved() {
        store.load().forEach(document -> held.put(document.key(), document));
        if (!held.isEmpty()) {
            onDocuments.accept(List.copyOf(held.values()));
        }
    }

    @Override
    public void run() {
        try {
            while (!session.closed()) {
                try {
                    follow();
                } catch (IOException | RuntimeException e) {
                    if (!session.closed()) {
                        LOG.log(backoff.level(), "no documents from the controller: {0}", e.toString());
                        backoff.pause();
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws IOException, InterruptedException {
        AgentApi api = session.api();
        try {
            DocumentIndex index = api.index(version, wait);
            drop(index);
            fetch(api, index);
            version = index.version();
            if (backoff.reset()) {
                LOG.log(Level.INFO, "the controller answers again");
            }
            if (undelivered) {
                deliver();
            }
        } catch (IOException e) {
            session.failed(api, e);
            throw e;
        }
    }

    /// Forgets what the index does not list any more.
    private void drop(DocumentIndex index) {
        Set<DocumentKey> gone = new HashSet<>(held.keySet());
        index.entries().forEach(entry -> gone.remove(entry.key()));
        gone.forEach(store::erase);
        undelivered |= held.keySet().removeAll(gone);
    }

    /// A document that is refused or not understood stays as it was and is tried again with the next answer;
    /// it must not keep the others from changing.
    private void fetch(AgentApi api, DocumentIndex index) throws IOException, InterruptedException {
        for (DocumentIndex.Entry entry : index.entries()) {
            Document old = held.get(entry.key());
            if (old != null && old.generation() == entry.generation()) {
                continue;
            }
            try {
                Document document = api.document(entry.key());
                store.save(document);
                held.put(entry.key(), document);
                undelivered = true;
            } catch (AgentApi.Refused | AgentApi.NotUnderstood e) {
                LOG.log(Level.WARNING, "document {0} is left as it was: {1}", entry.key(), e.getMessage());
            }
        }
    }

    private void deliver() {
        onDocuments.accept(List.copyOf(held.values()));
        undelivered = false;
    }
}

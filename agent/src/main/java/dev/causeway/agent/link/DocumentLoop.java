package dev.causeway.agent.link;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Waits for changes of the index, fetches the documents that have changed, hands all of them over and saves
/// them.
final class DocumentLoop implements Runnable {

    private static final Logger LOG = System.getLogger(DocumentLoop.class.getName());

    private final Session session;
    private final DocumentStore store;
    private final Path consent;
    private final Consumer<Known> onDocuments;
    private final Duration wait;
    private final RetryPause backoff = new RetryPause();
    private final Holdings holdings = new Holdings();
    private final Map<DocumentKey, Document> unsaved = new LinkedHashMap<>();
    private String saveFailure = "";
    private String version = "";
    private volatile List<String> concerns = List.of();

    /// The first answer is handed over even when it is what was saved, or nothing.
    private boolean undelivered = true;
    private boolean discard;

    /// @param consent a file whose presence means that the operator gives up what is not listed
    DocumentLoop(Session session, DocumentStore store, Path consent, Consumer<Known> onDocuments, Duration wait) {
        this.session = session;
        this.store = store;
        this.consent = consent;
        this.onDocuments = onDocuments;
        this.wait = wait;
    }

    /// Hands over what an earlier run has saved. Nothing saved says nothing about what shall be, so it is not
    /// handed over.
    void deliverSaved() {
        DocumentStore.Saved saved = store.load();
        holdings.loaded(saved);
        tell();
        if (!saved.documents().isEmpty() || !saved.unreadable().isEmpty()) {
            onDocuments.accept(new Known(holdings.documents(), holdings.untouchable(), false));
        }
    }

    /// What the operator should know of the documents.
    List<String> concerns() {
        return concerns;
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
            Wire.Listing listing = api.index(version, wait);
            undelivered |= holdings.listed(listing, store::holds);
            obeyConsent();
            fetch(api, listing.index());
            version = listing.index().version();
            if (backoff.reset()) {
                LOG.log(Level.INFO, "the controller answers again");
            }
            tell();
            if (undelivered) {
                deliver();
            }
            save();
            tell();
        } catch (IOException e) {
            session.failed(api, e);
            throw e;
        }
    }

    /// A word of the operator holds for what there is when it is heard, and for nothing that comes later.
    private void obeyConsent() throws IOException {
        if (Files.exists(consent)) {
            LOG.log(Level.WARNING, "the operator gives up what the controller does not list: it is removed");
            holdings.discardUnlisted().forEach(document -> unsaved.put(document.key(), document));
            holdings.discardUnreadable().forEach(store::erase);
            discard = true;
            undelivered = true;
            Files.delete(consent);
        }
    }

    /// A document that is refused or not understood is tried again with the next answer; it must not keep the
    /// others from changing.
    private void fetch(AgentApi api, DocumentIndex index) throws IOException, InterruptedException {
        for (DocumentIndex.Entry entry : index.entries()) {
            if (!holdings.lacks(entry)) {
                continue;
            }
            try {
                Document document = api.document(entry.key());
                if (holdings.goesBack(document)) {
                    LOG.log(
                            Level.WARNING,
                            "{0} goes back to generation {1}: the controller''s database seems to have been put back",
                            document.key(),
                            document.generation());
                }
                if (holdings.fetched(document)) {
                    unsaved.put(document.key(), document);
                    undelivered = true;
                }
            } catch (AgentApi.Refused | AgentApi.NotUnderstood e) {
                undelivered |= holdings.missed(entry.key(), e.getMessage());
            }
        }
    }

    private void deliver() {
        onDocuments.accept(new Known(holdings.documents(), holdings.untouchable(), discard));
        undelivered = false;
        discard = false;
    }

    /// What cannot be saved is in force all the same, and tried again with the next answer.
    private void save() {
        saveFailure = "";
        unsaved.keySet().removeIf(key -> !holdings.hold(key));
        for (Document document : List.copyOf(unsaved.values())) {
            try {
                store.save(document);
                unsaved.remove(document.key());
            } catch (UncheckedIOException e) {
                saveFailure = e.getCause().toString();
            }
        }
    }

    /// Says what is new of what the operator should know. Nothing in it is secret or a customer's.
    private void tell() {
        List<String> now = new ArrayList<>(holdings.concerns());
        if (!saveFailure.isEmpty()) {
            now.add("documents cannot be saved, and would be old ones after a restart: " + saveFailure);
        }
        now.stream().filter(concern -> !concerns.contains(concern)).forEach(concern -> LOG.log(Level.WARNING, concern));
        concerns = List.copyOf(now);
    }
}

package dev.causeway.agent.link;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.wire.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The documents that the agent has, and what it makes of the controller's list of them. Decides only: touches neither
/// disk nor network.
///
/// A document leaves in one way: it says itself that the thing is not wanted, and nothing of the thing remains. That
/// it is not listed any more, or that it cannot be read, may as well mean that the controller or the agent was replaced
/// by another version, or that an older database was put in place.
final class Holdings {

    private final Map<DocumentKey, Document> documents = new LinkedHashMap<>();

    /// What lies on the disk and is not understood.
    private final Set<DocumentKey> unreadable = new HashSet<>();

    /// What was saved by an earlier run, which may have been of a version that left out what it did not know. It holds,
    /// and is fetched once more.
    private final Set<DocumentKey> onlySaved = new HashSet<>();

    /// What is listed and could not be had, and why.
    private final Map<DocumentKey, String> missed = new HashMap<>();

    private List<String> unknownFiles = List.of();
    private List<String> unknownEntries = List.of();
    private Optional<Set<DocumentKey>> listed = Optional.empty();

    void loaded(DocumentStore.Saved saved) {
        saved.documents().forEach(document -> {
            documents.put(document.key(), document);
            onlySaved.add(document.key());
        });
        unreadable.addAll(saved.unreadable());
        unknownFiles = saved.unknown();
    }

    /// Takes what the controller lists.
    ///
    /// @param onDisk tells whether a document is still saved, as it is until nothing of its thing remains
    /// @return whether a document has left
    boolean listed(Wire.Listing listing, Predicate<DocumentKey> onDisk) {
        Set<DocumentKey> keys = new HashSet<>();
        listing.index().entries().forEach(entry -> keys.add(entry.key()));
        listed = Optional.of(keys);
        unknownEntries = listing.unknown();
        missed.keySet().retainAll(keys);
        return documents
                .values()
                .removeIf(document ->
                        !keys.contains(document.key()) && !document.wanted() && !onDisk.test(document.key()));
    }

    boolean lacks(DocumentIndex.Entry entry) {
        Document held = documents.get(entry.key());
        return held == null
                || onlySaved.contains(entry.key())
                || held.generation() != entry.generation()
                || (entry.edition().isPresent() && !entry.edition().equals(held.edition()));
    }

    /// Whether a document that was fetched is no successor of the one that is held.
    boolean goesBack(Document document) {
        return Optional.ofNullable(documents.get(document.key()))
                .filter(held -> held.generation() >= document.generation()
                        && !held.edition().equals(document.edition())
                        && held.edition().isPresent())
                .isPresent();
    }

    /// Takes a document in place of the one before.
    ///
    /// @return whether it is another one
    boolean fetched(Document document) {
        Document before = documents.put(document.key(), document);
        onlySaved.remove(document.key());
        unreadable.remove(document.key());
        missed.remove(document.key());
        return !document.equals(before);
    }

    /// A document that could not be had, or not be understood, stays as it was.
    ///
    /// @return whether that is news
    boolean missed(DocumentKey key, String why) {
        return !why.equals(missed.put(key, why));
    }

    /// Turns what is not listed into what is not wanted, as the operator says.
    ///
    /// @return the documents that have changed by it
    List<Document> discardUnlisted() {
        List<Document> withdrawn = unlisted().stream().map(Document::withdrawn).toList();
        withdrawn.forEach(this::fetched);
        return withdrawn;
    }

    /// Gives up what is saved, not understood and not listed, as the operator says.
    List<DocumentKey> discardUnreadable() {
        List<DocumentKey> given = unreadable.stream()
                .filter(key -> listed.filter(keys -> !keys.contains(key)).isPresent())
                .toList();
        given.forEach(unreadable::remove);
        return given;
    }

    boolean hold(DocumentKey key) {
        return documents.containsKey(key);
    }

    Collection<Document> documents() {
        return List.copyOf(documents.values());
    }

    Set<DocumentKey> untouchable() {
        Set<DocumentKey> keys = new HashSet<>(unreadable);
        listed.ifPresent(keys::addAll);
        keys.removeAll(documents.keySet());
        return keys;
    }

    /// What the operator should know.
    List<String> concerns() {
        List<String> concerns = new ArrayList<>();
        unreadable.stream()
                .filter(key -> !documents.containsKey(key))
                .forEach(
                        key -> concerns.add(key + ": the saved document is not understood by this version of the agent;"
                                + " what the host has of it stays as it is"));
        missed.forEach((key, why) ->
                concerns.add(key + ": the document cannot be had; what the host has of it stays as it was: " + why));
        unlisted()
                .forEach(document -> concerns.add(document.key()
                        + ": the controller lists it no longer and never withdrew it; it stays until it is given up with"
                        + " `causeway discard-unlisted`"));
        unknownEntries.forEach(name ->
                concerns.add(name + ": the controller lists a document of a kind that this version does not know"));
        unknownFiles.forEach(name -> concerns.add(
                name + ": a file among the saved documents is not understood by this version of the agent"));
        return concerns;
    }

    private List<Document> unlisted() {
        return listed.map(keys -> documents.values().stream()
                        .filter(document -> document.wanted() && !keys.contains(document.key()))
                        .toList())
                .orElse(List.of());
    }
}

package dev.causeway.agent.node;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All documents of the host at one moment.
///
/// @param known false until someone has said for the first time what is wanted: until then nothing may be removed
/// @param untouchable things that shall stay as they are, since nobody here understands what is wanted of them
record Wanted(boolean known, Map<DocumentKey, Document> documents, Set<DocumentKey> untouchable) {

    static final Wanted NOTHING_KNOWN = new Wanted(false, Map.of(), Set.of());

    Wanted {
        documents = Map.copyOf(documents);
        untouchable = Set.copyOf(untouchable);
    }

    static Wanted of(Collection<Document> documents, Set<DocumentKey> untouchable) {
        return new Wanted(
                true, documents.stream().collect(Collectors.toMap(Document::key, Function.identity())), untouchable);
    }

    Optional<Document> find(DocumentKey key) {
        return Optional.ofNullable(documents.get(key));
    }

    /// The document of a thing that shall exist.
    Optional<Document> present(DocumentKey key) {
        return find(key).filter(Document::wanted);
    }

    /// The documents of all things that shall exist.
    Stream<Document> present() {
        return documents.values().stream().filter(Document::wanted);
    }
}

package dev.causeway.model.document;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All documents of one host. That one is not listed is no reason to remove anything: only a document that says so is.
///
/// @param version changes whenever anything in the list does; handed back by the agent to wait for the next change
public record DocumentIndex(String version, List<Entry> entries) {

    public DocumentIndex {
        entries = List.copyOf(entries);
    }

    /// One document, and the generation and edition that it has now.
    ///
    /// @param edition as of [Document#edition]
    public record Entry(DocumentKey key, long generation, Optional<UUID> edition) {

        public Entry(DocumentKey key, long generation) {
            this(key, generation, Optional.empty());
        }
    }
}

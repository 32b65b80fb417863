package dev.causeway.model.document;

import java.util.List;

/// All documents of one host. That one is not listed is no reason to remove anything: only a document that says so is.
///
/// @param version changes whenever anything in the list does; handed back by the agent to wait for the next change
public record DocumentIndex(String version, List<Entry> entries) {

    public DocumentIndex {
        entries = List.copyOf(entries);
    }

    /// One document and the generation that it has now.
    public record Entry(DocumentKey key, long generation) {}
}

package dev.causeway.agent.link;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// All that is known of what shall be on the host.
///
/// @param documents those that are understood
/// @param untouchable what is listed or saved and not understood: whatever the host has of it stays as it is
/// @param discard whether the operator has said that what no document mentions shall be removed, now and once
public record Known(Collection<Document> documents, Set<DocumentKey> untouchable, boolean discard) {

    public Known {
        documents = List.copyOf(documents);
        untouchable = Set.copyOf(untouchable);
    }
}

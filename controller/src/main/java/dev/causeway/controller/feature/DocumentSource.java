package dev.causeway.controller.feature;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Says what the documents of one kind hold, of those things that are the feature's: several features may have
/// things of one kind. When what a document holds changes, the feature touches it.
public interface DocumentSource {

    DocumentKind kind();

    /// What a document holds now. Everything is to be read on this handle, so that all of it is of one moment.
    ///
    /// @param id of the thing, unique in its kind
    /// @param generation of the document, as is `wanted`
    /// @return empty if the feature has no such thing
    Optional<Document> build(Handle tx, String id, long generation, boolean wanted);

    /// Takes notice that nothing of a withdrawn thing remains on a host. It may remain on others, and it may be another
    /// feature's.
    void gone(Handle tx, String id);
}

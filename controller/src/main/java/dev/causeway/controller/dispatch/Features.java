package dev.causeway.controller.dispatch;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What the features of the service have to do with documents and reports.
public interface Features {

    /// Says what a document holds now.
    ///
    /// @return empty if no feature knows the thing
    Optional<Document> build(Handle tx, DocumentKey key, long generation, boolean wanted);

    /// Takes notice of what a host has reported. It is called again with the next report, so whatever it does
    /// must be right to do twice.
    void observe(Handle tx, HostReport report);

    /// Takes notice that nothing of a withdrawn thing remains on a host.
    void gone(Handle tx, DocumentKey key);
}

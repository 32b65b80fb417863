package dev.causeway.controller.inventory;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The document of the segment that EIPs lie on.
final class InternetDocuments implements DocumentSource {

    @Override
    public DocumentKind kind() {
        return DocumentKind.INTERNET;
    }

    @Override
    public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
        Internet internet = Pool.internet(tx);
        return Optional.of(new InternetDocument(generation, wanted, internet.segment(), internet.router()));
    }

    @Override
    public void gone(Handle tx, String id) {
        // Stays as long as the host does.
    }
}

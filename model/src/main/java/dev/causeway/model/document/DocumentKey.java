package dev.causeway.model.document;

import java.util.Objects;

/// Names a document on a host.
///
/// @param id the identifier of the VPC or node; `internet` for the one internet segment
public record DocumentKey(DocumentKind kind, String id) {

    public DocumentKey {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + id;
    }
}

package dev.causeway.model.document;

/// Names a document on a host.
///
/// @param id the identifier of the VPC or node; `internet` for the one internet segment
public record DocumentKey(DocumentKind kind, String id) {

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + id;
    }
}

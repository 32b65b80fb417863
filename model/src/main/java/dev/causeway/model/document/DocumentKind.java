package dev.causeway.model.document;

/// What a document describes.
public enum DocumentKind {
    INTERNET,
    VPC,
    NODE,
    ACCESS
}

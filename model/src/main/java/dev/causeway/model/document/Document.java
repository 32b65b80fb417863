package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.UUID;

/// The whole wanted state of one thing on one host.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InternetDocument.class, name = "INTERNET"),
    @JsonSubTypes.Type(value = VpcDocument.class, name = "VPC"),
    @JsonSubTypes.Type(value = NodeDocument.class, name = "NODE"),
    @JsonSubTypes.Type(value = AccessDocument.class, name = "ACCESS")
})
public sealed interface Document permits InternetDocument, VpcDocument, NodeDocument, AccessDocument {

    @JsonIgnore
    DocumentKey key();

    /// Rises with every change of the document.
    long generation();

    /// A value drawn at random with every change. A database that is put back counts generations a second time, with
    /// other content: equal generations of two such histories differ in this. Absent if the controller draws none.
    Optional<UUID> edition();

    /// The same document in this edition.
    Document in(UUID edition);

    /// Whether the thing shall exist. A document that says no stays until the agent reports that nothing remains.
    boolean wanted();

    /// The same document, saying that the thing shall not exist.
    Document withdrawn();
}

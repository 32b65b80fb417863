package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// The whole wanted state of one thing on one host.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InternetDocument.class, name = "INTERNET"),
    @JsonSubTypes.Type(value = VpcDocument.class, name = "VPC"),
    @JsonSubTypes.Type(value = NodeDocument.class, name = "NODE")
})
public sealed interface Document permits InternetDocument, VpcDocument, NodeDocument {

    @JsonIgnore
    DocumentKey key();

    /// Rises with every change of the document.
    long generation();

    /// Whether the thing shall exist. A document that says no stays until the agent reports that nothing remains.
    boolean wanted();

    /// The same document, saying that the thing shall not exist.
    Document withdrawn();
}

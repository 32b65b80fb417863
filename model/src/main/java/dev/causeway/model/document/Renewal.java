package dev.causeway.model.document;

/// Asks for the next client certificate while the one in use is still valid.
///
/// @param request a PKCS #10 request in PEM; only its key is used
public record Renewal(String request) {}

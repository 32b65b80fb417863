package dev.causeway.model.document;

/// An agent's first call: it proves with a one-time token which host it is and asks for a client certificate.
///
/// @param request a PKCS #10 request in PEM; only its key is used
public record Enrolment(String token, String request) {

    @Override
    public String toString() {
        return "Enrolment";
    }
}

package dev.causeway.controller.server;

import dev.causeway.controller.scm.CertificateId;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import java.util.Optional;

/// The part of a request that says which certificate a server shall show.
sealed interface CertificateChoice {

    String NAME = "server_certificate";

    /// Another than the server has.
    sealed interface New extends CertificateChoice {}

    /// One that the domain holds.
    record Held(CertificateId id) implements New {}

    /// The one that the server has.
    record Kept() implements CertificateChoice {}

    /// One that the service signs.
    record Signed() implements New {}

    static New required(JsonReader in) {
        return in.whenAbsent(P2cCode.SERVER_CERTIFICATE_EMPTY).requiredObject(NAME, CertificateChoice::read);
    }

    /// Clients send back what they were shown, which has an empty ID if the certificate's owner has deleted it.
    static Optional<CertificateChoice> optional(JsonReader in) {
        return in.optionalObject(NAME, inner -> isShown(inner) ? new Kept() : read(inner));
    }

    private static boolean isShown(JsonReader in) {
        return in.optional("id", id -> id).filter(String::isEmpty).isPresent();
    }

    private static New read(JsonReader in) {
        var source =
                in.optionalWord("source", ServerCertificateCopy.Source.class).orElse(ServerCertificateCopy.Source.CCM);
        return switch (source) {
            case CCM -> new Held(in.whenAbsent(P2cCode.SERVER_CERTIFICATE_EMPTY).required("id", CertificateChoice::id));
            case SERVICE_SIGN -> new Signed();
        };
    }

    private static CertificateId id(String text) {
        if (text.isEmpty()) {
            throw P2cCode.SERVER_CERTIFICATE_EMPTY.at("");
        }
        try {
            return CertificateId.parse(text);
        } catch (InvalidInput e) {
            throw P2cCode.SERVER_CERTIFICATE_MISSING
                    .of(text)
                    .because("%s", e.getMessage())
                    .at("");
        }
    }
}

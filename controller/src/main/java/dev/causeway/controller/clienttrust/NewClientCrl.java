package dev.causeway.controller.clienttrust;

import dev.causeway.controller.certificates.RevocationList;
import dev.causeway.controller.server.ClientCaName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.P2cCode;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;

/// A list of revoked certificates as a request has it. Of the text that was sent nothing is left.
///
/// @param name given, or made up
record NewClientCrl(ClientCaName name, RevocationList list) {

    /// How long its text may be.
    private static final int LONGEST = 1 << 20;

    /// Reads one that counts at this moment.
    ///
    /// @param authorities one of which must have signed it
    static NewClientCrl read(JsonReader in, Collection<X509Certificate> authorities, Instant now) {
        ClientCaName name = in.optional("name", NewClientCrl::name).orElseGet(NewClientCrl::madeUpName);
        return new NewClientCrl(name, in.required("content", content -> list(name, content, authorities, now)));
    }

    private static ClientCaName name(String text) {
        return text.isEmpty() ? madeUpName() : new ClientCaName(text);
    }

    private static ClientCaName madeUpName() {
        return ClientCaName.generate("client-crl");
    }

    private static RevocationList list(
            ClientCaName name, String content, Collection<X509Certificate> authorities, Instant now) {
        if (content.length() > LONGEST) {
            throw P2cCode.CRL_FORMAT
                    .of(name.text())
                    .because("must be at most %d characters", LONGEST)
                    .at("");
        }
        return switch (RevocationList.read(content, authorities, now)) {
            case RevocationList.Reading.Usable(var list) -> list;
            case RevocationList.Reading.Refused(var defect, var reason) ->
                throw code(defect).of(name.text()).because("%s", reason).at("");
        };
    }

    private static ErrorCode.Of<String> code(RevocationList.Defect defect) {
        return switch (defect) {
            case FORM -> P2cCode.CRL_FORMAT;
            case CONTENT -> P2cCode.CRL_CONTENT;
            case DATE -> P2cCode.CRL_DATE;
        };
    }
}

package dev.causeway.controller.server;

import dev.causeway.controller.certificates.ClientCa;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.Fault;
import dev.causeway.model.P2cCode;
import java.time.Instant;
import java.util.Objects;

/// A client CA as a request has it. Of the text that was sent nothing is left.
///
/// @param name given, or made up
public record NewClientCa(ClientCaName name, ClientCa authority) {

    /// How long its text may be.
    private static final int LONGEST = 16_384;

    public NewClientCa {
        Objects.requireNonNull(name);
        Objects.requireNonNull(authority);
    }

    /// Reads one that clients can be verified by at this moment.
    public static NewClientCa read(JsonReader in, Instant now) {
        ClientCaName name = in.optional("name", ClientCaName::parse).orElseGet(ClientCaName::generate);
        return new NewClientCa(name, in.required("content", content -> authority(name, content, now)));
    }

    private static ClientCa authority(ClientCaName name, String content, Instant now) {
        if (content.length() > LONGEST) {
            throw P2cCode.CERTIFICATE_FORMAT
                    .of(name.text())
                    .because("must be at most %d characters", LONGEST)
                    .at("");
        }
        return switch (ClientCa.read(content, now)) {
            case ClientCa.Reading.Usable(var authority) -> authority;
            case ClientCa.Reading.Refused(var defect, var reason) ->
                throw code(defect).of(name.text()).because("%s", reason).at("");
        };
    }

    private static ErrorCode.Of<String> code(ClientCa.Defect defect) {
        return switch (defect) {
            case KEY_ALGORITHM -> P2cCode.CERTIFICATE_KEY_ALGORITHM;
            case SIGNATURE_ALGORITHM -> P2cCode.CERTIFICATE_SIGNATURE_ALGORITHM;
            case EXPIRED -> P2cCode.CERTIFICATE_EXPIRED;
            case NOT_YET_VALID -> P2cCode.CERTIFICATE_NOT_YET_VALID;
            case FORM -> P2cCode.CERTIFICATE_FORMAT;
            case CONTENT -> P2cCode.CERTIFICATE_CONTENT;
            case NOT_AN_AUTHORITY -> P2cCode.CERTIFICATE_NOT_OF_CA;
        };
    }

    /// What is wrong with one that the server has already.
    public Fault twice() {
        return P2cCode.CERTIFICATE_TWICE.of(name.text());
    }
}

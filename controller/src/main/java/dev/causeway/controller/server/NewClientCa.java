package dev.causeway.controller.server;

import dev.causeway.controller.web.JsonReader;
import java.util.Optional;

/// A client CA as a request has it.
///
/// @param content in PEM
public record NewClientCa(Optional<String> name, String content) {

    public static NewClientCa read(JsonReader in) {
        return new NewClientCa(in.optional("name", name -> name), in.required("content", content -> content));
    }
}

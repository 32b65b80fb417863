package dev.causeway.controller.web;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The answer to a call.
///
/// @param body written as JSON by [Json]: names in snake case; nulls and empty optionals are left out
public record Reply(int status, Optional<Object> body, Map<String, String> headers) {

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply ok(Object body) {
        return of(200, body);
    }

    public static Reply created(Object body) {
        return of(201, body);
    }

    public static Reply accepted(Object body) {
        return of(202, body);
    }

    public static Reply noContent() {
        return new Reply(204, Optional.empty(), Map.of());
    }

    public static Reply of(int status, Object body) {
        return new Reply(status, Optional.of(body), Map.of());
    }

    /// The same answer with one more header.
    public Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, body, more);
    }
}

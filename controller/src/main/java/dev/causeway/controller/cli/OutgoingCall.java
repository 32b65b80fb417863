package dev.causeway.controller.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A call as it goes over the wire.
///
/// @param headers those that the carrier does not know by itself, with the signature
/// @param body empty for none
record OutgoingCall(String method, URI target, Map<String, String> headers, String body) {

    static OutgoingCall get(URI target) {
        return new OutgoingCall("GET", target, Map.of(), "");
    }

    byte[] content() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /// A signature stays out of whatever prints this, and so does what is sent.
    @Override
    public String toString() {
        return method + " " + target;
    }
}

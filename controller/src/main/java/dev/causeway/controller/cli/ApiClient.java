package dev.causeway.controller.cli;

import dev.causeway.controller.identity.Signature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes signed calls with one user's credentials.
final class ApiClient {

    private final Credentials credentials;
    private final Path curl;

    ApiClient(Credentials credentials) {
        this(credentials, Path.of(System.getProperty("causeway.curl", "/usr/bin/curl")));
    }

    /// @param curl where that program may be
    ApiClient(Credentials credentials, Path curl) {
        this.credentials = credentials;
        this.curl = curl;
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        OutgoingCall call = signed(new OutgoingCall(
                method.toUpperCase(Locale.ROOT), target(path), Map.of("Content-Type", "application/json"), body));
        return carrier(call).carry(call);
    }

    private OutgoingCall signed(OutgoingCall call) {
        var headers = new HashMap<>(call.headers());
        headers.putAll(Signature.sign(
                call.method(),
                call.target(),
                Map.of(),
                call.content(),
                credentials.accessKey(),
                credentials.secretKey(),
                Instant.now()));
        return new OutgoingCall(call.method(), call.target(), headers, call.body());
    }

    private Carrier carrier(OutgoingCall call) throws IOException {
        URI endpoint = credentials.endpoint();
        Optional<Path> caFile = credentials.caFile();
        return caFile.isPresent() && Curl.takes(curl, call)
                ? new Curl(curl, endpoint, caFile.get(), Carrier.PATIENCE)
                : new JvmCarrier(endpoint, caFile, Carrier.PATIENCE);
    }

    private URI target(String path) {
        try {
            return credentials.endpoint().resolve(path);
        } catch (IllegalArgumentException e) {
            throw new Refusal("'%s' is not a path: %s", path, e.getMessage());
        }
    }
}

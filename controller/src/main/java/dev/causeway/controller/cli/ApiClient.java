package dev.causeway.controller.cli;

import dev.causeway.controller.identity.Signature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// Sends calls over TLS, trusting the service's own authority where there is one.
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI endpoint;
    private final Duration patience;
    private final HttpClient http;

    ApiClient(URI endpoint, Optional<Path> caFile) throws IOException {
        this(endpoint, caFile, PATIENCE);
    }

    /// @param patience how long an answer may take, to its last byte
    ApiClient(URI endpoint, Optional<Path> caFile, Duration patience) throws IOException {
        this.endpoint = endpoint;
        this.patience = patience;
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        if (caFile.isPresent()) {
            SSLContext trust = Trust.in(caFile.get());
            builder.sslContext(trust);
        }
        this.http = builder.build();
    }

    /// A call that needs no signature.
    Answer get(String path) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(endpoint.resolve(path)).GET());
    }

    Answer send(Credentials credentials, String method, String path, String body)
            throws IOException, InterruptedException {
        URI target = target(path);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .method(method, content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content));
        Signature.sign(
                        method,
                        target,
                        Map.of(),
                        content,
                        credentials.accessKey(),
                        credentials.secretKey(),
                        Instant.now())
                .forEach(request::header);
        return exchange(request);
    }

    private URI target(String path) {
        try {
            return endpoint.resolve(path);
        } catch (IllegalArgumentException e) {
            throw new Refusal("'%s' is not a path: %s", path, e.getMessage());
        }
    }

    private Answer exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        // The client's own timeout ends with the headers, and the body may never come.
        var answer = http.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException _) {
            throw new Refusal("%s does not answer to the end within %d s", endpoint, patience.toSeconds());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException) {
                throw new Refusal("nothing answers at %s; is the service running? See ./causeway status", endpoint);
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}

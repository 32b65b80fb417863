package dev.causeway.controller.cli;

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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// The JVM's own client. It can send whatever there is to send, and takes half a second for a TLS handshake.
final class JvmCarrier implements Carrier {

    private final URI endpoint;
    private final Duration patience;
    private final HttpClient http;

    /// @param caFile the certificates to trust; without it those that the JDK trusts
    JvmCarrier(URI endpoint, Optional<Path> caFile, Duration patience) throws IOException {
        this.endpoint = endpoint;
        this.patience = patience;
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TO_BE_HEARD);
        if (caFile.isPresent()) {
            SSLContext trust = Trust.in(caFile.get());
            builder.sslContext(trust);
        }
        this.http = builder.build();
    }

    @Override
    public Answer carry(OutgoingCall call) throws IOException, InterruptedException {
        // The client's own timeout ends with the headers, and the body may never come.
        var answer = http.sendAsync(request(call), BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException _) {
            throw Refusal.noEnd(endpoint, patience);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException) {
                throw Refusal.nothingAnswers(endpoint);
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest request(OutgoingCall call) {
        byte[] content = call.content();
        var request = HttpRequest.newBuilder(call.target())
                .method(
                        call.method(),
                        content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content));
        call.headers().forEach(request::header);
        return request.build();
    }
}

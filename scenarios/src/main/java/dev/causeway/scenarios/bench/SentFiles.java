package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.CredentialsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// How large the console's files are on their way.
record SentFiles(Figures figures, CredentialsFile own) {

    private static final double KILOBYTE = 1000;

    /// As browsers ask over TLS.
    private static final String BROWSERS = "gzip, deflate, br, zstd";

    void measure() {
        try (HttpClient client = Api.client(own.caFile())) {
            add(client, "script", "app.js", Target.below(60));
            add(client, "style", "app.css", Target.below(15));
            add(client, "page", "", Target.none());
        }
    }

    private void add(HttpClient client, String what, String file, Target target) {
        String row = "console, " + what + " over the wire";
        figures.add(row, "kB", sent(client, file, BROWSERS) / KILOBYTE, target);
        figures.add(row + ", gzip", "kB", sent(client, file, "gzip") / KILOBYTE, Target.none());
    }

    /// The bytes of a file as who takes these encodings gets it.
    private int sent(HttpClient client, String file, String taken) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(own.endpoint() + "/console/" + file))
                .header("Accept-Encoding", taken)
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " is answered by " + answer.statusCode());
            }
            return answer.body().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

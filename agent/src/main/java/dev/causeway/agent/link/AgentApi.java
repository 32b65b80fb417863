package dev.causeway.agent.link;

import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentIndex;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.IssuedCertificate;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.Renewal;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;

/// The calls of the agent API.
final class AgentApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// The controller takes no larger body: it hangs up while one is on its way, so that its answer may be lost.
    private static final int LARGEST_BODY = 12 << 20;

    private static final String REPORTS = "/agent/v1/reports";

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    private final URI controller;
    private final Duration patience;
    private final HttpClient http;

    AgentApi(URI controller, SSLContext tls) {
        this(controller, tls, PATIENCE);
    }

    /// @param patience how long an answer may take, to its last byte
    AgentApi(URI controller, SSLContext tls, Duration patience) {
        this.controller = controller;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(tls)
                .build();
    }

    IssuedCertificate enrol(Enrolment enrolment) throws IOException, InterruptedException {
        return post("/agent/v1/enrol", enrolment, IssuedCertificate.class);
    }

    IssuedCertificate renew(Renewal renewal) throws IOException, InterruptedException {
        return post("/agent/v1/certificate", renewal, IssuedCertificate.class);
    }

    /// The documents of this host, as soon as the version is not this one any more, or after the wait.
    Wire.Listing index(String after, Duration wait) throws IOException, InterruptedException {
        String query = "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8) + "&wait=" + wait.toSeconds();
        byte[] json = send(request("/agent/v1/index" + query, wait.plus(patience)));
        try {
            return Wire.readListing(json);
        } catch (JacksonException e) {
            throw new NotUnderstood(DocumentIndex.class, e);
        }
    }

    Document document(DocumentKey key) throws IOException, InterruptedException {
        return read(send(request("/agent/v1/documents/" + key, patience)), Document.class);
    }

    LogPositions logPositions() throws IOException, InterruptedException {
        return read(send(request("/agent/v1/log-positions", patience)), LogPositions.class);
    }

    /// Hands over a report.
    ///
    /// @throws Refused if the controller does not take it; of its content if that is the reason
    void report(HostReport report) throws IOException, InterruptedException {
        byte[] body = Wire.write(report);
        if (body.length > LARGEST_BODY) {
            throw new Refused(TOO_LARGE, REPORTS);
        }
        send(request(REPORTS, patience)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json"));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private <T> T post(String path, Object body, Class<T> answer) throws IOException, InterruptedException {
        return read(
                send(request(path, patience)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.write(body)))
                        .header("Content-Type", "application/json")),
                answer);
    }

    private HttpRequest.Builder request(String path, Duration longest) {
        return HttpRequest.newBuilder(controller.resolve(path)).timeout(longest);
    }

    private byte[] send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response = whole(request);
        if (response.statusCode() / 100 != 2) {
            throw new Refused(response.statusCode(), request.uri().getPath());
        }
        return response.body();
    }

    /// The answer with its body. The client's own timeout ends with the headers, and the body may never come.
    private HttpResponse<byte[]> whole(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(request.timeout().orElse(patience).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer to " + request.uri().getPath());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static <T> T read(byte[] json, Class<T> type) throws NotUnderstood {
        try {
            return Wire.read(json, type);
        } catch (JacksonException e) {
            throw new NotUnderstood(type, e);
        }
    }

    /// The controller answered, but not with success.
    static final class Refused extends IOException {

        private final int status;

        Refused(int status, String path) {
            super("the controller answers " + status + " to " + path);
            this.status = status;
        }

        boolean unauthenticated() {
            return status == 401;
        }

        /// Whether the same would be refused again.
        boolean isOfContent() {
            return status == BAD_REQUEST || status == TOO_LARGE;
        }
    }

    /// The controller's answer is of a form that this version cannot read.
    static final class NotUnderstood extends IOException {

        NotUnderstood(Class<?> type, JacksonException cause) {
            // The parser's own words may quote the content, which may be secret.
            super("the controller's answer is not a " + type.getSimpleName() + " that this agent understands, at "
                    + cause.getLocation().offsetDescription());
        }
    }
}

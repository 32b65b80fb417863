package dev.causeway.scenarios.cases.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.CredentialsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Stands in for the service: passes on what it is asked, but answers some calls in words of its own, or none.
final class StandIn implements HttpHandler {

    /// Those of a connection, and what the client makes by itself.
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

    private static final String JSON = "application/json";
    private static final byte[] HALF = "{\"vpn_gateways\": [".getBytes(StandardCharsets.UTF_8);

    private final String service;
    private final HttpClient client;
    private final AtomicReference<Rule> rule = new AtomicReference<>(Rule.NONE);

    /// Which calls are answered otherwise.
    ///
    /// @param calls method and path, such as `GET /v5/.*`
    private record Rule(Pattern calls, Otherwise how) {

        private static final Rule NONE = new Rule(Pattern.compile("none"), new Otherwise.Nothing());

        boolean fits(HttpExchange exchange) {
            return calls.matcher(exchange.getRequestMethod() + " " + exchange.getRequestURI())
                    .matches();
        }
    }

    private sealed interface Otherwise {

        /// The service's words are replaced.
        record Words(int status, String body) implements Otherwise {}

        /// It hangs up.
        record Nothing() implements Otherwise {}

        /// An answer begins, and does not go on before somebody ends this.
        record Half(CountDownLatch over) implements Otherwise {}
    }

    StandIn(CredentialsFile tenant) {
        this.service = tenant.endpoint();
        this.client = Api.client(tenant.caFile());
    }

    /// From here on such calls are answered like that.
    ///
    /// @param calls a pattern for method and path with its query, such as `GET /v5/.*`
    void answers(String calls, int status, String code, String message) {
        String body = """
                {"error_code": "%s", "error_msg": "%s", "request_id": "%032d"}""".formatted(code, message, status);
        apply(calls, new Otherwise.Words(status, body));
    }

    /// From here on such calls are not answered at all.
    void isSilentOn(String calls) {
        apply(calls, new Otherwise.Nothing());
    }

    /// From here on answers to such calls stop in the middle.
    void stopsWithin(String calls) {
        apply(calls, new Otherwise.Half(new CountDownLatch(1)));
    }

    /// From here on it is the service that answers.
    void passesAllOn() {
        next(Rule.NONE);
    }

    private void apply(String calls, Otherwise how) {
        next(new Rule(Pattern.compile(calls), how));
    }

    private void next(Rule next) {
        if (rule.getAndSet(next).how() instanceof Otherwise.Half(CountDownLatch over)) {
            over.countDown();
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Rule now = rule.get();
        try (exchange) {
            if (!now.fits(exchange)) {
                passOn(exchange);
                return;
            }
            switch (now.how()) {
                case Otherwise.Words(int status, String body) -> {
                    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
                    begin(exchange, status, octets.length);
                    exchange.getResponseBody().write(octets);
                }
                case Otherwise.Half(CountDownLatch over) -> {
                    begin(exchange, 200, HALF.length * 2L);
                    exchange.getResponseBody().write(HALF);
                    exchange.getResponseBody().flush();
                    over.await();
                }
                case Otherwise.Nothing() -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void begin(HttpExchange exchange, int status, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(status, length);
    }

    private void passOn(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<InputStream> answer = send(request.build());
        Headers headers = exchange.getResponseHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, values);
            }
        });
        boolean empty = answer.statusCode() == 204 || answer.statusCode() == 304;
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
        copy(answer.body(), exchange.getResponseBody());
    }

    /// Piece by piece as it comes: a stream of events has no end.
    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[1 << 14];
        try (from) {
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                to.write(piece, 0, count);
                to.flush();
            }
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

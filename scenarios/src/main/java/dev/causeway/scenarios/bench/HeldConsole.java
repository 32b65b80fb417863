package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.CredentialsFile;
import dev.causeway.scenarios.cloud.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// What an open overview is to the service, without a browser: a session and a stream, and reads of what the
/// page shows, each half a minute and when a change is told.
final class HeldConsole implements AutoCloseable {

    private static final int ASKED_EVERY_SECONDS = 30;

    /// What an overview follows, by the names of its lists in events.
    private static final Map<String, String> FOLLOWED = Map.of(
            "vpn-gateways", "/v5/{project_id}/vpn-gateways",
            "vpn-connections", "/v5/{project_id}/vpn-connection",
            "customer-gateways", "/v5/{project_id}/customer-gateways",
            "vpcs", "/v1/{project_id}/vpcs",
            "p2c-vpn-gateways", "/v5/{project_id}/p2c-vpn-gateways");

    private final CredentialsFile own;
    private final HttpClient client;
    private final String cookie;
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final AtomicInteger told = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> asking;

    private HeldConsole(CredentialsFile own, HttpClient client, String cookie) {
        this.own = own;
        this.client = client;
        this.cookie = cookie;
        this.asking = clock.scheduleAtFixedRate(
                () -> FOLLOWED.values().forEach(this::read), 0, ASKED_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /// Logs in and begins to listen.
    static HeldConsole open(CredentialsFile own) {
        HttpClient client = Api.client(own.caFile());
        HeldConsole opened = new HeldConsole(own, client, logIn(own, client));
        opened.listen();
        return opened;
    }

    /// Of how many changes it was told.
    ///
    /// @throws IllegalStateException if what it reads by the clock was refused
    int told() {
        if (asking.state() == Future.State.FAILED) {
            throw new IllegalStateException(asking.exceptionNow());
        }
        return told.get();
    }

    private static String logIn(CredentialsFile own, HttpClient client) {
        Map<String, Object> user =
                Map.of("name", own.user(), "password", own.password(), "domain", Map.of("name", own.domain()));
        Map<String, Object> identity = Map.of("methods", List.of("password"), "password", Map.of("user", user));
        HttpRequest request = fromPage(own, "/console/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonText.write(Map.of("auth", Map.of("identity", identity)))))
                .build();
        String set = send(client, request, BodyHandlers.discarding(), 201)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static HttpRequest.Builder fromPage(CredentialsFile own, String path) {
        return HttpRequest.newBuilder(URI.create(own.endpoint() + path.replace("{project_id}", own.project())))
                .header("X-Causeway-Console", "1")
                .header("Sec-Fetch-Site", "same-origin");
    }

    private void listen() {
        HttpRequest request = fromPage(own, "/console/events?project={project_id}")
                .header("Cookie", cookie)
                .build();
        Stream<String> lines =
                send(client, request, BodyHandlers.ofLines(), 200).body();
        Thread.ofVirtual().start(() -> {
            try (lines) {
                lines.filter(line -> line.startsWith("data: {")).forEach(this::hear);
            } catch (UncheckedIOException _) {
                // It has been closed.
            }
        });
    }

    private void hear(String line) {
        String list = JsonText.parse(line.substring("data: ".length()))
                .required("list")
                .asString();
        if (FOLLOWED.containsKey(list)) {
            told.incrementAndGet();
            read(FOLLOWED.get(list));
        }
    }

    private void read(String path) {
        HttpRequest.Builder request = fromPage(own, path).header("Cookie", cookie);
        if (tags.containsKey(path)) {
            request.header("If-None-Match", tags.get(path));
        }
        HttpResponse<Void> answer = send(client, request.build(), BodyHandlers.discarding(), 200, 304);
        answer.headers().firstValue("ETag").ifPresent(tag -> tags.put(path, tag));
    }

    private static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest request, BodyHandler<T> body, Integer... expected) {
        try {
            HttpResponse<T> answer = client.send(request, body);
            if (!List.of(expected).contains(answer.statusCode())) {
                throw new IllegalStateException(request.uri() + " is answered by " + answer.statusCode());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.shutdownNow();
    }
}

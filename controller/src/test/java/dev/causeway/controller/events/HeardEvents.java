package dev.causeway.controller.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.TestApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import tools.jackson.databind.JsonNode;

/// A client that listens to events and keeps what it hears.
final class HeardEvents implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client;
    private final HttpResponse<InputStream> answer;
    private final List<Heard> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private String rest = "";
    private volatile boolean ended;

    record Heard(String event, JsonNode data) {

        boolean isOf(String list) {
            return data.path("list").asString("").equals(list);
        }

        boolean isOf(String list, String id) {
            return isOf(list) && data.path("id").asString("").equals(id);
        }
    }

    private HeardEvents(HttpClient client, HttpResponse<InputStream> answer) {
        this.client = client;
        this.answer = answer;
        Thread.ofVirtual().start(this::hear);
    }

    /// Waits until both of two controllers hear what the database tells of something.
    static void awaitListeners(Database database, String channel) {
        await().atMost(PATIENCE)
                .until(() -> database.read(tx -> tx.createQuery("SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE query = 'LISTEN ' || :channel AND state = 'idle'"
                                        + " AND datname = current_database()")
                                .bind("channel", channel)
                                .mapTo(Long.class)
                                .one())
                        == 2);
    }

    /// Begins to listen, and waits until it does.
    static HeardEvents open(TestApi api, String token, String project) {
        HeardEvents heard = ask(api, "?project=" + project, "X-Auth-Token", token);
        if (heard.status() != 200) {
            throw new AssertionError(heard.refusal().toString());
        }
        await().atMost(PATIENCE).until(() -> heard.comments.get() > 0);
        return heard;
    }

    /// @param headers names and values
    static HeardEvents ask(TestApi api, String query, String... headers) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(api.trust())
                .build();
        URI uri = URI.create("https://localhost:" + api.port() + "/console/events" + query);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).headers(headers).build();
            return new HeardEvents(client, client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Asks, and leaves it to others to read what comes.
    static SSLSocket askOnly(TestApi api, String query, String token) throws IOException {
        var socket = (SSLSocket) api.trust().getSocketFactory().createSocket("localhost", api.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream()
                .write("GET /console/events%s HTTP/1.1\r\nHost: a\r\nX-Auth-Token: %s\r\n\r\n"
                        .formatted(query, token)
                        .getBytes(UTF_8));
        return socket;
    }

    int status() {
        return answer.statusCode();
    }

    /// What it was answered instead of events.
    JsonNode refusal() {
        await().atMost(PATIENCE).until(() -> ended);
        return Json.read(rest.getBytes(UTF_8));
    }

    List<Heard> events() {
        return events;
    }

    /// Whatever else it was told until it ended.
    String otherLines() {
        return rest;
    }

    int comments() {
        return comments.get();
    }

    boolean ended() {
        return ended;
    }

    /// Waits until it has been told of a thing in a list, or of several there.
    void awaitChange(String list, String id) {
        await(list + " " + id)
                .atMost(PATIENCE)
                .until(() -> events.stream().anyMatch(heard -> heard.isOf(list, id) || heard.isOf(list, "")));
    }

    void awaitChange(String list) {
        await(list).atMost(PATIENCE).until(() -> events.stream().anyMatch(heard -> heard.isOf(list)));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void hear() {
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Heard(
                            event, Json.read(line.substring("data: ".length()).getBytes(UTF_8))));
                } else {
                    rest += line;
                }
            }
        } catch (IOException _) {
            // Cut off, which is an end too.
        }
        ended = true;
    }
}

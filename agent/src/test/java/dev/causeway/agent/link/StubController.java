package dev.causeway.agent.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A controller that answers with whatever text it was given, as one of another version would.
final class StubController implements AutoCloseable {

    private static final Duration AWAY = Duration.ofSeconds(3);

    final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

    private HttpServer server;
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final Map<String, String> entries = new ConcurrentHashMap<>();
    private final AtomicInteger version = new AtomicInteger(1);
    private volatile boolean silent;
    private volatile Predicate<String> refused = _ -> false;
    private volatile String positions = "{\"held\":[]}";

    StubController() throws IOException {
        server = serve(0);
    }

    private HttpServer serve(int port) throws IOException {
        var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.createContext("/", this::answer);
        made.start();
        return made;
    }

    /// Is away for as long as a start takes, so that it is missed, and then holds of the logs what is said
    /// here. A client connects anew in silence where nobody was away.
    void restart(LogPositions held) throws IOException, InterruptedException {
        int port = server.getAddress().getPort();
        server.stop(0);
        Thread.sleep(AWAY);
        positions = new String(Wire.write(held), StandardCharsets.UTF_8);
        server = serve(port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Lists a document and answers with it.
    void put(Document document) {
        put(document.key(), document.generation(), document.edition(), text(document));
    }

    void put(DocumentKey key, long generation, String json) {
        put(key, generation, Optional.empty(), json);
    }

    private void put(DocumentKey key, long generation, Optional<UUID> edition, String json) {
        documents.put(key.toString(), json);
        list(
                key.toString(),
                "{\"key\":{\"kind\":\"%s\",\"id\":\"%s\",\"colour\":1},\"generation\":%d,\"colour\":\"red\"%s}"
                        .formatted(
                                key.kind(),
                                key.id(),
                                generation,
                                edition.map(drawn -> ",\"edition\":\"" + drawn + "\"")
                                        .orElse("")));
    }

    /// Lists whatever this is.
    void list(String name, String entry) {
        entries.put(name, entry);
        version.incrementAndGet();
    }

    /// Lists a document no longer.
    void drop(DocumentKey key) {
        entries.remove(key.toString());
        version.incrementAndGet();
    }

    /// From now on answers end with their headers, or do not any more.
    void silence(boolean now) {
        silent = now;
    }

    /// From now on reports of which this is so are answered as those that cannot be read.
    void refuse(Predicate<String> reports) {
        refused = reports;
    }

    static String text(Document document) {
        return new String(Wire.write(document), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        byte[] request = call.getRequestBody().readAllBytes();
        if (silent) {
            call.sendResponseHeaders(200, 100);
            call.getResponseBody().flush();
            return;
        }
        switch (path) {
            case "/agent/v1/index" -> say(call, 200, index(call.getRequestURI().getQuery()));
            case "/agent/v1/log-positions" -> say(call, 200, positions);
            case "/agent/v1/reports" -> {
                String report = new String(request, StandardCharsets.UTF_8);
                if (refused.test(report)) {
                    say(call, 400, "{}");
                    return;
                }
                reports.add(report);
                call.sendResponseHeaders(204, -1);
                call.close();
            }
            default -> {
                String document = documents.get(path.replace("/agent/v1/documents/", ""));
                say(call, document == null ? 404 : 200, document == null ? "{}" : document);
            }
        }
    }

    private String index(String query) {
        for (int i = 0; i < 20 && query.contains("after=" + version + "&"); i++) {
            pause();
        }
        Stream<String> all = List.copyOf(entries.values()).stream();
        return "{\"version\":\"%s\",\"colour\":1,\"entries\":[%s]}"
                .formatted(version, all.collect(Collectors.joining(",")));
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(HttpExchange call, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}

package dev.causeway.controller.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// Between the HTTP library and the project: makes a [Call] of a request, and a response of a [Reply].
final class Exchange {

    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    private static final int SMALL_BODY = 256 << 10;
    private static final int LARGE_BODIES_AT_ONCE = 6;

    private final Dispatcher dispatcher;
    private final Semaphore largeBodies = new Semaphore(LARGE_BODIES_AT_ONCE);

    Exchange(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    static String newRequestId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    void handle(ServerRequest request, ServerResponse response) {
        long begin = System.nanoTime();
        Call head = head(request);
        Reply reply = dispatcher.answer(head, () -> body(request));
        LOG.log(
                Level.DEBUG,
                () -> "%s %s %d %d us"
                        .formatted(
                                head.requestId(), head.method(), reply.status(), (System.nanoTime() - begin) / 1000));
        response.status(Status.create(reply.status())).header("X-Request-Id", head.requestId());
        reply.headers().forEach(response::header);
        if (reply.body().isPresent()) {
            response.header("Content-Type", "application/json");
            response.send(Json.write(IdentityErrors.body(
                    head.rawPath(), reply.status(), reply.body().get())));
        } else {
            response.send();
        }
    }

    private static Call head(ServerRequest request) {
        return new Call(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                headers(request.headers()),
                Map.of(),
                Content.NONE,
                new Caller.Nobody(),
                request.remotePeer().tlsCertificates().flatMap(Exchange::own),
                newRequestId());
    }

    private static Map<String, List<String>> headers(Headers all) {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : all) {
            headers.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .addAll(header.allValues());
        }
        return headers;
    }

    private static Optional<X509Certificate> own(Certificate[] chain) {
        return Arrays.stream(chain)
                .findFirst()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast);
    }

    private Content body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return Content.NONE;
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] small = in.readNBytes(SMALL_BODY + 1);
            byte[] all = small.length <= SMALL_BODY ? small : large(small, in);
            if (all.length > 0) {
                requireJson(request);
            }
            return Content.of(all);
        } catch (Dispatcher.Refused refused) {
            throw refused;
        } catch (IOException | RuntimeException unreadable) {
            LOG.log(Level.DEBUG, "a body cannot be read", unreadable);
            throw RequestException.builder()
                    .message("the body cannot be read")
                    .type(DirectHandler.EventType.BAD_REQUEST)
                    .setKeepAlive(false)
                    .build();
        }
    }

    /// Large bodies wait for one another, so that many of them do not fill the memory.
    private byte[] large(byte[] begin, InputStream in) throws IOException {
        largeBodies.acquireUninterruptibly();
        try {
            byte[] rest = in.readNBytes(HttpServer.LARGEST_BODY + 1 - begin.length);
            if (begin.length + rest.length > HttpServer.LARGEST_BODY) {
                throw new Dispatcher.Refused(Problem.TOO_LARGE);
            }
            byte[] all = Arrays.copyOf(begin, begin.length + rest.length);
            System.arraycopy(rest, 0, all, begin.length, rest.length);
            return all;
        } finally {
            largeBodies.release();
        }
    }

    private static void requireJson(ServerRequest request) {
        boolean json = request.headers()
                .contentType()
                .map(type -> type.text().toLowerCase(Locale.ROOT).startsWith("application/json"))
                .orElse(true);
        if (!json) {
            throw new Dispatcher.Refused(Problem.NOT_JSON);
        }
    }
}

package dev.causeway.controller.web;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An answer as it goes over the wire.
///
/// @param body empty if there is none
@SuppressWarnings("ArrayRecordComponent") // never compared
record Response(int status, Map<String, String> headers, byte[] body) {

    private static final int NO_CONTENT = 204;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// The answer to a call.
    static Response of(Reply reply, Call call) {
        return of(reply, call.requestId(), call.rawPath());
    }

    /// The answer to what cannot be read.
    static Response of(Problem problem, String requestId) {
        return of(problem.reply(requestId), requestId, "");
    }

    private static Response of(Reply reply, String requestId, String path) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        headers.put("X-Request-Id", requestId);
        byte[] body = reply.body()
                .map(content -> Json.write(IdentityErrors.body(path, reply.status(), content)))
                .orElseGet(() -> new byte[0]);
        if (reply.body().isPresent()) {
            headers.put("Content-Type", "application/json");
        }
        return new Response(reply.status(), headers, body);
    }

    /// The answer as a message.
    ///
    /// @param method of the request: what answers HEAD has no body, whatever its length says
    /// @param last whether the connection ends with it
    FullHttpResponse toMessage(String method, boolean last) {
        var message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                method.equals("HEAD") ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        message.headers().set("Date", DATE.format(Instant.now())).set("Connection", last ? "close" : "keep-alive");
        headers.forEach(message.headers()::set);
        if (status != NO_CONTENT) {
            message.headers().set("Content-Length", body.length);
        }
        return message;
    }
}

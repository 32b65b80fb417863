package dev.causeway.controller.web;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// An answer as it goes over the wire.
///
/// @param held what it takes of the memory
record Response(int status, Map<String, String> headers, Payload payload, Answers.Share held) {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final String REQUEST_ID = "X-Request-Id";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// The date of answers. It is put into words once for all answers of a second.
    private record Date(long second, String text) {

        private static volatile Date last = new Date(0, "");

        static String now() {
            Instant now = Instant.now();
            Date date = last;
            if (date.second != now.getEpochSecond()) {
                date = new Date(now.getEpochSecond(), DATE.format(now));
                last = date;
            }
            return date.text;
        }
    }

    /// What follows the head.
    sealed interface Payload {

        /// All of it, empty if there is nothing.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Whole(byte[] octets) implements Payload {}

        /// What comes piece by piece.
        record Pieces(Body.Flow flow) implements Payload {}

        /// What comes now and then, while the client stays.
        record Told(Teller teller) implements Payload {}
    }

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
        headers.put(REQUEST_ID, requestId);
        Payload payload = switch (reply.body()) {
            case Body.Nothing _ -> new Payload.Whole(new byte[0]);
            case Body.Value(var value) -> {
                headers.put("Content-Type", "application/json");
                yield new Payload.Whole(Json.write(IdentityErrors.body(path, reply.status(), value)));
            }
            case Body.Octets(var type, var octets) -> {
                headers.put("Content-Type", type);
                yield new Payload.Whole(octets);
            }
            case Body.Flow flow -> {
                headers.put("Content-Type", flow.type());
                yield new Payload.Pieces(flow);
            }
            case Body.Told(var type, var teller) -> {
                headers.put("Content-Type", type);
                yield new Payload.Told(teller);
            }
        };
        return new Response(reply.status(), headers, payload, Answers.Share.NONE);
    }

    /// The same with the tag of its content; only that, if the client has the content already. It may be kept, but by
    /// nobody for others, and counts only as long as its tag does.
    ///
    /// @param ifNoneMatch the header by which the client says what it has
    Response tagged(List<String> ifNoneMatch) {
        return switch (payload) {
            case Payload.Whole(var octets) -> tagged(EntityTag.of(octets, requestId()), ifNoneMatch);
            case Payload.Pieces _, Payload.Told _ -> this;
        };
    }

    private Response tagged(EntityTag tag, List<String> ifNoneMatch) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put("ETag", tag.text());
        more.putIfAbsent("Cache-Control", "private, no-cache");
        if (!tag.isAmong(ifNoneMatch)) {
            return new Response(status, more, payload, held);
        }
        more.remove("Content-Type");
        return new Response(NOT_MODIFIED, more, new Payload.Whole(new byte[0]), held);
    }

    /// The same, with what it takes of the memory.
    Response holding(Answers.Share share) {
        return new Response(status, headers, payload, share);
    }

    String requestId() {
        return headers.get(REQUEST_ID);
    }

    /// How many octets of it are in memory.
    long size() {
        return switch (payload) {
            case Payload.Whole(var octets) -> octets.length;
            case Payload.Pieces _, Payload.Told _ -> 0;
        };
    }

    /// The answer as a message: all of it, or the head if the rest comes piece by piece.
    ///
    /// @param method of the request: what answers HEAD has no body, whatever its length says
    /// @param last whether the connection ends with it
    HttpResponse toMessage(String method, boolean last) {
        HttpResponse message = switch (payload) {
            case Payload.Whole(var octets) -> whole(octets, method);
            case Payload.Pieces(var flow) -> head(flow.length());
            case Payload.Told _ -> head(OptionalLong.empty());
        };
        message.headers().set("Date", Date.now()).set("Connection", last ? "close" : "keep-alive");
        headers.forEach(message.headers()::set);
        return message;
    }

    private HttpResponse whole(byte[] octets, String method) {
        var body = method.equals("HEAD") ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(octets);
        var message = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        if (status != NO_CONTENT && status != NOT_MODIFIED) {
            message.headers().set("Content-Length", octets.length);
        }
        return message;
    }

    /// @param length of what follows, if it is known
    private HttpResponse head(OptionalLong length) {
        var message = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        if (length.isPresent()) {
            message.headers().set("Content-Length", length.getAsLong());
        } else {
            message.headers().set("Transfer-Encoding", "chunked");
        }
        return message;
    }
}

package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
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

    /// All octets of the answer.
    ///
    /// @param method of the request: what answers HEAD has no body, whatever its length says
    /// @param last whether the connection ends with it
    byte[] toOctets(String method, boolean last) {
        var head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status));
        line(head, "Date", DATE.format(Instant.now()));
        line(head, "Connection", last ? "close" : "keep-alive");
        headers.forEach((name, value) -> line(head, name, value));
        if (status != NO_CONTENT) {
            line(head, "Content-Length", Integer.toString(body.length));
        }
        byte[] begin = head.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
        if (method.equals("HEAD")) {
            return begin;
        }
        byte[] all = Arrays.copyOf(begin, begin.length + body.length);
        System.arraycopy(body, 0, all, begin.length, body.length);
        return all;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append("\r\n").append(name).append(": ").append(value);
    }

    /// The words for a status.
    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case NO_CONTENT -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "";
        };
    }
}

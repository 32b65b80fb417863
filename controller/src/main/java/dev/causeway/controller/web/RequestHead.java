package dev.causeway.controller.web;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What stands before the body of a request.
///
/// @param path still percent-encoded
/// @param query likewise, empty if there is none
/// @param headers names in lower case; each octet of a value is one character
/// @param framing where the body ends
record RequestHead(
        String method, String path, String query, Map<String, List<String>> headers, RequestHead.Framing framing) {

    /// How the end of a body is found.
    sealed interface Framing {

        record None() implements Framing {}

        /// Ends after so many octets.
        ///
        /// @param size more than 0
        record Length(long size) implements Framing {}

        record Chunked() implements Framing {}
    }

    /// A request that is no proper HTTP/1.1.
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /// Takes over what was decoded, if it is HTTP/1.1 as the API understands it.
    static RequestHead of(HttpRequest request) throws Malformed {
        if (request.decoderResult().isFailure()) {
            throw new Malformed(String.valueOf(request.decoderResult().cause().getMessage()));
        }
        String target = origin(request.uri());
        int mark = target.indexOf('?');
        Map<String, List<String>> headers = headers(request);
        List<String> hosts = headers.getOrDefault("host", List.of());
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || hosts.size() != 1
                || hosts.getFirst().isEmpty()) {
            throw new Malformed("the version is not HTTP/1.1, or there is not one Host");
        }
        return new RequestHead(
                request.method().name(),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers,
                framing(headers));
    }

    /// Whether no body follows.
    boolean isAlone() {
        return framing instanceof Framing.None;
    }

    List<String> all(String header) {
        return headers.getOrDefault(header, List.of());
    }

    /// Whether a header that is a list names a word.
    boolean names(String header, String word) {
        return words(all(header)).anyMatch(word::equals);
    }

    private static Framing framing(Map<String, List<String>> headers) throws Malformed {
        List<String> encodings = headers.getOrDefault("transfer-encoding", List.of());
        if (!encodings.isEmpty() && !words(encodings).toList().equals(List.of("chunked"))) {
            throw new Malformed("the transfer encoding is not chunked alone");
        }
        if (!encodings.isEmpty()) {
            return new Framing.Chunked();
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of("0"));
        long size = Long.parseLong(lengths.getFirst());
        return size == 0 ? new Framing.None() : new Framing.Length(size);
    }

    private static Map<String, List<String>> headers(HttpRequest request) throws Malformed {
        Map<String, List<String>> headers = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            if (header.getKey().length() + header.getValue().length() > Requests.LONGEST_LINE) {
                throw new Malformed("a header is too long");
            }
            headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }

    /// A target may name the host too, as for a proxy.
    private static String origin(String target) throws Malformed {
        String path = target;
        if (!target.startsWith("/") && target.contains("://")) {
            int slash = target.indexOf('/', target.indexOf("://") + 3);
            path = slash < 0 ? "/" : target.substring(slash);
        }
        if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
            throw new Malformed("the request's target is no path");
        }
        return path;
    }

    private static Stream<String> words(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty());
    }
}

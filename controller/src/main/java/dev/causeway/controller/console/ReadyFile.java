package dev.causeway.controller.console;

import dev.causeway.controller.web.Accepted;
import dev.causeway.controller.web.Body;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.EntityTag;
import dev.causeway.controller.web.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A file as it is sent: as it is, or compressed.
///
/// @param shorter than it; the first that a client takes is sent
/// @param tag of the content, however that is sent
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadyFile(String type, byte[] plain, List<Compressed> shorter, EntityTag tag) {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    /// Of the console's own files alone, and nothing that a text could become. What is not named is not had.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            // A browser keeps it and asks each time whether it is still the same: names outlive versions.
            "Cache-Control", "no-cache",
            "Vary", "Accept-Encoding");

    /// The file compressed.
    ///
    /// @param coding its name in `Accept-Encoding`
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Compressed(String coding, byte[] octets) {}

    /// @param brotli the file as the build has compressed it, if it did: no library of the service's does that
    static ReadyFile of(String name, byte[] octets, Optional<byte[]> brotli) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        Stream<Compressed> all = Stream.concat(
                brotli.map(it -> new Compressed("br", it)).stream(), Stream.of(new Compressed("gzip", gzip(octets))));
        return new ReadyFile(
                TYPES.getOrDefault(ending, "application/octet-stream"),
                octets,
                all.filter(it -> it.octets().length < octets.length).toList(),
                EntityTag.of(octets));
    }

    /// Answers whoever asks for it; with nothing but its tag whoever has it already.
    Reply answer(Call call) {
        Map<String, String> headers = new TreeMap<>(HEADERS);
        headers.put("ETag", tag.text());
        if (tag.isAmong(call.headerAll("If-None-Match"))) {
            return new Reply(304, new Body.Nothing(), headers);
        }
        Optional<Compressed> taken = shorter.stream()
                .filter(it -> Accepted.names(call, "Accept-Encoding", it.coding()))
                .findFirst();
        taken.ifPresent(it -> headers.put("Content-Encoding", it.coding()));
        return new Reply(
                200, new Body.Octets(type, taken.map(Compressed::octets).orElse(plain)), headers);
    }

    /// What is compressed once may take its time.
    private static byte[] gzip(byte[] octets) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}

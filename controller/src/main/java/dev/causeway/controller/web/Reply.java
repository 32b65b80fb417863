package dev.causeway.controller.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The answer to a call.
public record Reply(int status, Body body, Map<String, String> headers) {

    private static final String SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply ok(Object value) {
        return of(200, value);
    }

    public static Reply created(Object value) {
        return of(201, value);
    }

    public static Reply accepted(Object value) {
        return of(202, value);
    }

    /// Sends a client elsewhere.
    public static Reply found(String path) {
        return new Reply(302, new Body.Nothing(), Map.of("Location", path));
    }

    public static Reply noContent() {
        return new Reply(204, new Body.Nothing(), Map.of());
    }

    public static Reply of(int status, Object value) {
        return new Reply(status, new Body.Value(value), Map.of());
    }

    /// Octets as they are.
    ///
    /// @param type the media type
    public static Reply octets(String type, byte[] octets) {
        return new Reply(200, new Body.Octets(type, octets), Map.of());
    }

    /// What is made while it is sent.
    ///
    /// @param type the media type
    public static Reply flow(String type, Body.Maker maker) {
        return new Reply(200, new Body.Flow(type, OptionalLong.empty(), maker), Map.of());
    }

    /// The same of a known length, by which a client sees how far it is. If it comes out shorter or longer the client
    /// is cut off.
    ///
    /// @param length in octets
    public static Reply flow(String type, long length, Body.Maker maker) {
        return new Reply(200, new Body.Flow(type, OptionalLong.of(length), maker), Map.of());
    }

    /// What is told as it happens, to a client that stays.
    ///
    /// @param type the media type
    public static Reply told(String type, Teller teller) {
        return new Reply(200, new Body.Told(type, teller), Map.of());
    }

    /// The same answer with one more header.
    public Reply with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, body, more);
    }

    /// The same answer as a file that a client keeps under a name.
    public Reply named(String file) {
        return with("Content-Disposition", disposition(file));
    }

    /// The same answer without what it holds.
    public Reply bare() {
        return new Reply(status, new Body.Nothing(), headers);
    }

    /// A name in the two forms of RFC 6266: for all clients, and in full.
    private static String disposition(String file) {
        var plain = new StringBuilder();
        var full = new StringBuilder();
        for (byte octet : file.getBytes(StandardCharsets.UTF_8)) {
            boolean safe = SAFE.indexOf(octet) >= 0;
            plain.append(safe ? (char) octet : '_');
            full.append(safe ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
        }
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, full);
    }
}

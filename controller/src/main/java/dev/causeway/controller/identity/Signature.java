package dev.causeway.controller.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.causeway.controller.web.Query;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature `SDK-HMAC-SHA256` over a request: the same computation for who signs and who checks.
///
/// What is signed is a canonical form: the path with a slash at its end, the query sorted by name, the signed headers
/// and the digest of the body. Path and query are decoded and encoded again, since clients escape them differently on
/// the wire.
public final class Signature {

    static final String ALGORITHM = "SDK-HMAC-SHA256";
    static final String DATE_HEADER = "x-sdk-date";
    static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String DIGEST_HEADER = "x-sdk-content-sha256";
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final Comparator<Map.Entry<String, String>> BY_NAME = Map.Entry.comparingByKey();
    private static final Comparator<Map.Entry<String, String>> BY_NAME_AND_VALUE =
            BY_NAME.thenComparing(Map.Entry.comparingByValue());
    private static final HexFormat HEX = HexFormat.of();

    private Signature() {}

    /// Signs a request.
    ///
    /// @param headers those to be signed, beside the date and the host; each value as it will be sent
    /// @return the headers to send in addition
    public static Map<String, String> sign(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            String accessKey,
            String secretKey,
            Instant now) {
        String date = DATE.format(now);
        Map<String, List<String>> signed = new TreeMap<>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), List.of(octets(value))));
        signed.put("host", List.of(uri.getRawAuthority()));
        signed.put(DATE_HEADER, List.of(date));
        List<String> names = List.copyOf(signed.keySet());
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        var request = new Request(method, uri.getRawPath(), query, signed, body);
        return Map.of(
                "X-Sdk-Date",
                date,
                "Authorization",
                "%s Access=%s, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                ALGORITHM,
                                accessKey,
                                String.join(";", names),
                                HEX.formatHex(
                                        compute(request, names, date, secretKey).getFirst())));
    }

    /// What is signed of a request.
    ///
    /// @param headers names in lower case; each octet of a value is one character
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String method, String rawPath, String rawQuery, Map<String, List<String>> headers, byte[] body) {}

    /// The signatures of which the request must bear one. There are two when parameters of one name do not come in the
    /// order of their values: some clients sign them as they send them, and some sort them only to sign them.
    static List<byte[]> compute(Request request, List<String> signedHeaders, String date, String secretKey) {
        Stream<Comparator<Map.Entry<String, String>>> orders =
                request.rawQuery().isEmpty() ? Stream.of(BY_NAME) : Stream.of(BY_NAME, BY_NAME_AND_VALUE);
        return orders.map(order -> canonicalQuery(request.rawQuery(), order))
                .distinct()
                .map(query -> canonical(request, query, signedHeaders))
                .map(form -> hmac(secretKey, String.join("\n", ALGORITHM, date, sha256(form))))
                .toList();
    }

    /// Whether the digest that a client sent, if it sent one, is that of the body, or says that the body is not signed.
    static boolean digestHolds(Request request) {
        String sent = header(request, DIGEST_HEADER);
        return sent.isEmpty() || sent.equals("UNSIGNED-PAYLOAD") || sent.equals(sha256(request.body()));
    }

    private static byte[] canonical(Request request, String query, List<String> signedHeaders) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + header(request, name) + "\n")
                .collect(Collectors.joining());
        String digest = header(request, DIGEST_HEADER);
        return String.join(
                        "\n",
                        request.method(),
                        canonicalPath(request.rawPath()),
                        query,
                        headers,
                        String.join(";", signedHeaders),
                        digest.isEmpty() ? sha256(request.body()) : digest)
                .getBytes(ISO_8859_1);
    }

    private static String header(Request request, String name) {
        return String.join(",", request.headers().getOrDefault(name, List.of()));
    }

    /// A text as the characters that stand for its octets.
    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static String canonicalPath(String rawPath) {
        String path = Arrays.stream(rawPath.split("/", -1))
                .map(segment -> encode(Query.decode(segment)))
                .collect(Collectors.joining("/"));
        return path.endsWith("/") ? path : path + "/";
    }

    private static String canonicalQuery(String rawQuery, Comparator<Map.Entry<String, String>> order) {
        return Query.parse(rawQuery).stream()
                .map(parameter -> Map.entry(encode(parameter.name()), encode(parameter.value())))
                .sorted(order)
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }

    /// Escapes all but the unreserved characters of RFC 3986.
    private static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(UTF_8)) {
            if (isUnreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte octet) {
        return UNRESERVED.indexOf(octet) >= 0;
    }

    private static String sha256(byte[] content) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String secretKey, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretKey.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(content.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

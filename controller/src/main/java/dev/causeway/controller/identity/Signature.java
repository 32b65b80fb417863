package dev.causeway.controller.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.causeway.controller.web.Query;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
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
    private static final BitSet UNRESERVED = new BitSet();

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
                .chars()
                .forEach(UNRESERVED::set);
    }

    private static final int DATE_LENGTH = 16;
    private static final int FORM_LENGTH = 512;
    private static final Comparator<Map.Entry<String, String>> BY_NAME = Map.Entry.comparingByKey();
    private static final Comparator<Map.Entry<String, String>> BY_NAME_AND_VALUE =
            BY_NAME.thenComparing(Map.Entry.comparingByValue());
    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat UPPER_HEX = HEX.withUpperCase();
    private static final String MAC = "HmacSHA256";

    private static final String DIGEST = "SHA-256";

    /// Looked for once: the search takes longer than the computation.
    private static final Provider MAC_PROVIDER = macProvider();

    private static final Provider DIGEST_PROVIDER = digestProvider();
    private static final String OF_NOTHING = HEX.formatHex(newSha256().digest());

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
        String asSent = canonicalQuery(request.rawQuery(), BY_NAME);
        String sorted = canonicalQuery(request.rawQuery(), BY_NAME_AND_VALUE);
        byte[] usual = signature(canonical(request, asSent, signedHeaders), date, secretKey);
        return sorted.equals(asSent)
                ? List.of(usual)
                : List.of(usual, signature(canonical(request, sorted, signedHeaders), date, secretKey));
    }

    private static byte[] signature(byte[] canonical, String date, String secretKey) {
        return hmac(secretKey, ALGORITHM + "\n" + date + "\n" + sha256(canonical));
    }

    /// Reads the date of a signature. By hand, as every signed call has one.
    ///
    /// @throws DateTimeException if it is none
    static Instant instant(String date) {
        boolean formed = date.length() == DATE_LENGTH && date.charAt(8) == 'T' && date.charAt(15) == 'Z';
        if (!formed) {
            throw new DateTimeException("not a date of a signature");
        }
        return LocalDateTime.of(
                        number(date, 0, 4),
                        number(date, 4, 6),
                        number(date, 6, 8),
                        number(date, 9, 11),
                        number(date, 11, 13),
                        number(date, 13, 15))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a date of a signature");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /// Whether the digest that a client sent, if it sent one, is that of the body, or says that the body is not signed.
    static boolean digestHolds(Request request) {
        String sent = header(request, DIGEST_HEADER);
        return sent.isEmpty() || sent.equals("UNSIGNED-PAYLOAD") || sent.equals(sha256(request.body()));
    }

    private static byte[] canonical(Request request, String query, List<String> signedHeaders) {
        var form = new StringBuilder(FORM_LENGTH).append(request.method()).append('\n');
        form.append(canonicalPath(request.rawPath())).append('\n');
        form.append(query).append('\n');
        for (String name : signedHeaders) {
            form.append(name).append(':').append(header(request, name)).append('\n');
        }
        String digest = header(request, DIGEST_HEADER);
        form.append('\n').append(String.join(";", signedHeaders)).append('\n');
        form.append(digest.isEmpty() ? sha256(request.body()) : digest);
        return form.toString().getBytes(ISO_8859_1);
    }

    private static String header(Request request, String name) {
        return String.join(",", request.headers().getOrDefault(name, List.of()));
    }

    /// A text as the characters that stand for its octets.
    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static String canonicalPath(String rawPath) {
        String open = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        var path = new StringBuilder(rawPath.length() + 1);
        for (String segment : open.split("/", -1)) {
            path.append(encode(Query.decode(segment))).append('/');
        }
        return path.toString();
    }

    private static String canonicalQuery(String rawQuery, Comparator<Map.Entry<String, String>> order) {
        if (rawQuery.isEmpty()) {
            return "";
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (Query.Pair parameter : Query.parse(rawQuery)) {
            parameters.add(Map.entry(encode(parameter.name()), encode(parameter.value())));
        }
        parameters.sort(order);
        var query = new StringJoiner("&");
        parameters.forEach(parameter -> query.add(parameter.getKey() + "=" + parameter.getValue()));
        return query.toString();
    }

    /// Escapes all but the unreserved characters of RFC 3986.
    private static String encode(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        var encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(UTF_8)) {
            if (UNRESERVED.get(octet & 0xff)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(UPPER_HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!UNRESERVED.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String sha256(byte[] content) {
        return content.length == 0 ? OF_NOTHING : HEX.formatHex(newSha256().digest(content));
    }

    private static byte[] hmac(String secretKey, String content) {
        try {
            var mac = Mac.getInstance(MAC, MAC_PROVIDER);
            mac.init(new SecretKeySpec(secretKey.getBytes(UTF_8), MAC));
            return mac.doFinal(content.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance(DIGEST, DIGEST_PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Provider digestProvider() {
        try {
            return MessageDigest.getInstance(DIGEST).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Provider macProvider() {
        try {
            return Mac.getInstance(MAC).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

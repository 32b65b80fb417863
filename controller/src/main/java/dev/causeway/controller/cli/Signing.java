package dev.causeway.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The client's side of `SDK-HMAC-SHA256`: the headers that sign a request.
final class Signing {

    private static final String ALGORITHM = "SDK-HMAC-SHA256";
    private static final String SIGNED = "host;x-sdk-date";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Signing() {}

    static Map<String, String> headers(Credentials credentials, String method, URI target, byte[] body, Instant now) {
        String date = DATE.format(now);
        String canonical = String.join(
                "\n",
                method,
                canonicalPath(target),
                canonicalQuery(target),
                "host:" + target.getAuthority(),
                "x-sdk-date:" + date,
                "",
                SIGNED,
                sha256(body));
        String signature =
                hmac(credentials.secretKey(), String.join("\n", ALGORITHM, date, sha256(canonical.getBytes(UTF_8))));
        return Map.of(
                "X-Sdk-Date",
                date,
                "Authorization",
                "%s Access=%s, SignedHeaders=%s, Signature=%s"
                        .formatted(ALGORITHM, credentials.accessKey(), SIGNED, signature));
    }

    /// The path that is signed always ends with a slash.
    private static String canonicalPath(URI target) {
        String path = Arrays.stream(target.getRawPath().split("/", -1))
                .map(Signing::encodeAgain)
                .collect(Collectors.joining("/"));
        return path.endsWith("/") ? path : path + "/";
    }

    private static String canonicalQuery(URI target) {
        if (target.getRawQuery() == null) {
            return "";
        }
        return Arrays.stream(target.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> Map.entry(encodeAgain(pair[0]), pair.length == 2 ? encodeAgain(pair[1]) : ""))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    /// The form of RFC 3986, whatever was escaped before.
    private static String encodeAgain(String part) {
        String plain = URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        return URLEncoder.encode(plain, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String key, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

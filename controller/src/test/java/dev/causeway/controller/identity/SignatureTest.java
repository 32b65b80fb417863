package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import okhttp3.HttpUrl;

/// Requests that the official SDK signed are accepted, and none that was changed afterwards.
class SignatureTest {

    private static final String ACCESS_KEY = "QTWAOYTTINDUT2QVKYUC";
    private static final String SECRET_KEY = "MFyfvK41ba2giqM7uioXXXXXXXXXXXXXXXXXXXXX";
    private static final String ENDPOINT = "https://127.0.0.1:8443";

    @Property(tries = 300)
    void agreesWithTheSdk(
            @ForAll("paths") String path,
            @ForAll("queries") Map<String, List<String>> query,
            @ForAll("texts") String body,
            @ForAll HttpMethod method) {
        HttpRequest signed = signedBySdk(method, path, query, body);
        assertThat(bears(signed, received(signed))).isTrue();
    }

    @Example
    void keepsTheOrderOfEqualQueryKeys() {
        HttpRequest signed = signedBySdk(
                HttpMethod.GET,
                "/v5/p/vpn-gateways",
                Map.of("enterprise_project_id", List.of("z", "a"), "limit", List.of("10")),
                "");
        assertThat(bears(signed, received(signed))).isTrue();
    }

    /// As the Go SDK does it: signs them sorted by value, and sends them as they come. The Java SDK signs them as it
    /// sends them, the Python SDK sorts them for both.
    @Example
    void takesEqualQueryKeysSignedInTheOrderOfTheirValuesOrAsSent() {
        String sent = "enterprise_project_id=9&limit=10&enterprise_project_id=0";
        for (String signed : List.of(
                "enterprise_project_id=0&enterprise_project_id=9&limit=10",
                "enterprise_project_id=9&enterprise_project_id=0&limit=10")) {
            assertThat(handSigned(signed, "client", sent, "client")).as(signed).isTrue();
        }
        for (String signed : List.of(
                "enterprise_project_id=0&enterprise_project_id=8&limit=10",
                "enterprise_project_id=9&limit=10&enterprise_project_id=0")) {
            assertThat(handSigned(signed, "client", sent, "client")).as(signed).isFalse();
        }
    }

    /// The SDKs sign a header's UTF-8. Each octet of what is received is one character.
    @Example
    void signsHeadersByTheirOctets() {
        String received = new String("Grüße".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(handSigned("", "Grüße", "", received)).isTrue();
        String other = new String("Größe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(handSigned("", "Grüße", "", other)).isFalse();
    }

    @Property(tries = 300)
    void readsTheDatesThatItWrites(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds) {
        Instant moment = Instant.ofEpochSecond(seconds);
        assertThat(Signature.instant(Signature.DATE.format(moment))).isEqualTo(moment);
    }

    @Example
    void readsNothingElseAsADate() {
        for (String wrong : List.of(
                "",
                "20260102T030405",
                "20260102T0304055",
                "20260102 030405Z",
                "2026010aT030405Z",
                "20261302T030405Z",
                "20260230T030405Z",
                "20260102T250405Z")) {
            assertThatThrownBy(() -> Signature.instant(wrong)).as(wrong).isInstanceOf(DateTimeException.class);
        }
    }

    /// Whether a signature over a canonical form that is written out here holds for a request as it is received.
    private static boolean handSigned(
            String canonicalQuery, String signedAgent, String receivedQuery, String receivedAgent) {
        String date = "20260102T030405Z";
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        String form = "GET\n/v5/p/vpn-gateways/\n" + canonicalQuery + "\nhost:h\nuser-agent:" + signedAgent
                + "\nx-sdk-date:" + date + "\n\nhost;user-agent;x-sdk-date\n" + empty;
        byte[] signature = hmac("SDK-HMAC-SHA256\n" + date + "\n" + sha256(form));
        var request = new Signature.Request(
                "GET",
                "/v5/p/vpn-gateways",
                receivedQuery,
                Map.of("host", List.of("h"), "user-agent", List.of(receivedAgent), "x-sdk-date", List.of(date)),
                new byte[0]);
        var authorization = new Authorization(
                ACCESS_KEY,
                List.of("host", "user-agent", "x-sdk-date"),
                HexFormat.of().formatHex(signature));
        return authorization.bears(Signature.compute(request, authorization.signedHeaders(), date, SECRET_KEY));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Example
    void refusesWhatWasChangedAfterSigning() {
        HttpRequest signed = signedBySdk(HttpMethod.POST, "/v5/p/vpn-gateways", Map.of("a", List.of("b")), "{}");
        Signature.Request good = received(signed);
        assertThat(bears(signed, good)).isTrue();
        assertThat(bears(signed, with(good, "PUT", good.rawPath(), good.rawQuery(), "{}")))
                .isFalse();
        assertThat(bears(signed, with(good, "POST", "/v5/q/vpn-gateways", good.rawQuery(), "{}")))
                .isFalse();
        assertThat(bears(signed, with(good, "POST", good.rawPath(), "a=c", "{}")))
                .isFalse();
        assertThat(bears(signed, with(good, "POST", good.rawPath(), good.rawQuery(), "{ }")))
                .isFalse();
    }

    @Example
    void signsAsItChecks() {
        var uri = URI.create(ENDPOINT + "/v5/a%20b/c?z=%7E&a=1&a=0&e");
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> added =
                Signature.sign("POST", uri, Map.of("Accept", "*/*"), body, ACCESS_KEY, SECRET_KEY, Instant.EPOCH);
        Map<String, List<String>> headers = new HashMap<>();
        added.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        headers.put("accept", List.of("*/*"));
        headers.put("host", List.of("127.0.0.1:8443"));
        var authorization = Authorization.parse(added.get("Authorization"));
        var request = new Signature.Request("POST", uri.getRawPath(), uri.getRawQuery(), headers, body);
        assertThat(authorization.accessKey()).isEqualTo(ACCESS_KEY);
        assertThat(authorization.signedHeaders()).containsExactly("accept", "host", "x-sdk-date");
        assertThat(authorization.bears(
                        Signature.compute(request, authorization.signedHeaders(), added.get("X-Sdk-Date"), SECRET_KEY)))
                .isTrue();
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars("abcXYZ019-_~ +*&=:@!$'()[]{},;\"<>äß漢")
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMaxSize(5)
                .map(segments -> "/v5/x" + String.join("/", segments));
    }

    @Provide
    Arbitrary<Map<String, List<String>>> queries() {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .withChars("abcXYZ019-_.~")
                                .ofMinLength(1)
                                .ofMaxLength(6),
                        texts().list().ofMinSize(1).ofMaxSize(3))
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abcXYZ019-_.~ +*%&=/?#:@!$'()[],;\"<>äß漢")
                .ofMaxLength(8);
    }

    private static HttpRequest signedBySdk(
            HttpMethod method, String path, Map<String, List<String>> query, String body) {
        var builder = HttpRequest.newBuilder()
                .withEndpoint(ENDPOINT)
                .withPath(path)
                .withMethod(method)
                .withContentType("application/json")
                .addHeader("User-Agent", "huaweicloud-usdk-java/3.0");
        query.forEach(builder::addQueryParam);
        if (!body.isEmpty()) {
            builder.withBodyAsString(body);
        }
        return new BasicCredentials()
                .withAk(ACCESS_KEY)
                .withSk(SECRET_KEY)
                .withProjectId("0123456789abcdef0123456789abcdef")
                .syncProcessAuthRequest(builder.build(), null);
    }

    /// The request as the SDK's HTTP library sends it.
    private static Signature.Request received(HttpRequest signed) {
        Map<String, List<String>> headers = new HashMap<>();
        signed.getHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        headers.putIfAbsent("host", List.of("127.0.0.1:8443"));
        String body = signed.getBodyAsString();
        HttpUrl sent = HttpUrl.get(signed.getUrl());
        String query = sent.encodedQuery();
        return new Signature.Request(
                signed.getMethod().name(),
                sent.encodedPath(),
                query == null ? "" : query,
                headers,
                body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean bears(HttpRequest signed, Signature.Request received) {
        var authorization = Authorization.parse(signed.getHeader("Authorization"));
        return authorization.bears(
                Signature.compute(received, authorization.signedHeaders(), signed.getHeader("X-Sdk-Date"), SECRET_KEY));
    }

    private static Signature.Request with(
            Signature.Request from, String method, String path, String query, String body) {
        return new Signature.Request(method, path, query, from.headers(), body.getBytes(StandardCharsets.UTF_8));
    }
}

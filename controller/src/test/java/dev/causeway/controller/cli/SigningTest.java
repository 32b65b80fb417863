package dev.causeway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our signatures are those of the official SDK.
class SigningTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");
    private static final Credentials CREDENTIALS = new Credentials(
            URI.create("https://127.0.0.1:8443"), "an-access-key", "a/secret+key=", Optional.empty(), Json.parse("{}"));

    @ParameterizedTest
    @CsvSource({
        "GET, /v5/0123/vpn-gateways, '', '', ''",
        "DELETE, /v5/0123/vpn-connection/ab-cd, '', '', ''",
        "POST, /v5/0123/customer-gateways, '', '', '{\"name\": \"Zürich\"}'",
        "GET, /v5/0123/vpn-connection, limit, 10, ''",
        "GET, /v5/0123/vpn-connection, marker, a~b*c d, ''",
    })
    void signsAsTheSdkDoes(String method, String path, String key, String value, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String query = key.isEmpty() ? "" : "?" + key + "=" + value.replace(" ", "%20");
        URI target = URI.create(CREDENTIALS.endpoint() + path + query);

        Map<String, String> ours = Signing.headers(CREDENTIALS, method, target, content, NOW);

        assertThat(ours.get("X-Sdk-Date")).isEqualTo("20260301T123456Z");
        assertThat(ours.get("Authorization")).isEqualTo(bySdk(method, path, key, value, body));
    }

    private static String bySdk(String method, String path, String key, String value, String body) {
        var request = HttpRequest.newBuilder()
                .withEndpoint(CREDENTIALS.endpoint().toString())
                .withPath(path)
                .withMethod(HttpMethod.valueOf(method))
                .withContentType("application/json")
                .addHeader("X-Sdk-Date", "20260301T123456Z");
        if (!key.isEmpty()) {
            request = request.addQueryParam(key, List.of(value));
        }
        if (!body.isEmpty()) {
            request = request.withBodyAsString(body);
        }
        var keys = new BasicCredentials().withAk(CREDENTIALS.accessKey()).withSk(CREDENTIALS.secretKey());
        return AKSKSigner.getInstance().sign(request.build(), keys).get("Authorization");
    }
}

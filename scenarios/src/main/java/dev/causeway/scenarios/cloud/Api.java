package dev.causeway.scenarios.cloud;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Calls of any operation over TLS, signed by the official SDK.
public final class Api {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CredentialsFile credentials;
    private final HttpClient client;
    private final Consumer<Heard> listener;

    Api(CredentialsFile credentials) {
        this(credentials, client(credentials.caFile()), _ -> {});
    }

    private Api(CredentialsFile credentials, HttpClient client, Consumer<Heard> listener) {
        this.credentials = credentials;
        this.client = client;
        this.listener = listener;
    }

    /// A call and its answer.
    public record Heard(String method, String path, String body, ApiAnswer reply) {}

    /// The same with somebody who hears every call.
    public Api heardBy(Consumer<Heard> somebody) {
        return new Api(credentials, client, somebody);
    }

    /// Whether a controller answers at all.
    static boolean answers(String endpoint, Path caFile) {
        if (!Files.exists(caFile)) {
            return false;
        }
        try (HttpClient client = client(caFile)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/healthz"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | IllegalStateException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A client that trusts these authorities alone.
    public static HttpClient client(Path caFile) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(trusting(caFile))
                .build();
    }

    public CredentialsFile credentials() {
        return credentials;
    }

    public ApiAnswer get(String path) {
        return call("GET", path, "");
    }

    public ApiAnswer post(String path, Object body) {
        return call("POST", path, JsonText.write(body));
    }

    public ApiAnswer put(String path, Object body) {
        return call("PUT", path, JsonText.write(body));
    }

    public ApiAnswer delete(String path) {
        return call("DELETE", path, "");
    }

    /// Makes a call.
    ///
    /// @param path with its query; `{project_id}` stands for the project of the credentials
    public ApiAnswer call(String method, String path, String body) {
        String target = path.replace("{project_id}", credentials.project());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(credentials.endpoint() + target))
                .timeout(LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        signature(method, target, body).forEach(request::setHeader);
        long start = System.nanoTime();
        HttpResponse<String> response = send(request.build());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        ApiAnswer reply =
                new ApiAnswer(method + " " + path, response.statusCode(), JsonText.parse(response.body()), took);
        listener.accept(new Heard(method, path, body, reply));
        return reply;
    }

    /// Makes the bytes of a call, signed now: good for a quarter of an hour, on any [#connect]ion, any number of times.
    public byte[] prepared(String method, String path, String body) {
        String target = path.replace("{project_id}", credentials.project());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.putAll(signature(method, target, body));
        headers.put("Host", URI.create(credentials.endpoint()).getAuthority());
        headers.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        return (method + " " + target + " HTTP/1.1\r\n" + lines + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    /// Opens a connection for prepared calls.
    public ApiConnection connect() {
        return new ApiConnection(URI.create(credentials.endpoint()), trusting(credentials.caFile()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Map<String, String> signature(String method, String target, String body) {
        int question = target.indexOf('?');
        var request = com.huaweicloud.sdk.core.http.HttpRequest.newBuilder()
                .withEndpoint(credentials.endpoint())
                .withPath(question < 0 ? target : target.substring(0, question))
                .withMethod(HttpMethod.valueOf(method))
                .withContentType("application/json");
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                var _ = request.addQueryParam(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
            }
        }
        if (!body.isEmpty()) {
            var _ = request.withBodyAsString(body);
        }
        Map<String, String> headers = AKSKSigner.getInstance()
                .sign(
                        request.build(),
                        new BasicCredentials().withAk(credentials.accessKey()).withSk(credentials.secretKey()));
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Host"));
        return headers;
    }

    private static SSLContext trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(caFile + " cannot be trusted: " + Arrays.toString(e.getStackTrace()), e);
        }
    }
}

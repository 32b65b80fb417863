package dev.causeway.controller.web;

import dev.causeway.controller.certificates.ServerCertificate;
import dev.causeway.model.ProjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// A listener for tests with the routes given, and calls of it. Its callers need no credentials: each call says by the
/// header `X-Auth-Token` which project it is made in, or `operator`.
public final class TestApi implements AutoCloseable {

    private final HttpServer server;
    private final SSLContext trust;
    private final HttpClient client;

    private TestApi(HttpServer server, SSLContext trust) {
        this.server = server;
        this.trust = trust;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    /// An answer, with null for a body that is missing.
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {}

    public static TestApi serve(Collection<Route> routes) {
        return serve(routes, call -> Admission.sure(trusting(call)), 64);
    }

    /// Serves with the real question who calls.
    public static TestApi serve(Collection<Route> routes, Authenticator authenticator, int atOnce) {
        return serve(routes, authenticator, Authorizer.byAccess(), atOnce);
    }

    static TestApi serve(Collection<Route> routes, Authenticator authenticator, Authorizer authorizer, int atOnce) {
        return serve(routes, authenticator, authorizer, atOnce, Duration.ofMinutes(1));
    }

    /// @param patience how long a client may take nothing of what it is sent
    static TestApi serve(
            Collection<Route> routes,
            Authenticator authenticator,
            Authorizer authorizer,
            int atOnce,
            Duration patience) {
        try {
            Path folder = Files.createTempDirectory("causeway-test-api");
            Path certificate = folder.resolve("certificate.pem");
            Path key = folder.resolve("key.pem");
            SSLContext tls = ServerCertificate.in(key, certificate, Set.of());
            var settings = new HttpServer.Settings("127.0.0.1", 0, tls, false, atOnce, patience);
            var api = new TestApi(
                    HttpServer.start(settings, new Routes(routes), authenticator, authorizer), trust(certificate));
            Files.delete(key);
            Files.delete(certificate);
            Files.delete(folder);
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.port();
    }

    /// Trusts the listener.
    public SSLContext trust() {
        return trust;
    }

    /// Makes one call.
    ///
    /// @param json the body; none if it is empty
    public Answer call(ProjectId project, String method, String path, String json) {
        return call(project.value(), method, path, json);
    }

    public Answer callAsOperator(String method, String path, String json) {
        return call("operator", method, path, json);
    }

    private Answer call(String token, String method, String path, String json) {
        return send(HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path))
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build());
    }

    /// Sends any request.
    public Answer send(HttpRequest request) {
        HttpResponse<String> response = sendForText(request);
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        return new Answer(response.statusCode(), body.length == 0 ? NullNode.getInstance() : Json.read(body), response);
    }

    /// Sends any request to which the answer may be of any type.
    public HttpResponse<String> sendForText(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private static Caller trusting(Call call) {
        String token = call.header("X-Auth-Token").orElseThrow();
        if (token.equals("operator")) {
            return new Caller.Operator("operator");
        }
        var project = new ProjectId(token);
        return new Caller.User("user", "user", "domain", Set.of(project), Optional.of(project));
    }

    private static SSLContext trust(Path certificate) throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "listener", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.causeway.controller.dispatch;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.certificates.TestCertificates;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.fleet.AgentAuthority;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.IssuedCertificate;
import dev.causeway.model.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/// A client of the agent API, as plain as can be.
public final class TestAgent {

    private final String url;
    private final HttpClient http;

    private TestAgent(String url, SSLContext tls) {
        this.url = url;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    static TestAgent withoutCertificate(TestController controller) {
        return new TestAgent(controller.url(), TestCertificates.client(controller.authority.certificate()));
    }

    static TestAgent enrol(TestController controller, String token) throws Exception {
        return enrol(controller.url(), controller.authority.certificate(), token);
    }

    /// An agent that has a certificate.
    ///
    /// @param url of the agent API
    public static TestAgent enrol(String url, X509Certificate authority, String token) throws Exception {
        KeyPair keys = TestCertificates.keys();
        var answer = new TestAgent(url, TestCertificates.client(authority))
                .post("/agent/v1/enrol", new Enrolment(token, TestCertificates.request(keys)));
        var issued = Wire.read(answer.body(), IssuedCertificate.class);
        var chain = TestCertificates.chain(issued.chain());
        return new TestAgent(url, TestCertificates.client(authority, keys.getPrivate(), chain));
    }

    static HttpResponse<byte[]> tryToEnrol(TestController controller, String token) throws Exception {
        return withoutCertificate(controller)
                .post("/agent/v1/enrol", new Enrolment(token, TestCertificates.request(TestCertificates.keys())));
    }

    /// Somebody with a certificate for the same host from an authority that the controller does not know.
    static TestAgent ofAnotherAuthority(TestController controller) throws Exception {
        Path folder = Files.createTempDirectory("authority");
        Path secret = folder.resolve("key");
        try (var database = TestDatabase.fresh()) {
            Authority other = AgentAuthority.open(database, Vault.open(secret), Clock.systemUTC());
            KeyPair keys = TestCertificates.keys();
            var certificate = TestCertificates.issue(other, controller.host.toString(), keys.getPublic());
            return with(controller, keys.getPrivate(), List.of(certificate, other.certificate()));
        } finally {
            Files.deleteIfExists(secret);
            Files.delete(folder);
        }
    }

    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> getLater(String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> post(String path, Object body) throws IOException, InterruptedException {
        return postBytes(path, Wire.write(body));
    }

    HttpResponse<byte[]> postBytes(String path, byte[] body) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private static TestAgent with(TestController controller, PrivateKey key, List<X509Certificate> chain) {
        return new TestAgent(controller.url(), TestCertificates.client(controller.authority.certificate(), key, chain));
    }
}

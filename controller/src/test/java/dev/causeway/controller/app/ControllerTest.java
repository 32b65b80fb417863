package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.identity.Signature;
import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Prefix;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole controller, on a database of the tests.
class ControllerTest {

    @TempDir
    private static Path folder;

    private static final Database.Address DATABASE = TestDatabase.address();

    private static Controller controller;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        controller = Controller.start(config(folder));
        client = client(folder.resolve("ca.pem"));
    }

    private static HttpClient client(Path authorities) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust(authorities))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        controller.close();
    }

    @Test
    void saysThatItIsHealthy() throws IOException, InterruptedException {
        assertHealthy();
    }

    private static void assertHealthy() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri("/healthz")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void describesWhatItServesAndNothingElse() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri("/openapi.json")).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode paths =
                Json.read(answer.body().getBytes(StandardCharsets.UTF_8)).get("paths");
        for (String path : List.of("/healthz", "/metrics", "/console", "/v3", "/v3/projects")) {
            JsonNode responses = paths.path(path).path("get").path("responses");
            assertThat(call("GET", path).headers().firstValue("ETag").isPresent())
                    .as(path)
                    .isEqualTo(responses.has("304"));
        }
        assertThat(paths.get("/v5/{project_id}/vpn-gateways").propertyNames()).containsExactly("get", "post");
        assertThat(paths.has("/v5/{project_id}/vgw-certificate")).isFalse();
    }

    /// That nothing else is read, each call sees to.
    @Test
    void describesOnlyParametersThatAreRead() {
        DeclaredParameters.Unread unread = DeclaredParameters.among(controller.routes());
        assertThat(unread.never()).isEmpty();
        assertThat(unread.unknown())
                .containsExactlyInAnyOrder(
                        "POST /v3/auth/tokens nocatalog",
                        "GET /v3/auth/tokens nocatalog",
                        "HEAD /v3/auth/tokens nocatalog");
    }

    /// Answers of what changes nothing are held to the memory for answers, whatever their method is.
    @Test
    void whatOnlyReadsSaysSo() {
        assertThat(controller.routes())
                .filteredOn(
                        route -> route.action().matches(".*:((list|get|count|simulate)([A-Z].*)?|exportClientConfig)"))
                .hasSizeGreaterThan(50)
                .filteredOn(Route::writes)
                .isEmpty();
    }

    @Test
    void knowsAllOperationsAndParametersThatItsPagesName() {
        assertThat(ApiPages.unknownTo(controller.routes())).isEmpty();
    }

    @Test
    void writesAllSecretsForTheirOwnerAlone() throws IOException {
        for (String name : List.of(
                "credentials.json", "operator.json", "enrolment-token", "master.key", "key.pem", "metrics-token")) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
                    .as(name)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(json("credentials.json").propertyNames())
                .contains(
                        "endpoint",
                        "region",
                        "project_id",
                        "domain",
                        "user",
                        "password",
                        "access_key",
                        "secret_key",
                        "ca_file");
    }

    @Test
    void answersEveryOperationOfTheApi() throws IOException, InterruptedException {
        for (Operations.Operation operation : Operations.read().all()) {
            String project = json("credentials.json").get("project_id").stringValue();
            String path = operation.path().replace("{project_id}", project).replaceAll("\\{[^}]*}", "none");
            HttpResponse<String> answer = call(operation.method().name(), path);
            assertThat(answer.statusCode()).as(operation + " " + answer.body()).isIn(200, 201, 204, 400, 404, 501);
            if (answer.statusCode() == 501) {
                assertThat(answer.body()).contains("is not supported yet");
            }
            if (answer.statusCode() == 404) {
                assertThat(answer.body()).doesNotContain("no operation");
            }
        }
    }

    @Test
    void knowsGatewaysOfBothKindsByTheirWords() throws IOException, InterruptedException {
        String project = "/v5/" + json("credentials.json").get("project_id").stringValue();
        assertThat(call("GET", project + "/p2c-vpn-gateways/tags").statusCode()).isEqualTo(200);
        assertThat(call("GET", project + "/vpn-gateway/tags").statusCode()).isEqualTo(200);
        assertThat(call("GET", project + "/p2c-vpn-gateway/tags").body()).contains("must be one of vpn-gateway");
    }

    @Test
    void keepsWorkingInItsFolderToItself() {
        assertThatThrownBy(() -> Controller.start(config(folder))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void doesNotStartOnAPortThatIsTaken(@TempDir Path other) throws IOException {
        Files.copy(folder.resolve("master.key"), other.resolve("master.key"));
        Files.setPosixFilePermissions(other.resolve("master.key"), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Controller.start(config(other, controller.port())))
                .hasMessageContaining("127.0.0.1:%d: Address already in use".formatted(controller.port()));
    }

    @Test
    void isOneOfSeveralEqualReplicas(@TempDir Path other) throws Exception {
        Files.copy(folder.resolve("master.key"), other.resolve("master.key"));
        Files.setPosixFilePermissions(other.resolve("master.key"), PosixFilePermissions.fromString("rw-------"));
        try (Controller replica = Controller.start(config(other))) {
            assertThat(other.resolve("credentials.json")).doesNotExist();
            HttpResponse<String> answer = send("GET", "/v3/projects", json("credentials.json"), controller.port());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(replica.port()).isNotEqualTo(controller.port());
            requireOneSessionInBoth(other.resolve("ca.pem"), replica.port());
        }
    }

    /// Each has a certificate of its own.
    private static void requireOneSessionInBoth(Path authorities, int port)
            throws IOException, InterruptedException, GeneralSecurityException {
        String cookie = loggedIn();
        try (HttpClient others = client(authorities)) {
            HttpResponse<String> session = session(others, port, "GET", cookie, "");
            assertThat(session.statusCode()).isEqualTo(200);
            assertThat(session.body()).contains("vpn:vpnGateways:list");
            assertThat(session(client, controller.port(), "GET", cookie, "").statusCode())
                    .isEqualTo(200);
            assertThat(session(others, port, "DELETE", cookie, "").statusCode()).isEqualTo(204);
            assertThat(session(others, port, "GET", cookie, "").statusCode()).isEqualTo(401);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> session(client, controller.port(), "GET", cookie, "")
                                    .statusCode()
                            == 401);
        }
    }

    @Test
    void agentsFindNothingOfTheConsoleAtTheirPort() throws IOException, InterruptedException {
        String cookie = loggedIn();
        for (String path : List.of("/console", "/console/", "/console/session", "/console/events", "/")) {
            HttpResponse<String> answer = inBrowser(client, controller.agentPort(), path, "GET", cookie, "");
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
        }
        assertThat(inBrowser(client, controller.agentPort(), "/agent/v1/index", "GET", cookie, "")
                        .statusCode())
                .isEqualTo(401);
    }

    private static String loggedIn() throws IOException, InterruptedException {
        JsonNode credentials = json("credentials.json");
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"%s","password":"%s"}}}}}
                """.formatted(
                        credentials.get("user_id").stringValue(),
                        credentials.get("password").stringValue());
        HttpResponse<String> login = session(client, controller.port(), "POST", "", body);
        assertThat(login.statusCode()).isEqualTo(201);
        return login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static HttpResponse<String> session(HttpClient from, int port, String method, String cookie, String body)
            throws IOException, InterruptedException {
        return inBrowser(from, port, "/console/session", method, cookie, body);
    }

    private static HttpResponse<String> inBrowser(
            HttpClient from, int port, String path, String method, String cookie, String body)
            throws IOException, InterruptedException {
        return from.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                        .header("X-Causeway-Console", "1")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Accept", "text/html")
                        .header("Cookie", cookie)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void refusesCallsThatWaitForALockWithinSecondsAndStaysWell() throws Exception {
        try (var holder = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), DATABASE.password());
                var lock = holder.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE project");
            List<Future<HttpResponse<String>>> stuck = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                stuck.add(threads.submit(() -> call("GET", "/v3/projects")));
            }
            while (stuck.stream().noneMatch(Future::isDone)) {
                assertHealthy();
            }
            for (Future<HttpResponse<String>> call : stuck) {
                HttpResponse<String> answer = call.get();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.body()).contains("VPN.00");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            assertHealthy();
            holder.rollback();
        }
        assertThat(call("GET", "/v3/projects").statusCode()).isEqualTo(200);
    }

    @Test
    void makesNoMasterKeyForADatabaseWhoseSecretsNeedAnother(@TempDir Path other) {
        assertThatThrownBy(() -> Controller.start(config(other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master.key is missing");
        assertThat(other.resolve("master.key")).doesNotExist();
    }

    @Test
    void namesAMasterKeyThatIsNotTheDatabases(@TempDir Path other) {
        Vault.open(other.resolve("master.key"));
        assertThatThrownBy(() -> Controller.start(config(other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the master key in %s is not the one".formatted(other.resolve("master.key")));
    }

    @Test
    void keepsTheCredentialsOfADatabaseThatIsNotThere(@TempDir Path other) throws IOException {
        Path credentials = Files.writeString(other.resolve("credentials.json"), "{}");
        assertThatThrownBy(() -> Controller.start(config(other, 0, TestDatabase.address())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("%s is there, but the database is empty".formatted(credentials));
        assertThat(credentials).hasContent("{}");
    }

    private static HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        return send(method, path, json("credentials.json"), controller.port());
    }

    private static HttpResponse<String> send(String method, String path, JsonNode credentials, int port)
            throws IOException, InterruptedException {
        URI uri = URI.create("https://127.0.0.1:" + port + path);
        var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        Signature.sign(
                        method,
                        uri,
                        Map.of(),
                        new byte[0],
                        credentials.get("access_key").stringValue(),
                        credentials.get("secret_key").stringValue(),
                        Instant.now())
                .forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String name) throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve(name)));
    }

    private static URI uri(String path) {
        return URI.create("https://127.0.0.1:" + controller.port() + path);
    }

    private static Config config(Path data) throws IOException {
        return config(data, 0);
    }

    private static Config config(Path data, int port) throws IOException {
        return config(data, port, DATABASE);
    }

    private static Config config(Path data, int port, Database.Address database) throws IOException {
        Path password = Files.writeString(data.resolve("database-password"), database.password() + "\n");
        return new Config(
                data,
                new PublicApi("127.0.0.1", port, Optional.empty(), Optional.empty()),
                0,
                new Internet(Prefix.parse("203.0.113.0/24")),
                new Zones(List.of("az1", "az2")),
                "region-1",
                "main",
                Optional.of(new ExternalDatabase(database.url() + "?user=" + database.user(), Optional.of(password))),
                data.resolve("master.key"));
    }

    private static SSLContext trust(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(authorities)) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}

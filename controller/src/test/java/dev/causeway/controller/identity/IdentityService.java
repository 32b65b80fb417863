package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.password.Passwords;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Identity behind a listener, with a clock that a test moves.
abstract class IdentityService {

    static final String REGION = "region-1";
    static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
    static final Clock CLOCK = ((InstantSource) () -> Instant.now().plus(AHEAD.get())).withZone(ZoneOffset.UTC);
    static Database database;

    static TenantCredentials tenant;
    static TenantCredentials operator;
    static TestApi api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        database = TestDatabase.fresh();
        var settings = new Identity.Settings(REGION, "https://127.0.0.1:8443", Optional.empty());
        var identity =
                new Identity(database, Vault.open(folder.resolve("master.key")), new Passwords(2), settings, CLOCK);
        identity.bootstrap("main", (first, second) -> {
            tenant = first;
            operator = second;
        });
        identity.bootstrap("main", (_, _) -> {
            throw new IllegalStateException("the second start makes nobody");
        });
        List<Route> routes = new ArrayList<>(identity.routes());
        routes.add(Route.tenant(Method.GET, "/v5/{project_id}/whoami", "test:whoami", IdentityService::whoami));
        routes.add(Route.tenant(Method.POST, "/v5/{project_id}/whoami", "test:whoami", IdentityService::whoami));
        api = TestApi.serve(routes, identity.authenticator(), 64);
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    @AfterEach
    void presentAgain() {
        AHEAD.set(Duration.ZERO);
    }

    /// Sends a head alone, whose body would have to come.
    static int statusByHead(String path, String accessKey, Instant at) throws Exception {
        var headers = Signature.sign("POST", uri(path), Map.of(), new byte[0], accessKey, tenant.secretKey(), at);
        String request = "POST " + path + " HTTP/1.1\r\nHost: " + uri(path).getAuthority()
                + "\r\nContent-Length: 1000000\r\nX-Sdk-Date: " + headers.get("X-Sdk-Date") + "\r\nAuthorization: "
                + headers.get("Authorization") + "\r\n\r\n";
        try (var socket = api.trust().getSocketFactory().createSocket("localhost", api.port())) {
            socket.setSoTimeout(50_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String begin = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(begin.substring(9));
        }
    }

    /// Makes a call while another transaction has changed the password and has not ended yet. That ends when the call
    /// waits for it, or is answered.
    static TestApi.Answer whileItsPasswordChanges(TenantCredentials who, Callable<TestApi.Answer> call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TestApi.Answer> answer = database.write(tx -> {
                tx.execute("UPDATE account SET password_hash = password_hash || 'x' WHERE id = ?", who.userId());
                Future<TestApi.Answer> running = threads.submit(call);
                TestDatabase.awaitAnotherThatWaits(tx, running::isDone);
                return running;
            });
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static long tokensOf(TenantCredentials who) {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM token WHERE account_id = :id")
                .bind("id", who.userId())
                .mapTo(Long.class)
                .one());
    }

    static TestApi.Answer change(TenantCredentials who, String old, String wanted) {
        return api.send(HttpRequest.newBuilder(uri("/v3/users/" + who.userId() + "/password"))
                .POST(BodyPublishers.ofString(
                        "{\"user\":{\"original_password\":\"%s\",\"password\":\"%s\"}}".formatted(old, wanted)))
                .build());
    }

    static Reply whoami(dev.causeway.controller.web.Call call) {
        return Reply.ok(Map.of("user", ((Caller.User) call.caller()).name(), "project", call.project()));
    }

    static TenantCredentials createProject(String name) {
        var body = signed(operator, "POST", "/admin/v1/projects", "{\"name\":\"" + name + "\"}")
                .body();
        return new TenantCredentials(
                "",
                REGION,
                Optional.of(new ProjectId(body.get("project_id").stringValue())),
                Optional.of(body.get("domain").stringValue()),
                body.get("user").stringValue(),
                body.get("user_id").stringValue(),
                body.get("password").stringValue(),
                body.get("access_key").stringValue(),
                body.get("secret_key").stringValue(),
                Optional.empty());
    }

    static TestApi.Answer signed(TenantCredentials who, String method, String path, String body) {
        return send(method, path, body, who.accessKey(), who.secretKey(), Instant.now());
    }

    static TestApi.Answer send(String path, String accessKey, String secretKey, Instant at) {
        return send("GET", path, "", accessKey, secretKey, at);
    }

    static TestApi.Answer send(
            String method, String path, String body, String accessKey, String secretKey, Instant at) {
        var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
        Signature.sign(method, uri(path), Map.of(), body.getBytes(StandardCharsets.UTF_8), accessKey, secretKey, at)
                .forEach(request::header);
        return api.send(request.build());
    }

    static TestApi.Answer token(TenantCredentials who, String password, String scope) {
        return tokenOf(who.user(), who.domain().orElseThrow(), password, scope);
    }

    static TestApi.Answer tokenOf(String user, String domain, String password, String scope) {
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":
                  {"name":"%s","password":"%s","domain":{"name":"%s"}}}},"scope":%s}}
                """.formatted(user, password, domain, scope);
        return api.send(HttpRequest.newBuilder(uri("/v3/auth/tokens"))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    static String subject(TestApi.Answer answer) {
        return answer.response().headers().firstValue("X-Subject-Token").orElseThrow();
    }

    static TestApi.Answer whoami(String token) {
        return withToken(token, "/v5/" + project(tenant) + "/whoami");
    }

    static TestApi.Answer withToken(String token, String path) {
        return api.send(
                HttpRequest.newBuilder(uri(path)).header("X-Auth-Token", token).build());
    }

    static String project(TenantCredentials who) {
        return who.projectId().orElseThrow().value();
    }

    static URI uri(String path) {
        return URI.create("https://localhost:" + api.port() + path);
    }
}

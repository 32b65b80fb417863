package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

    private static final String REGION = "region-1";
    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
    private static final Clock CLOCK = ((InstantSource) () -> Instant.now().plus(AHEAD.get())).withZone(ZoneOffset.UTC);
    private static final Database DATABASE = TestDatabase.fresh();

    private static TenantCredentials tenant;
    private static TenantCredentials operator;
    private static TestApi api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        var settings = new Identity.Settings(REGION, "https://127.0.0.1:8443", Optional.empty());
        var identity = new Identity(DATABASE, Vault.open(folder.resolve("master.key")), settings, CLOCK);
        identity.bootstrap("main", (first, second) -> {
            tenant = first;
            operator = second;
        });
        identity.bootstrap("main", (_, _) -> {
            throw new IllegalStateException("the second start makes nobody");
        });
        List<Route> routes = new ArrayList<>(identity.routes());
        routes.add(Route.tenant(Method.GET, "/v5/{project_id}/whoami", "test:whoami", IdentityTest::whoami));
        routes.add(Route.tenant(Method.POST, "/v5/{project_id}/whoami", "test:whoami", IdentityTest::whoami));
        api = TestApi.serve(routes, identity.authenticator(), 64);
    }

    @AfterAll
    static void stop() {
        api.close();
        DATABASE.close();
    }

    @AfterEach
    void presentAgain() {
        AHEAD.set(Duration.ZERO);
    }

    @Test
    void knowsWhoSigned() {
        var answer = signed(tenant, "GET", "/v5/" + project(tenant) + "/whoami?b=2&a=1&a=0", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("user").stringValue()).isEqualTo("main");
        assertThat(signed(tenant, "POST", "/v5/" + project(tenant) + "/whoami", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretKeyAnUnknownAccessKeyAndAnOldDate() {
        var path = "/v5/" + project(tenant) + "/whoami";
        var wrong = send(path, tenant.accessKey(), "x".repeat(40), Instant.now());
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body().get("error_code").stringValue()).isEqualTo("APIGW.0301");
        assertThat(send(path, "UNKNOWN", tenant.secretKey(), Instant.now()).status())
                .isEqualTo(401);
        Instant old = Instant.now().minus(Duration.ofMinutes(16));
        var late = send(path, tenant.accessKey(), tenant.secretKey(), old);
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.body().get("error_msg").stringValue())
                .contains("X-Sdk-Date is " + Signature.DATE.format(old))
                .containsPattern(
                        "here it is " + Signature.DATE.format(Instant.now()).substring(0, 9) + "\\d{6}Z");
        Instant nearlyOld = Instant.now().minus(Duration.ofMinutes(14));
        assertThat(send(path, tenant.accessKey(), tenant.secretKey(), nearlyOld).status())
                .isEqualTo(200);
    }

    @Test
    void givesATokenForAPassword() {
        var answer = token(tenant, tenant.password(), "{\"project\":{\"name\":\"" + REGION + "\"}}");
        assertThat(answer.status()).isEqualTo(201);
        var body = answer.body().get("token");
        assertThat(body.get("project").get("id").stringValue()).isEqualTo(project(tenant));
        assertThat(body.get("user").get("domain").get("name").stringValue()).isEqualTo("main");
        assertThat(Duration.between(
                        Instant.parse(body.get("issued_at").stringValue()),
                        Instant.parse(body.get("expires_at").stringValue())))
                .isEqualTo(Duration.ofHours(24));
        assertThat(whoami(subject(answer)).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike() {
        var wrong = token(tenant, "wrong password", "{}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.response().body()).doesNotContain("wrong password\"");
        assertThat(tokenOf("nobody", "main", "x", "{}").status()).isEqualTo(401);
        assertThat(tokenOf("operator", "main", operator.password(), "{}").status())
                .isEqualTo(401);
    }

    /// The service's other callers have places of their own.
    @Test
    void answersTenantsWhileAHundredClientsTryPasswords() throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Set<Integer>>> attackers = IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(() -> {
                        Set<Integer> seen = new HashSet<>();
                        while (!done.get()) {
                            seen.add(token(tenant, "wrong password", "{}").status());
                        }
                        return seen;
                    }))
                    .toList();
            try {
                for (int i = 0; i < 40; i++) {
                    assertThat(signed(tenant, "GET", "/v3/projects", "").status())
                            .isEqualTo(200);
                    assertThat(signed(tenant, "POST", "/v5/" + project(tenant) + "/whoami", "{}")
                                    .status())
                            .isEqualTo(200);
                }
            } finally {
                done.set(true);
            }
            Set<Integer> seen = new HashSet<>();
            for (Future<Set<Integer>> attacker : attackers) {
                seen.addAll(attacker.get());
            }
            assertThat(seen).isSubsetOf(401, 503).contains(401);
        }
    }

    @Test
    void decidesBeforeABodyAllThatNeedsNone() throws Exception {
        String mine = "/v5/" + project(tenant) + "/whoami";
        String foreign = "/v5/" + ProjectId.random() + "/whoami";
        Instant now = Instant.now();
        assertThat(statusByHead(mine, "UNKNOWN", now)).isEqualTo(401);
        assertThat(statusByHead(mine, tenant.accessKey(), now.minus(Duration.ofMinutes(16))))
                .isEqualTo(401);
        assertThat(statusByHead(foreign, tenant.accessKey(), now)).isEqualTo(403);
    }

    /// Sends a head alone, whose body would have to come.
    private static int statusByHead(String path, String accessKey, Instant at) throws Exception {
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

    @Test
    void takesASignedHeaderInUtf8() throws Exception {
        String path = "/v5/" + project(tenant) + "/whoami";
        for (String agent : List.of("Grüße", "Größe")) {
            Map<String, String> headers = Signature.sign(
                    "GET",
                    uri(path),
                    Map.of("User-Agent", "Grüße"),
                    new byte[0],
                    tenant.accessKey(),
                    tenant.secretKey(),
                    Instant.now());
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + uri(path).getAuthority() + "\r\nUser-Agent: "
                    + agent + "\r\nX-Sdk-Date: " + headers.get("X-Sdk-Date") + "\r\nAuthorization: "
                    + headers.get("Authorization") + "\r\nConnection: close\r\n\r\n";
            try (var socket = api.trust().getSocketFactory().createSocket("localhost", api.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith(agent.equals("Grüße") ? "HTTP/1.1 200 " : "HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void refusesAnExpiredToken() {
        String token = subject(token(tenant, tenant.password(), "{}"));
        AHEAD.set(Duration.ofHours(24).plusSeconds(1));
        assertThat(whoami(token).status()).isEqualTo(401);
    }

    @Test
    void endsAllTokensOfAPasswordThatChanges() {
        TenantCredentials other = createProject("changing");
        String token = subject(token(other, other.password(), "{}"));
        assertThat(withToken(token, "/v3/projects").status()).isEqualTo(200);
        assertThat(change(other, other.password(), "another one").status()).isEqualTo(204);
        assertThat(withToken(token, "/v3/projects").status()).isEqualTo(401);
        assertThat(token(other, other.password(), "{}").status()).isEqualTo(401);
        assertThat(token(other, "another one", "{}").status()).isEqualTo(201);
    }

    @Test
    void aPasswordThatChangesWhileALoginIsCheckedGivesNoToken() {
        TenantCredentials other = createProject("overtaken");
        assertThat(whileItsPasswordChanges(other, () -> token(other, other.password(), "{}"))
                        .status())
                .isEqualTo(401);
        assertThat(tokensOf(other)).isZero();
    }

    @Test
    void aPasswordThatChangesWhileAnotherChangeIsCheckedIsNotReplaced() {
        TenantCredentials other = createProject("twice");
        assertThat(whileItsPasswordChanges(other, () -> change(other, other.password(), "mine, not theirs"))
                        .status())
                .isEqualTo(401);
        assertThat(token(other, "mine, not theirs", "{}").status()).isEqualTo(401);
    }

    @Test
    void noTokenOfAPasswordOutlivesItWhoeverLogsInMeanwhile() throws Exception {
        TenantCredentials other = createProject("busy");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = IntStream.range(0, 12)
                    .mapToObj(_ -> threads.submit(() -> token(other, other.password(), "{}")))
                    .toList();
            assertThat(change(other, other.password(), "another one").status()).isEqualTo(204);
            for (var login : logins) {
                TestApi.Answer answer = login.get();
                assertThat(answer.status()).isIn(201, 401, 503);
                if (answer.status() == 201) {
                    assertThat(withToken(subject(answer), "/v3/projects").status())
                            .isEqualTo(401);
                }
            }
        }
        assertThat(tokensOf(other)).isZero();
    }

    /// Makes a call while another transaction has changed the password and has not ended yet. That ends when the call
    /// waits for it, or is answered.
    private static TestApi.Answer whileItsPasswordChanges(TenantCredentials who, Callable<TestApi.Answer> call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TestApi.Answer> answer = DATABASE.write(tx -> {
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

    private static long tokensOf(TenantCredentials who) {
        return DATABASE.read(tx -> tx.createQuery("SELECT count(*) FROM token WHERE account_id = :id")
                .bind("id", who.userId())
                .mapTo(Long.class)
                .one());
    }

    private static TestApi.Answer change(TenantCredentials who, String old, String wanted) {
        return api.send(HttpRequest.newBuilder(uri("/v3/users/" + who.userId() + "/password"))
                .POST(BodyPublishers.ofString(
                        "{\"user\":{\"original_password\":\"%s\",\"password\":\"%s\"}}".formatted(old, wanted)))
                .build());
    }

    @Test
    void aNameThatIsNoTextIsAWrongRequest() {
        for (String odd : List.of("\\u0000", "\\ud800", "a\\udc00b")) {
            assertThat(tokenOf(odd, "main", "x", "{}").status()).isEqualTo(400);
            assertThat(tokenOf("main", odd, "x", "{}").status()).isEqualTo(400);
            assertThat(tokenOf("main", "main", odd, "{}").status()).isEqualTo(400);
            assertThat(token(tenant, tenant.password(), "{\"project\":{\"name\":\"" + odd + "\"}}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void findsExactlyOneProjectByTheNameOfTheRegion() {
        TenantCredentials other = createProject("second");
        for (TenantCredentials who : List.of(tenant, other)) {
            var found =
                    signed(who, "GET", "/v3/projects?name=" + REGION, "").body().get("projects");
            assertThat(found.size()).isEqualTo(1);
            assertThat(found.get(0).get("id").stringValue()).isEqualTo(project(who));
        }
        var domains = signed(other, "GET", "/v3/auth/domains", "").body().get("domains");
        assertThat(domains.get(0).get("name").stringValue()).isEqualTo("second");
    }

    @Test
    void listsTheProjectsThatWereAskedFor() {
        String domain = signed(tenant, "GET", "/v3/projects", "")
                .body()
                .at("/projects/0/domain_id")
                .stringValue();
        var wanted = Map.of(
                "domain_id=" + domain + "&parent_id=" + domain,
                1,
                "domain_id=another",
                0,
                "parent_id=another",
                0,
                "enabled=true&is_domain=false",
                1,
                "enabled=False",
                0,
                "is_domain=true",
                0,
                "page=1&per_page=1",
                1,
                "page=2&per_page=1",
                0);
        wanted.forEach((query, count) -> assertThat(signed(tenant, "GET", "/v3/projects?" + query, "")
                        .body()
                        .get("projects"))
                .as(query)
                .hasSize(count));
        for (String wrong : List.of("page=0", "per_page=5001", "page=x", "enabled=x", "is_domain=1")) {
            var answer = signed(tenant, "GET", "/v3/projects?" + wrong, "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().get("error_msg").stringValue()).contains(wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void keepsTenantsApart() {
        TenantCredentials other = createProject("third");
        assertThat(signed(other, "GET", "/v5/" + project(tenant) + "/whoami", "")
                        .status())
                .isEqualTo(403);
        assertThat(signed(other, "GET", "/v5/" + project(other) + "/whoami", "").status())
                .isEqualTo(200);
        String domainToken = subject(token(other, other.password(), "{\"domain\":{\"name\":\"third\"}}"));
        assertThat(withToken(domainToken, "/v5/" + project(other) + "/whoami").status())
                .isEqualTo(403);
    }

    @Test
    void letsOnlyTheOperatorMakeProjects() {
        assertThat(signed(tenant, "POST", "/admin/v1/projects", "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(signed(operator, "POST", "/admin/v1/projects", "{\"name\":\"main\"}")
                        .status())
                .isEqualTo(400);
        assertThat(signed(operator, "POST", "/admin/v1/projects", "{\"name\":\"a b\"}")
                        .status())
                .isEqualTo(400);
        assertThat(signed(operator, "GET", "/v5/" + project(tenant) + "/whoami", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void keepsNoSecretInClear() {
        String rows = DATABASE.read(tx -> tx.createQuery(
                        "SELECT string_agg(account::text || access_key::text, '') FROM account, access_key")
                .mapTo(String.class)
                .one());
        assertThat(rows).doesNotContain(tenant.password()).contains("$argon2id$");
        byte[] sealedSecret = DATABASE.read(tx -> tx.createQuery("SELECT sealed_secret FROM access_key WHERE id = :id")
                .bind("id", tenant.accessKey())
                .mapTo(byte[].class)
                .one());
        assertThat(new String(sealedSecret, StandardCharsets.ISO_8859_1)).doesNotContain(tenant.secretKey());
    }

    private static Reply whoami(dev.causeway.controller.web.Call call) {
        return Reply.ok(Map.of("user", ((Caller.User) call.caller()).name(), "project", call.project()));
    }

    private static TenantCredentials createProject(String name) {
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

    private static TestApi.Answer signed(TenantCredentials who, String method, String path, String body) {
        return send(method, path, body, who.accessKey(), who.secretKey(), Instant.now());
    }

    private static TestApi.Answer send(String path, String accessKey, String secretKey, Instant at) {
        return send("GET", path, "", accessKey, secretKey, at);
    }

    private static TestApi.Answer send(
            String method, String path, String body, String accessKey, String secretKey, Instant at) {
        var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
        Signature.sign(method, uri(path), Map.of(), body.getBytes(StandardCharsets.UTF_8), accessKey, secretKey, at)
                .forEach(request::header);
        return api.send(request.build());
    }

    private static TestApi.Answer token(TenantCredentials who, String password, String scope) {
        return tokenOf(who.user(), who.domain().orElseThrow(), password, scope);
    }

    private static TestApi.Answer tokenOf(String user, String domain, String password, String scope) {
        String body = """
                {"auth":{"identity":{"methods":["password"],"password":{"user":
                  {"name":"%s","password":"%s","domain":{"name":"%s"}}}},"scope":%s}}
                """.formatted(user, password, domain, scope);
        return api.send(HttpRequest.newBuilder(uri("/v3/auth/tokens"))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String subject(TestApi.Answer answer) {
        return answer.response().headers().firstValue("X-Subject-Token").orElseThrow();
    }

    private static TestApi.Answer whoami(String token) {
        return withToken(token, "/v5/" + project(tenant) + "/whoami");
    }

    private static TestApi.Answer withToken(String token, String path) {
        return api.send(
                HttpRequest.newBuilder(uri(path)).header("X-Auth-Token", token).build());
    }

    private static String project(TenantCredentials who) {
        return who.projectId().orElseThrow().value();
    }

    private static URI uri(String path) {
        return URI.create("https://localhost:" + api.port() + path);
    }
}

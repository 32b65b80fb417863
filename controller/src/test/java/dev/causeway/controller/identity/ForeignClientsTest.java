package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.password.Passwords;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Clients of comparable clouds, which log in by password and find their way by themselves.
class ForeignClientsTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final String TOKENS = "/v3/auth/tokens";

    private static TenantCredentials tenant;
    private static TestApi api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        var settings = new Identity.Settings("region-1", "https://127.0.0.1:8443", Optional.empty());
        var identity = new Identity(
                DATABASE, Vault.open(folder.resolve("master.key")), new Passwords(2), settings, Clock.systemUTC());
        identity.bootstrap("main", (first, _) -> tenant = first);
        List<Route> routes = new ArrayList<>(identity.routes());
        routes.add(Route.tenant(Method.GET, "/v5/{project_id}/nothing", "test:nothing", _ -> Reply.ok(Map.of())));
        api = TestApi.serve(routes, identity.authenticator(), 64);
    }

    @AfterAll
    static void stop() {
        api.close();
        DATABASE.close();
    }

    @Test
    void findTheVersion() {
        var all = get("/");
        assertThat(all.status()).isEqualTo(300);
        JsonNode third = all.body().at("/versions/values/0");
        assertThat(third.get("id").stringValue()).startsWith("v3");
        assertThat(third.at("/links/0/href").stringValue()).isEqualTo("https://127.0.0.1:8443/v3/");
        for (String path : List.of("/v3", "/v3/")) {
            assertThat(get(path).status()).isEqualTo(200);
            assertThat(get(path).body().get("version")).isEqualTo(third);
        }
    }

    @Test
    void findTheServicesInTheCatalog() {
        var answer = login("\"scope\": {\"project\": {\"id\": \"%s\"}}".formatted(project()));
        JsonNode catalog = answer.body().at("/token/catalog");
        assertThat(url(catalog, "identity")).isEqualTo("https://127.0.0.1:8443/v3");
        assertThat(url(catalog, "network")).isEqualTo("https://127.0.0.1:8443/");
        assertThat(url(catalog, "vpc")).isEqualTo("https://127.0.0.1:8443/v1/" + project());
        assertThat(url(catalog, "vpn")).isEqualTo("https://127.0.0.1:8443/v5/" + project());
        assertThat(url(catalog, "evpn")).isEqualTo("https://127.0.0.1:8443/v5/" + project());
        assertThat(url(catalog, "volumev2")).isEqualTo("https://127.0.0.1:8443/v2/" + project());
        assertThat(get("/v3/auth/catalog", subject(answer)).body().get("catalog"))
                .isEqualTo(catalog);
    }

    @Test
    void doWithoutTheCatalog() {
        assertThat(login("?nocatalog", "\"scope\": {}").body().get("token").has("catalog"))
                .isFalse();
        String token = subject(login("\"scope\": {}"));
        assertThat(subject("GET", "?nocatalog=true", token, token)
                        .body()
                        .get("token")
                        .has("catalog"))
                .isFalse();
    }

    @Test
    void lookAtTheirTokens() {
        var issued = login("\"scope\": {}");
        String token = subject(issued);
        var shown = subject("GET", "", token, token);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(issued.body());
        assertThat(subject(shown)).isEqualTo(token);
        var checked = subject("HEAD", "", token, token);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.response().body()).isEmpty();
        assertThat(subject("GET", "", token, "unknown").status()).isEqualTo(404);
        assertThat(subject("HEAD", "", token, "unknown").status()).isEqualTo(404);
        assertThat(subject("GET", "", "unknown", token).status()).isEqualTo(401);
    }

    @Test
    void exchangeATokenForOneOfAnotherScope() {
        var unscoped = login("\"scope\": \"unscoped\"");
        JsonNode first = unscoped.body().get("token");
        assertThat(first.has("project")).isFalse();
        assertThat(first.has("domain")).isFalse();
        assertThat(first.has("catalog")).isFalse();
        assertThat(get("/v5/" + project() + "/nothing", subject(unscoped)).status())
                .isEqualTo(403);
        assertThat(get("/v3/auth/projects", subject(unscoped))
                        .body()
                        .at("/projects/0/id")
                        .stringValue())
                .isEqualTo(project());
        var scoped = exchange(subject(unscoped), "{\"project\": {\"id\": \"%s\"}}".formatted(project()));
        assertThat(scoped.status()).isEqualTo(201);
        JsonNode second = scoped.body().get("token");
        assertThat(second.at("/project/id").stringValue()).isEqualTo(project());
        assertThat(second.get("methods").toString()).isEqualTo("[\"token\",\"password\"]");
        assertThat(second.get("expires_at")).isEqualTo(first.get("expires_at"));
        assertThat(get("/v5/" + project() + "/nothing", subject(scoped)).status())
                .isEqualTo(200);
        assertThat(exchange("unknown", "{}").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'project': {'name': 'region-1'}}",
                "{'project': {'name': 'region-1', 'domain': {'name': 'main'}}}",
                "{'project': {'id': 'PROJECT', 'name': 'region-1', 'domain': {'id': 'DOMAIN', 'name': 'main'}}}",
                "{'domain': {'id': 'DOMAIN'}}",
                "{'domain': {'name': 'main'}}",
                "{'unscoped': {}}"
            })
    void getTheScopeTheyAskFor(String scope) {
        JsonNode token = login("\"scope\": " + written(scope)).body().get("token");
        assertThat(token.has("project")).isEqualTo(scope.contains("project"));
        assertThat(token.has("domain")).isEqualTo(scope.startsWith("{'domain'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'project': {}}",
                "{'project': {'id': 'region-1'}}",
                "{'project': {'id': 'PROJECT', 'name': 'another'}}",
                "{'project': {'name': 'region-1', 'domain': {'name': 'another'}}}",
                "{'project': {'id': 'PROJECT', 'domain': {'id': 'another'}}}",
                "{'project': {'id': 'PROJECT', 'domain': {}}}",
                "{'project': {'id': 'PROJECT'}, 'domain': {'id': 'DOMAIN'}}",
                "{'domain': {}}",
                "{'domain': {'name': 'another'}}",
                "{'domain': {'id': 'DOMAIN', 'name': 'another'}}",
                "{'system': {'all': true}}",
                "{'OS-TRUST:trust': {'id': 'DOMAIN'}}",
                "{'another': 1}",
                "'another'"
            })
    void areRefusedAScopeThatIsNotTheirs(String scope) {
        var answer = login("\"scope\": " + written(scope));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().headers().firstValue("X-Subject-Token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v3/auth/tokens 400",
                "GET /v3/auth/tokens 401",
                "GET /v3/auth/nothing 404",
                "GET /v3/projects 401",
                "GET /v3/users/1/password 405",
                "PUT / 405",
                "DELETE /v3 405",
                "POST /v3/users/1/password 400"
            })
    void readErrorsOfTheIdentityInTheirForm(String call) {
        String[] parts = call.split(" ", -1);
        var answer = send(parts[0], parts[1], "{}");
        assertThat(answer.status()).isEqualTo(Integer.parseInt(parts[2]));
        JsonNode error = answer.body().get("error");
        assertThat(error.get("code").intValue()).isEqualTo(answer.status());
        assertThat(error.get("message").stringValue())
                .isEqualTo(answer.body().get("error_msg").stringValue());
        assertThat(error.get("title").stringValue()).isNotBlank();
        assertThat(answer.body().get("error_code").stringValue()).isNotBlank();
        assertThat(answer.body().get("request_id").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v5/1/nothing", "/v3/1/eip/publicips", "/nothing", "/v3/authors"})
    void readOtherErrorsAsEverybodyDoes(String path) {
        assertThat(get(path).body().has("error")).isFalse();
        assertThat(get(path).body().has("error_code")).isTrue();
    }

    private static String written(String scope) {
        String domain = DATABASE.read(tx ->
                tx.createQuery("SELECT id FROM domain").mapTo(String.class).one());
        return scope.replace('\'', '"').replace("PROJECT", project()).replace("DOMAIN", domain);
    }

    private static String project() {
        return tenant.projectId().orElseThrow().value();
    }

    private static String url(JsonNode catalog, String type) {
        return catalog.valueStream()
                .filter(service -> service.get("type").stringValue().equals(type))
                .map(service -> service.at("/endpoints/0/url").stringValue())
                .findFirst()
                .orElseThrow();
    }

    private static TestApi.Answer login(String scope) {
        return login("", scope);
    }

    private static TestApi.Answer login(String query, String scope) {
        return send("POST", TOKENS + query, """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"id": "%s", "password": "%s"}}}, %s}}""".formatted(tenant.userId(), tenant.password(), scope));
    }

    private static TestApi.Answer exchange(String token, String scope) {
        return send("POST", TOKENS, """
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}}, "scope": %s}}""".formatted(token, scope));
    }

    private static TestApi.Answer subject(String method, String query, String token, String subject) {
        return api.send(HttpRequest.newBuilder(uri(TOKENS + query))
                .header("X-Auth-Token", token)
                .header("X-Subject-Token", subject)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private static String subject(TestApi.Answer answer) {
        return answer.response().headers().firstValue("X-Subject-Token").orElseThrow();
    }

    private static TestApi.Answer get(String path) {
        return api.send(HttpRequest.newBuilder(uri(path)).build());
    }

    private static TestApi.Answer get(String path, String token) {
        return api.send(
                HttpRequest.newBuilder(uri(path)).header("X-Auth-Token", token).build());
    }

    private static TestApi.Answer send(String method, String path, String body) {
        return api.send(HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private static URI uri(String path) {
        return URI.create("https://localhost:" + api.port() + path);
    }
}

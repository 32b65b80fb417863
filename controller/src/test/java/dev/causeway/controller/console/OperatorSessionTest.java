package dev.causeway.controller.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.Signature;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.password.Passwords;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The operator's sessions begin by a password that was chosen, count below `/admin` alone, and end.
class OperatorSessionTest extends ConsoleLab {

    private static final String PASSWORD = "chosen word 1";
    private static final String OPEN = "/console/operator/session";
    private static final String SESSION = "/admin/v1/session";
    private static final String PROJECTS = "/admin/v1/projects";

    @BeforeEach
    void choose() {
        choose(PASSWORD);
    }

    @Test
    void noneBeginsByAPasswordThatNobodyHasChosen() {
        change("UPDATE account SET password_chosen = false WHERE domain_id IS NULL");
        TestApi.Answer answer = loginAsOperator(PASSWORD);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().get("error_msg").stringValue())
                .isEqualTo("the operator has no password yet: set one with ./causeway operator password");
        assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void tellsWhoHasLoggedInAndForHowLong() {
        TestApi.Answer login = loginAsOperator(PASSWORD);
        assertThat(login.status()).isEqualTo(201);
        JsonNode session = login.body().get("operator_session");
        assertThat(session.get("name").stringValue()).isEqualTo("operator");
        assertThat(session.get("idle_seconds").intValue()).isEqualTo(1800);
        assertThat(Instant.parse(session.get("expires_at").stringValue()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(12)));
        TestApi.Answer again = api.send(ours(SESSION, cookie(login)).build());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(login.body());
        for (TestApi.Answer answer : List.of(login, again)) {
            assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void putsTheSecretIntoACookieForWhatIsTheOperatorsAlone() {
        TestApi.Answer login = loginAsOperator(PASSWORD);
        assertThat(login.response().headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("__Secure-causeway-operator-" + identity.instance()
                        + "=[A-Za-z0-9_-]{64}; Path=/admin; Secure; HttpOnly; SameSite=Strict");
        String secret = cookie(login).split("=", 2)[1];
        assertThat(login.response().body()).doesNotContain(secret);
        String rows =
                database.read(tx -> tx.createQuery("SELECT (SELECT string_agg(s::text, '') FROM console_session s)"
                                + " || (SELECT string_agg(a::text, '') FROM account a)")
                        .mapTo(String.class)
                        .one());
        assertThat(rows).doesNotContain(secret, PASSWORD);
    }

    @Test
    void refusesWhoDoesNotKnowThePassword() {
        for (TestApi.Answer wrong : List.of(
                loginAsOperator("wrong password"),
                loginAsOperator(operator.password()),
                post("{\"name\":\"nobody\",\"password\":\"%s\"}".formatted(PASSWORD)),
                post("{\"name\":\"%s\",\"password\":\"%s\"}".formatted(tenant.user(), tenant.password())))) {
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.response().headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(wrong.body().get("error_msg").stringValue()).isEqualTo("the user or the password is wrong");
        }
        for (String odd : List.of("", "[]", "{}", "{\"name\":\"operator\"}", "{\"name\":1,\"password\":2}", "x")) {
            assertThat(post(odd).status()).as(odd).isEqualTo(400);
        }
    }

    @Test
    void countsForWhatIsTheOperatorsAndForNothingElse() {
        String cookie = cookie(loginAsOperator(PASSWORD));
        assertThat(status(ours(PROJECTS, cookie))).isEqualTo(200);
        assertThat(status(ours(PROJECTS, cookie).POST(BodyPublishers.ofString("{\"name\":\"by-cookie\"}"))))
                .isEqualTo(201);
        String asUsers = cookie.replace("__Secure-causeway-operator-", "__Host-causeway-");
        for (String brought : List.of(cookie, asUsers, cookie + "; " + asUsers)) {
            for (String path : List.of(whoami(), "/v5/whoami", "/console/session", "/v3/projects")) {
                assertThat(status(ours(path, brought))).as(path).isEqualTo(401);
            }
        }
        assertThat(status(ours("/%61dmin/v1/projects", cookie))).isEqualTo(401);
    }

    @Test
    void isNoUsersSessionByAnotherName() {
        String users = login(tenant);
        String asOperators = users.replace("__Host-causeway-", "__Secure-causeway-operator-");
        for (String brought : List.of(users, asOperators, users + "; " + asOperators)) {
            assertThat(status(ours(PROJECTS, brought))).isEqualTo(401);
            assertThat(status(ours(SESSION, brought))).isEqualTo(401);
        }
        assertThat(status(ours("/%61dmin/v1/projects", users))).isEqualTo(403);
    }

    /// Every way that another page has of making a browser send the cookie.
    @Test
    void countsInCallsOfTheConsolesPagesAlone() {
        String cookie = cookie(loginAsOperator(PASSWORD));
        List<HttpRequest.Builder> foreign = new ArrayList<>();
        for (String path : List.of(PROJECTS, SESSION)) {
            foreign.add(plain(path));
            foreign.add(plain(path).header("X-Causeway-Console", "1"));
            foreign.add(plain(path).header("Sec-Fetch-Site", "same-origin"));
            foreign.add(plain(path).header("X-Causeway-Console", "1").header("Sec-Fetch-Site", "same-site"));
            foreign.add(plain(path).header("X-Causeway-Console", "1").header("Origin", "https://localhost:1"));
            foreign.add(plain(path).header("Sec-Fetch-Site", "none"));
        }
        foreign.add(plain(SESSION).header("Sec-Fetch-Site", "cross-site").DELETE());
        foreign.add(plain(PROJECTS)
                .header("Origin", "https://localhost:1")
                .header("Sec-Fetch-Site", "same-site")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\":\"forged\"}")));
        foreign.add(plain(OPEN)
                .header("Sec-Fetch-Site", "same-site")
                .POST(BodyPublishers.ofString("{\"name\":\"operator\",\"password\":\"%s\"}".formatted(PASSWORD))));
        for (HttpRequest.Builder call : foreign) {
            HttpRequest request = call.header("Cookie", cookie).build();
            assertThat(api.send(request).status())
                    .as("%s %s", request, request.headers())
                    .isEqualTo(403);
        }
        assertThat(api.send(ours(PROJECTS, cookie).build()).response().body()).doesNotContain("forged");
        assertThat(status(plain(PROJECTS)
                        .header("Cookie", cookie)
                        .header("X-Causeway-Console", "1")
                        .header("Origin", "https://localhost:" + api.port())))
                .as("a browser that does not name the site")
                .isEqualTo(200);
    }

    @Test
    void endsWhereItIsEnded() {
        String cookie = cookie(loginAsOperator(PASSWORD));
        String other = cookie(loginAsOperator(PASSWORD));
        TestApi.Answer end = api.send(ours(SESSION, cookie).DELETE().build());
        assertThat(end.status()).isEqualTo(204);
        assertThat(end.response().headers().firstValue("Set-Cookie").orElseThrow())
                .isEqualTo("__Secure-causeway-operator-" + identity.instance()
                        + "=; Path=/admin; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
        assertThat(status(ours(PROJECTS, cookie))).isEqualTo(401);
        assertThat(status(ours(SESSION, cookie))).isEqualTo(401);
        assertThat(status(ours(SESSION, cookie).DELETE())).isEqualTo(204);
        assertThat(status(ours(PROJECTS, other))).as("another browser's").isEqualTo(200);
    }

    @Test
    void endsHalfAnHourAfterItsLastUse() {
        String cookie = cookie(loginAsOperator(PASSWORD));
        AHEAD.set(Duration.ofMinutes(29));
        assertThat(status(ours(PROJECTS, cookie))).isEqualTo(200);
        AHEAD.set(Duration.ofMinutes(58));
        assertThat(status(ours(SESSION, cookie))).isEqualTo(200);
        AHEAD.set(Duration.ofMinutes(89));
        assertThat(status(ours(PROJECTS, cookie))).isEqualTo(401);
        assertThat(status(ours(SESSION, cookie))).isEqualTo(401);
    }

    @Test
    void endsWithThePasswordThatBeganItAndSetsNone() {
        String cookie = cookie(loginAsOperator(PASSWORD));
        assertThat(status(ours("/admin/v1/operator/password", cookie)
                        .PUT(BodyPublishers.ofString("{\"password\":\"the thief's own\"}"))))
                .isEqualTo(403);
        assertThat(status(ours(PROJECTS, cookie))).isEqualTo(200);
        choose("chosen word 2");
        assertThat(status(ours(PROJECTS, cookie))).isEqualTo(401);
        assertThat(loginAsOperator(PASSWORD).status()).isEqualTo(401);
        assertThat(loginAsOperator("chosen word 2").status()).isEqualTo(201);
    }

    @Test
    void isTheSameInTwoControllersAndEndsInBoth(@TempDir Path folder) throws Exception {
        var second = new Identity(
                database,
                Vault.open(folder.resolve("master.key")),
                new Passwords(2),
                new Identity.Settings("region-1", "https://vpn.example.com", Optional.empty()),
                CLOCK);
        try (TestApi there = serve(second, files(folder.resolve("files")))) {
            String cookie = cookie(loginAsOperator(PASSWORD));
            HttpRequest call = HttpRequest.newBuilder(URI.create("https://localhost:" + there.port() + PROJECTS))
                    .header("X-Causeway-Console", "1")
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Cookie", cookie)
                    .build();
            assertThat(there.send(call).status()).isEqualTo(200);
            assertThat(status(ours(SESSION, cookie).DELETE())).isEqualTo(204);
            await().atMost(Duration.ofMinutes(1)).until(() -> there.send(call).status() == 401);
        }
    }

    /// Guesses wait where those of users' passwords do, and what is signed does not.
    @Test
    void answersTheOperatorWhileManyClientsTryPasswords() throws Exception {
        String cookie = cookie(loginAsOperator(PASSWORD));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> attackers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                attackers.add(
                        threads.submit(() -> loginAsOperator("wrong password").status()));
            }
            while (attackers.stream().anyMatch(attacker -> !attacker.isDone())) {
                assertThat(status(ours(PROJECTS, cookie))).isEqualTo(200);
            }
            List<Integer> seen = new ArrayList<>();
            for (Future<Integer> attacker : attackers) {
                seen.add(attacker.get());
            }
            assertThat(seen).isSubsetOf(401, 503).contains(401, 503);
        }
    }

    private static TestApi.Answer loginAsOperator(String password) {
        return post("{\"name\":\"operator\",\"password\":\"%s\"}".formatted(password));
    }

    private static TestApi.Answer post(String body) {
        return api.send(ours(OPEN).POST(BodyPublishers.ofString(body)).build());
    }

    /// As the command line does.
    private static void choose(String password) {
        URI uri = plain("/admin/v1/operator/password").build().uri();
        byte[] body = "{\"password\":\"%s\"}".formatted(password).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(body));
        TenantCredentials who = operator;
        Signature.sign("PUT", uri, Map.of(), body, who.accessKey(), who.secretKey(), Instant.now())
                .forEach(request::header);
        assertThat(api.send(request.build()).status()).isEqualTo(204);
    }

    private static void change(String statement) {
        database.change(tx -> tx.execute(statement));
    }
}

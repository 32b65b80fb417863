package dev.causeway.controller.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sessions begin by a password, count where their user's signature counts, and end.
class ConsoleSessionTest extends ConsoleLab {

    @Test
    void tellsWhoHasLoggedInAndWhatMayBeDone() {
        TestApi.Answer login = login(tenant, tenant.password());
        assertThat(login.status()).isEqualTo(201);
        JsonNode session = login.body().get("session");
        assertThat(session.at("/user/id").stringValue()).isEqualTo(tenant.userId());
        assertThat(session.at("/user/name").stringValue()).isEqualTo("main");
        assertThat(session.at("/user/domain/name").stringValue()).isEqualTo("main");
        assertThat(session.at("/projects/0/id").stringValue())
                .isEqualTo(tenant.projectId().orElseThrow().value());
        assertThat(session.at("/projects/0/name").stringValue()).isEqualTo("region-1");
        assertThat(session.get("actions").valueStream().map(JsonNode::stringValue))
                .contains("test:whoami:get", "iam:projects:list")
                .doesNotContain("admin:projects:list", "iam:tokens:create")
                .doesNotHaveDuplicates();
        assertThat(session.get("instance").stringValue()).matches("[0-9a-f]{12}");
        assertThat(session.at("/service/region").stringValue()).isEqualTo("region-1");
        assertThat(session.get("idle_seconds").intValue()).isEqualTo(3600);
        assertThat(Instant.parse(session.get("expires_at").stringValue()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(12)));
        TestApi.Answer again = api.send(ours("/console/session", cookie(login)).build());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(login.body());
        for (TestApi.Answer answer : List.of(login, again)) {
            assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void putsTheSecretIntoACookieOfThisInstallationAlone() {
        TestApi.Answer login = login(tenant, tenant.password());
        assertThat(login.response().headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("__Host-causeway-" + identity.instance()
                        + "=[A-Za-z0-9_-]{64}; Path=/; Secure; HttpOnly; SameSite=Strict");
        String secret = cookie(login).split("=", 2)[1];
        assertThat(login.response().body()).doesNotContain(secret);
        String rows =
                database.read(tx -> tx.createQuery("SELECT string_agg(console_session::text, '') FROM console_session")
                        .mapTo(String.class)
                        .one());
        assertThat(rows).doesNotContain(secret);
    }

    @Test
    void countsInAllProjectsOfTheUserAndInNoOther() {
        TenantCredentials other = make("several");
        String second = ProjectId.random().value();
        change("INSERT INTO project (id, domain_id, name) SELECT '%s', id, 'second' FROM domain WHERE name = 'several'"
                .formatted(second));
        String cookie = login(other);
        assertThat(status(ours(whoami(other), cookie))).isEqualTo(200);
        assertThat(status(ours("/v5/" + second + "/whoami", cookie))).isEqualTo(200);
        assertThat(status(ours(whoami(), cookie))).isEqualTo(403);
        assertThat(api.send(ours("/v5/whoami", cookie)
                                .header("X-Project-Id", second)
                                .build())
                        .body()
                        .get("project")
                        .stringValue())
                .isEqualTo(second);
        assertThat(status(ours("/v5/whoami", cookie)
                        .header("X-Project-Id", tenant.projectId().orElseThrow().value())))
                .isEqualTo(403);
        assertThat(status(ours(whoami(other), cookie).POST(BodyPublishers.ofString("{}"))))
                .isEqualTo(200);
    }

    @Test
    void refusesWhoDoesNotKnowThePassword() {
        TestApi.Answer wrong = login(tenant, "wrong password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.response().headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(wrong.body().get("error_msg").stringValue()).isEqualTo("the user or the password is wrong");
        String byId = "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":"
                + "{\"id\":\"%s\",\"password\":\"%s\"}}}}}";
        assertThat(post(byId.formatted(tenant.userId(), tenant.password())).status())
                .isEqualTo(201);
        assertThat(post(byId.formatted("nobody", "x")).status()).isEqualTo(401);
        assertThat(post(byId.formatted(operator.userId(), operator.password())).status())
                .as("the operator is no user")
                .isEqualTo(403);
    }

    @Test
    void takesNoTokenForAPasswordAndNoScopeThatIsNotTheUsers() {
        TestApi.Answer byToken = post("{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{\"id\":\"x\"}}}}");
        assertThat(byToken.status()).isEqualTo(400);
        assertThat(byToken.body().at("/violations/0/path").stringValue()).isEqualTo("auth.identity.methods");
        String scoped = body(tenant, tenant.password())
                .strip()
                .replaceAll("}}$", ",\"scope\":{\"project\":{\"name\":\"%s\"}}}}");
        assertThat(post(scoped.formatted("region-1")).status()).isEqualTo(201);
        assertThat(post(scoped.formatted("another")).status()).isEqualTo(401);
        for (String odd : List.of("", "[]", "{}", "{\"auth\":{}}", "x")) {
            assertThat(post(odd).status()).as(odd).isEqualTo(400);
        }
        assertThat(post("{\"auth\":\"" + "x".repeat(9000) + "\"}").status()).isEqualTo(413);
    }

    @Test
    void endsWhereItIsEnded() {
        String cookie = login(tenant);
        String other = login(tenant);
        assertThat(status(ours(whoami(), cookie))).isEqualTo(200);
        TestApi.Answer end = api.send(ours("/console/session", cookie).DELETE().build());
        assertThat(end.status()).isEqualTo(204);
        assertThat(end.response().headers().firstValue("Set-Cookie").orElseThrow())
                .isEqualTo("__Host-causeway-" + identity.instance()
                        + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
        assertThat(status(ours(whoami(), cookie))).isEqualTo(401);
        assertThat(status(ours("/console/session", cookie))).isEqualTo(401);
        assertThat(status(ours("/console/session", cookie).DELETE())).isEqualTo(204);
        assertThat(status(ours("/console/session").DELETE())).isEqualTo(204);
        assertThat(status(ours(whoami(), other))).as("another browser's").isEqualTo(200);
    }

    @Test
    void aLoginTakesThePlaceOfTheSessionBefore() {
        String before = login(tenant);
        TestApi.Answer login = api.send(ours("/console/session", before)
                .POST(BodyPublishers.ofString(body(tenant, tenant.password())))
                .build());
        assertThat(status(ours(whoami(), cookie(login)))).isEqualTo(200);
        assertThat(status(ours(whoami(), before))).isEqualTo(401);
    }

    @Test
    void endsAnHourAfterItsLastUse() {
        String cookie = login(tenant);
        AHEAD.set(Duration.ofMinutes(59));
        assertThat(status(ours(whoami(), cookie))).isEqualTo(200);
        AHEAD.set(Duration.ofMinutes(118));
        assertThat(status(ours("/console/session", cookie))).isEqualTo(200);
        AHEAD.set(Duration.ofMinutes(179));
        assertThat(status(ours(whoami(), cookie))).isEqualTo(401);
        assertThat(status(ours("/console/session", cookie))).isEqualTo(401);
    }

    @Test
    void aStreamIsNoUse() {
        String cookie = login(tenant);
        AHEAD.set(Duration.ofMinutes(59));
        assertThat(status(ours(SessionAuthenticator.STREAM, cookie))).isEqualTo(200);
        AHEAD.set(Duration.ofMinutes(61));
        assertThat(status(ours(SessionAuthenticator.STREAM, cookie))).isEqualTo(401);
    }

    @Test
    void endsAfterTwelveHoursHoweverMuchItIsUsed() {
        String cookie = login(tenant);
        for (int minutes = 50; minutes < 720; minutes += 50) {
            AHEAD.set(Duration.ofMinutes(minutes));
            assertThat(status(ours(whoami(), cookie))).isEqualTo(200);
        }
        AHEAD.set(Duration.ofMinutes(721));
        assertThat(status(ours(whoami(), cookie))).isEqualTo(401);
    }

    @Test
    void writesOnceAMinuteThatItIsUsed() {
        TenantCredentials other = make("used");
        String cookie = login(other);
        Instant begun = used(other);
        AHEAD.set(Duration.ofSeconds(50));
        assertThat(status(ours(whoami(other), cookie))).isEqualTo(200);
        assertThat(used(other)).isEqualTo(begun);
        AHEAD.set(Duration.ofSeconds(70));
        for (int i = 0; i < 3; i++) {
            assertThat(status(ours(whoami(other), cookie))).isEqualTo(200);
        }
        Instant once = used(other);
        assertThat(once).isAfter(begun.plusSeconds(60));
        AHEAD.set(Duration.ofSeconds(100));
        assertThat(status(ours(whoami(other), cookie))).isEqualTo(200);
        assertThat(used(other)).isEqualTo(once);
    }

    @Test
    void endsWithThePasswordThatBeganIt() {
        TenantCredentials other = make("changing");
        String cookie = login(other);
        assertThat(status(ours(whoami(other), cookie))).isEqualTo(200);
        assertThat(status(plain("/v3/users/" + other.userId() + "/password")
                        .POST(BodyPublishers.ofString(
                                "{\"user\":{\"original_password\":\"%s\",\"password\":\"another one\"}}"
                                        .formatted(other.password())))))
                .isEqualTo(204);
        assertThat(status(ours(whoami(other), cookie))).isEqualTo(401);
        assertThat(sessions(other)).isZero();
    }

    @Test
    void aPasswordThatChangesWhileALoginIsCheckedBeginsNoSession() throws Exception {
        TenantCredentials other = make("overtaken");
        Callable<TestApi.Answer> login = () -> login(other, other.password());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TestApi.Answer> answer = database.write(tx -> {
                tx.execute("UPDATE account SET password_hash = password_hash || 'x' WHERE id = ?", other.userId());
                Future<TestApi.Answer> running = threads.submit(login);
                TestDatabase.awaitAnotherThatWaits(tx, running::isDone);
                return running;
            });
            assertThat(answer.get().status()).isEqualTo(401);
        }
        assertThat(sessions(other)).isZero();
    }

    @Test
    void endsWithItsUser() {
        TenantCredentials other = make("leaving");
        String cookie = login(other);
        assertThat(status(ours(whoami(other), cookie))).isEqualTo(200);
        change("DELETE FROM account WHERE id = '" + other.userId() + "'");
        await().atMost(Duration.ofMinutes(1)).until(() -> status(ours(whoami(other), cookie)) == 401);
    }

    @Test
    void forgetsSessionsThatAreOver() {
        TenantCredentials other = make("forgotten");
        login(other);
        AHEAD.set(Duration.ofMinutes(61));
        login(tenant);
        assertThat(sessions(other)).isZero();
    }

    /// Guesses wait in the same queue as those for tokens, and nobody else does.
    @Test
    void answersUsersWhileAHundredClientsTryPasswords() throws Exception {
        String cookie = login(tenant);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> attackers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                attackers.add(
                        threads.submit(() -> login(tenant, "wrong password").status()));
            }
            while (attackers.stream().anyMatch(attacker -> !attacker.isDone())) {
                assertThat(status(ours(whoami(), cookie))).isEqualTo(200);
            }
            List<Integer> seen = new ArrayList<>();
            for (Future<Integer> attacker : attackers) {
                seen.add(attacker.get());
            }
            assertThat(seen).isSubsetOf(401, 503).contains(401, 503);
        }
    }

    private static TestApi.Answer post(String body) {
        return api.send(
                ours("/console/session").POST(BodyPublishers.ofString(body)).build());
    }

    private static long sessions(TenantCredentials who) {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM console_session WHERE account_id = :id")
                .bind("id", who.userId())
                .mapTo(Long.class)
                .one());
    }

    private static Instant used(TenantCredentials who) {
        Optional<Instant> used =
                database.read(tx -> tx.createQuery("SELECT used_at FROM console_session WHERE account_id = :id")
                        .bind("id", who.userId())
                        .mapTo(Instant.class)
                        .findOne());
        return used.orElseThrow();
    }

    private static void change(String statement) {
        database.change(tx -> tx.execute(statement));
    }
}

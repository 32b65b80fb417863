package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two controllers with one database. They would remember callers for an hour: what they know earlier, they were told.
class KnownCallersTest {

    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Database.Address address = TestDatabase.address();
    private Replica one;
    private Replica other;
    private TenantCredentials tenant;

    private record Replica(Database database, Identity identity, TestApi api) {

        static Replica start(Database.Address address, Path key) {
            Database database = Database.open(address, 2);
            var settings = new Identity.Settings("region-1", "https://127.0.0.1:8443", Optional.empty());
            var identity =
                    new Identity(database, Vault.open(key), new Passwords(2), settings, Clock.systemUTC(), LIMIT);
            List<Route> routes = new ArrayList<>(identity.routes());
            routes.add(Route.tenant(Method.GET, "/v5/{project_id}/here", "test:here", _ -> Reply.ok(Map.of())));
            routes.add(Route.open(
                    Method.POST,
                    "/session",
                    "test:session",
                    call -> Reply.ok(
                            Map.of("secret", identity.sessions().open(call).secret()))));
            return new Replica(database, identity, TestApi.serve(routes, identity.authenticator(), 64));
        }

        URI uri(String path) {
            return URI.create("https://localhost:" + api.port() + path);
        }

        int bySignature(TenantCredentials who) {
            URI uri = here(who);
            var request = HttpRequest.newBuilder(uri);
            Signature.sign("GET", uri, Map.of(), new byte[0], who.accessKey(), who.secretKey(), Instant.now())
                    .forEach(request::header);
            return api.send(request.build()).response().statusCode();
        }

        int byToken(TenantCredentials who, String token) {
            return api.send(HttpRequest.newBuilder(here(who))
                            .header("X-Auth-Token", token)
                            .build())
                    .response()
                    .statusCode();
        }

        String token(TenantCredentials who) {
            return post("/v3/auth/tokens", """
                            {"auth":{"identity":{"methods":["password"],"password":{"user":
                              {"id":"%s","password":"%s"}}},"scope":{"project":{"id":"%s"}}}}
                            """.formatted(
                            who.userId(), who.password(), who.projectId().orElseThrow()))
                    .response()
                    .headers()
                    .firstValue("X-Subject-Token")
                    .orElseThrow();
        }

        String session(TenantCredentials who) {
            return post("/session", """
                            {"auth":{"identity":{"methods":["password"],"password":{"user":
                              {"id":"%s","password":"%s"}}}}}
                            """.formatted(who.userId(), who.password()))
                    .body()
                    .get("secret")
                    .stringValue();
        }

        boolean knows(String session) {
            return identity.sessions().find(session, ConsoleSessions.Kind.USER).isPresent();
        }

        TestApi.Answer post(String path, String body) {
            return api.send(HttpRequest.newBuilder(uri(path))
                    .POST(BodyPublishers.ofString(body))
                    .build());
        }

        void close() {
            api.close();
            database.close();
        }

        private URI here(TenantCredentials who) {
            return uri("/v5/" + who.projectId().orElseThrow() + "/here");
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        one = Replica.start(address, folder.resolve("master.key"));
        other = Replica.start(address, folder.resolve("master.key"));
        one.identity().bootstrap("main", (first, _) -> tenant = first);
        awaitListeners(2);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void aCallerIsLookedUpOnce() {
        knownByBoth();
        change("ALTER TABLE access_key RENAME TO access_key_away");
        assertThat(one.bySignature(tenant)).isEqualTo(200);
        change("ALTER TABLE access_key_away RENAME TO access_key");
    }

    @Test
    void aKeyThatIsGoneIsRefusedInEveryReplica() {
        knownByBoth();
        change("DELETE FROM access_key");
        await().atMost(PATIENCE).until(() -> one.bySignature(tenant) == 401);
        await().atMost(PATIENCE).until(() -> other.bySignature(tenant) == 401);
    }

    @Test
    void aTokenThatIsGoneIsRefusedInEveryReplica() {
        String token = one.token(tenant);
        assertThat(one.byToken(tenant, token)).isEqualTo(200);
        assertThat(other.byToken(tenant, token)).isEqualTo(200);
        change("DELETE FROM token");
        await().atMost(PATIENCE).until(() -> one.byToken(tenant, token) == 401);
        await().atMost(PATIENCE).until(() -> other.byToken(tenant, token) == 401);
    }

    @Test
    void aSessionThatIsEndedIsRefusedInEveryReplica() {
        String session = one.session(tenant);
        assertThat(one.knows(session)).isTrue();
        assertThat(other.knows(session)).isTrue();
        assertThat(one.identity().sessions().find(session, ConsoleSessions.Kind.OPERATOR))
                .as("of another kind")
                .isEmpty();
        one.identity().sessions().end(session);
        assertThat(one.knows(session)).isFalse();
        await().atMost(PATIENCE).until(() -> !other.knows(session));
    }

    @Test
    void toEndASessionThatIsNotThereWritesNothing() {
        String session = one.session(tenant);
        change("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''written''; END'");
        change("CREATE TRIGGER refused BEFORE DELETE ON console_session FOR EACH STATEMENT EXECUTE FUNCTION refuse()");
        one.identity().sessions().end("A".repeat(64));
        assertThatThrownBy(() -> one.identity().sessions().end(session)).hasMessageContaining("written");
        assertThat(one.knows(session)).isTrue();
    }

    @Test
    void aSessionThatIsUsedElsewhereIsNotOverHere() {
        String session = one.session(tenant);
        change("UPDATE console_session SET used_at = used_at - interval '61 minutes'");
        assertThat(other.knows(session)).isFalse();
        change("UPDATE console_session SET used_at = now()");
        assertThat(other.knows(session)).isTrue();
    }

    @Test
    void aChangedPasswordVoidsTokensAtOnceWhereItIsChangedAndSoonElsewhere() {
        String token = one.token(tenant);
        assertThat(one.byToken(tenant, token)).isEqualTo(200);
        assertThat(other.byToken(tenant, token)).isEqualTo(200);
        change("ALTER TABLE token DISABLE TRIGGER USER");
        change("ALTER TABLE account DISABLE TRIGGER USER");
        assertThat(changePassword()).isEqualTo(204);
        assertThat(one.byToken(tenant, token)).isEqualTo(401);
        assertThat(other.byToken(tenant, token)).as("was told nothing").isEqualTo(200);
        change("SELECT pg_notify('identity', '')");
        await().atMost(PATIENCE).until(() -> other.byToken(tenant, token) == 401);
    }

    @Test
    void whoMayHaveMissedAChangeForgetsAll() {
        knownByBoth();
        change("ALTER TABLE access_key DISABLE TRIGGER USER");
        change("DELETE FROM access_key");
        assertThat(one.bySignature(tenant)).as("was told nothing").isEqualTo(200);
        change("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN identity'"
                + " AND datname = current_database()");
        await().atMost(PATIENCE).until(() -> one.bySignature(tenant) == 401);
        await().atMost(PATIENCE).until(() -> other.bySignature(tenant) == 401);
    }

    private int changePassword() {
        return one.post("/v3/users/" + tenant.userId() + "/password", """
                        {"user":{"original_password":"%s","password":"another password"}}
                        """.formatted(tenant.password()))
                .response()
                .statusCode();
    }

    private void knownByBoth() {
        assertThat(one.bySignature(tenant)).isEqualTo(200);
        assertThat(other.bySignature(tenant)).isEqualTo(200);
    }

    private void change(String statement) {
        one.database().change(tx -> tx.execute(statement));
    }

    /// Until then a caller may be forgotten for no other reason than that it begins to listen.
    private void awaitListeners(int count) {
        await().atMost(PATIENCE)
                .until(() -> one.database()
                        .read(tx -> tx.createQuery("SELECT count(*) FROM pg_stat_activity"
                                                + " WHERE query = 'LISTEN identity' AND state = 'idle'"
                                                + " AND datname = current_database()")
                                        .mapTo(Integer.class)
                                        .one()
                                == count));
    }
}

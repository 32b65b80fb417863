package dev.causeway.controller.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.console.Console;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.TenantCredentials;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two controllers on one database: a session of the console that ends in the one is over in the other, which knew it.
class EndedSessionsTest {

    private static final EventStream.Pace PACE =
            new EventStream.Pace(Duration.ofMillis(200), Duration.ofHours(1), Duration.ofHours(1));
    private static final String SESSION = "/console/session";
    private static final List<Replica> REPLICAS = new ArrayList<>();

    private static TenantCredentials tenant;

    /// A controller.
    private record Replica(Database database, Identity identity, EventsFeature events, TestApi api)
            implements AutoCloseable {

        static Replica start(Database.Address address, Path folder) {
            var clock = Clock.systemUTC();
            Database database = Database.open(address, 4);
            var identity = new Identity(
                    database,
                    Vault.open(folder.resolve("master.key")),
                    new Passwords(2),
                    new Identity.Settings("region-1", "https://vpn.example.com", Optional.empty()),
                    clock);
            var console = Console.open(identity, new Console.Settings("region-1", "https://vpn.example.com"));
            var events = EventsFeature.open(
                    database,
                    console.authenticator(),
                    identity.authorizer(),
                    clock,
                    new EventsFeature.Settings(Audience.Limits.USUAL, PACE, HeardEvents.PATIENCE));
            List<Route> routes = new ArrayList<>(identity.routes());
            routes.addAll(events.routes());
            routes.add(Route.tenant(Method.GET, "/v5/{project_id}/value", "test", _ -> Reply.ok(Map.of())));
            routes.addAll(console.routes(routes));
            return new Replica(database, identity, events, TestApi.serve(routes, console.authenticator(), 8));
        }

        /// A call as the console's pages make it.
        HttpRequest.Builder ours(String path) {
            return HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + path))
                    .header("X-Causeway-Console", "1")
                    .header("Sec-Fetch-Site", "same-origin");
        }

        /// How a call of the session's user is answered.
        int answered(String cookie) {
            String path = "/v5/" + project() + "/value";
            return api.send(ours(path).header("Cookie", cookie).build()).status();
        }

        @Override
        public void close() {
            api.close();
            events.close();
            database.close();
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        Database.Address address = TestDatabase.address();
        REPLICAS.add(Replica.start(address, folder));
        one().identity().bootstrap("main", (first, _) -> tenant = first);
        REPLICAS.add(Replica.start(address, folder));
        HeardEvents.awaitListeners(one().database(), "identity");
    }

    @AfterAll
    static void stop() {
        REPLICAS.forEach(Replica::close);
    }

    @Test
    void whoLogsOutIsOutEverywhere() {
        String cookie = login();
        try (var stream = listening(cookie)) {
            HttpRequest end =
                    one().ours(SESSION).header("Cookie", cookie).DELETE().build();
            assertThat(one().api().send(end).status()).isEqualTo(204);
            isOver("logged out", cookie, stream);
        }
    }

    @Test
    void whoeversPasswordChangesIsOutEverywhere() {
        String cookie = login();
        try (var stream = listening(cookie)) {
            changePassword(tenant.password(), "another password");
            isOver("password changed", cookie, stream);
        }
        changePassword("another password", tenant.password());
    }

    /// The stream is told when it is looked again whether it may go on.
    private static void isOver(String how, String cookie, HeardEvents stream) {
        long begin = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(HeardEvents.PATIENCE)
                .until(() -> other().answered(cookie) == 401);
        System.out.printf(
                "%s at one controller, and refused at the other %d ms later at most%n",
                how, (System.nanoTime() - begin) / 1_000_000);
        assertThat(one().answered(cookie)).isEqualTo(401);
        await().atMost(HeardEvents.PATIENCE).until(stream::ended);
        assertThat(stream.events().getLast().event()).isEqualTo("expired");
    }

    /// Begins to listen to the other controller, which has the session in mind then.
    private static HeardEvents listening(String cookie) {
        assertThat(other().answered(cookie)).isEqualTo(200);
        HeardEvents stream = HeardEvents.ask(
                other().api(), "?project=" + project(), "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
        await().atMost(HeardEvents.PATIENCE).until(() -> stream.comments() > 0);
        return stream;
    }

    private static String login() {
        String body = """
                {"auth": {"identity": {"methods": ["password"],
                                       "password": {"user": {"id": "%s", "password": "%s"}}}}}""".formatted(tenant.userId(), tenant.password());
        TestApi.Answer login = one().api()
                .send(one().ours(SESSION).POST(BodyPublishers.ofString(body)).build());
        assertThat(login.status()).isEqualTo(201);
        String set = login.response().headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static void changePassword(String from, String to) {
        String body = """
                {"user": {"original_password": "%s", "password": "%s"}}""".formatted(from, to);
        HttpRequest.Builder change = one().ours("/v3/users/" + tenant.userId() + "/password");
        assertThat(one().api()
                        .send(change.POST(BodyPublishers.ofString(body)).build())
                        .status())
                .isEqualTo(204);
    }

    private static Replica one() {
        return REPLICAS.getFirst();
    }

    private static Replica other() {
        return REPLICAS.getLast();
    }

    private static String project() {
        return tenant.projectId().orElseThrow().value();
    }
}

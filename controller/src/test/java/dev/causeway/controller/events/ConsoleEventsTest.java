package dev.causeway.controller.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.console.Console;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Authorizer;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams of people who have logged in to the console.
class ConsoleEventsTest {

    private static final Audience.Limits LIMITS = new Audience.Limits(2, 10, 10, 10);
    private static final Duration BEAT = Duration.ofMillis(200);

    private static Database database;
    private static EventsFeature events;
    private static TestApi api;
    private static TenantCredentials tenant;

    @BeforeAll
    static void start(@TempDir Path folder) {
        database = TestDatabase.fresh();
        var identity = new Identity(
                database,
                Vault.open(folder.resolve("master.key")),
                new Passwords(2),
                new Identity.Settings("region-1", "https://vpn.example.com", Optional.empty()),
                Clock.systemUTC());
        identity.bootstrap("main", (first, _) -> tenant = first);
        var console = Console.open(identity, new Console.Settings("region-1", "https://vpn.example.com"));
        Authenticator authenticator = console.authenticator();
        events = EventsFeature.open(
                database,
                authenticator,
                Authorizer.byAccess(),
                Clock.systemUTC(),
                new EventsFeature.Settings(
                        LIMITS, new EventStream.Pace(BEAT, Duration.ofHours(1), Duration.ofHours(1)), BEAT));
        List<Route> routes = new ArrayList<>(identity.routes());
        routes.addAll(events.routes());
        routes.addAll(console.routes(routes));
        routes.removeIf(route -> route.template().startsWith("/console/{"));
        api = TestApi.serve(routes, authenticator, 64);
    }

    @AfterAll
    static void stop() {
        api.close();
        events.close();
        database.close();
    }

    @Test
    void aSessionListensUntilItIsEnded() {
        String cookie = login();
        try (var heard = ask("Cookie", cookie, "Sec-Fetch-Site", "same-origin")) {
            assertThat(heard.status()).isEqualTo(200);
            await().atMost(HeardEvents.PATIENCE).until(() -> heard.comments() > 1);
            assertThat(status(ours("/console/session").header("Cookie", cookie).DELETE()))
                    .isEqualTo(204);
            await().atMost(HeardEvents.PATIENCE).until(heard::ended);
            assertThat(heard.events().getLast().event()).isEqualTo("expired");
        }
    }

    @Test
    void onlyPagesOfTheConsoleListenByASession() {
        String cookie = login();
        for (String site : List.of("same-site", "cross-site", "none")) {
            try (var heard = ask("Cookie", cookie, "Sec-Fetch-Site", site)) {
                assertThat(heard.status()).isEqualTo(403);
            }
        }
        try (var heard = ask("Cookie", cookie)) {
            assertThat(heard.status()).isEqualTo(403);
        }
    }

    /// Whatever else a browser sends of other services on the host.
    @Test
    void eachSessionHasItsOwnStreams() {
        String one = login();
        String other = login();
        try (var first = ask("Cookie", one, "Sec-Fetch-Site", "same-origin");
                var second = ask("Cookie", "a=1; " + one, "Sec-Fetch-Site", "same-origin");
                var third = ask("Cookie", "a=2; " + one, "Sec-Fetch-Site", "same-origin");
                var others = ask("Cookie", other, "Sec-Fetch-Site", "same-origin")) {
            assertThat(List.of(first.status(), second.status(), third.status(), others.status()))
                    .containsExactly(200, 200, 503, 200);
        }
    }

    private static HeardEvents ask(String... headers) {
        return HeardEvents.ask(api, "?project=" + tenant.projectId().orElseThrow(), headers);
    }

    private static String login() {
        TestApi.Answer answer = api.send(ours("/console/session")
                .POST(BodyPublishers.ofString("""
                        {"auth":{"identity":{"methods":["password"],"password":{"user":
                          {"name":"%s","password":"%s","domain":{"name":"main"}}}}}}""".formatted(tenant.user(), tenant.password())))
                .build());
        String set = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static int status(HttpRequest.Builder request) {
        return api.send(request.build()).status();
    }

    private static HttpRequest.Builder ours(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + path))
                .header("X-Causeway-Console", "1")
                .header("Sec-Fetch-Site", "same-origin");
    }
}

package dev.causeway.controller.events;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.Admission;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Authorizer;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.document.TunnelReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Clients that listen to two controllers on one database, one of which has few places, and the other the usual ones.
class EventsTest {

    private static final Duration BEAT = Duration.ofMillis(200);
    private static final EventStream.Pace LONG = pace(Duration.ofHours(1));
    private static final EventStream.Pace SHORT = pace(BEAT.multipliedBy(3));

    private static final TestCloud CLOUD = new TestCloud();
    private static final Map<String, Set<ProjectId>> USERS = new ConcurrentHashMap<>();
    private static final Map<String, String> DOMAINS = new ConcurrentHashMap<>();
    private static final List<EventsFeature> FEATURES = new ArrayList<>();
    private static EventsFeature first;
    private static TestApi one;
    private static TestApi other;

    /// A user's token says its name. Which projects are its own, and which domain is, is what a test says.
    private static final Authenticator AUTHENTICATOR = call -> {
        String token = call.header("X-Auth-Token").orElseThrow();
        Set<ProjectId> projects = Optional.ofNullable(USERS.get(token))
                .orElseThrow(() -> new Unauthenticated("the token is unknown or expired"));
        return Admission.sure(
                new Caller.User(token, token, DOMAINS.getOrDefault(token, "domain"), projects, Optional.empty()));
    };

    private static EventStream.Pace pace(Duration life) {
        return new EventStream.Pace(BEAT, life, life);
    }

    @BeforeAll
    static void start() {
        first = serve("one", new Audience.Limits(3, 6, 7, 9));
        one = api(first);
        other = api(serve("other", Audience.Limits.USUAL));
        USERS.put("user", Set.of(CLOUD.project));
        HeardEvents.awaitListeners(CLOUD.database, "changes");
    }

    private static EventsFeature serve(String name, Audience.Limits limits) {
        EventsFeature feature = open(name, limits, LONG);
        FEATURES.add(feature);
        return feature;
    }

    private static EventsFeature open(String name, Audience.Limits limits, EventStream.Pace pace) {
        return EventsFeature.open(
                CLOUD.database.apart(name, 2),
                AUTHENTICATOR,
                Authorizer.byAccess(),
                CLOUD.clock,
                new EventsFeature.Settings(limits, pace, BEAT));
    }

    /// Works on two calls at a time.
    private static TestApi api(EventsFeature feature) {
        List<Route> routes = new ArrayList<>(feature.routes());
        routes.add(Route.tenant(Method.GET, "/v5/{project_id}/value", "test", _ -> Reply.ok(Map.of())));
        return TestApi.serve(routes, AUTHENTICATOR, 2);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        FEATURES.forEach(EventsFeature::close);
        CLOUD.close();
    }

    @Test
    void aChangeIsToldByBothControllersAndToItsProjectAlone() {
        ProjectId stranger = ProjectId.random();
        USERS.put("stranger", Set.of(stranger));
        try (var here = HeardEvents.open(one, "user", CLOUD.project.value());
                var there = HeardEvents.open(other, "user", CLOUD.project.value());
                var elsewhere = HeardEvents.open(one, "stranger", stranger.value())) {
            String made = CLOUD.customerGateway("198.51.100.7");
            here.awaitChange("customer-gateways", made);
            there.awaitChange("customer-gateways", made);
            here.awaitChange("quotas");
            CLOUD.callAs(stranger, "POST", "/customer-gateways", """
                    {"customer_gateway": {"id_value": "198.51.100.8"}}""");
            elsewhere.awaitChange("customer-gateways");
            assertThat(here.events()).noneMatch(heard -> heard.data().toString().contains("198.51"));
            assertThat(elsewhere.events()).noneMatch(heard -> heard.isOf("customer-gateways", made));
            assertThat(here.events().stream()
                            .map(heard -> heard.data().get("number").asLong()))
                    .isSorted();
        }
    }

    /// What only hosts say: that a gateway and its network are there, and how a tunnel is doing.
    @Test
    void aStatusThatAReportChangesIsTold() {
        TestCloud.Site site = CLOUD.gateway("");
        String connection = CLOUD.connect(site, site.eip1(), CLOUD.customerGateway("198.51.100.9"), TestCloud.USUAL);
        CLOUD.agent.work();
        try (var heard = HeardEvents.open(one, "user", CLOUD.project.value())) {
            CLOUD.clock.pass(Duration.ofSeconds(10));
            CLOUD.agent.work();
            CLOUD.clock.pass(Duration.ofSeconds(10));
            CLOUD.agent.tunnel(connection, TunnelReport.State.UP);
            CLOUD.agent.work();
            heard.awaitChange("vpn-connections", connection);
            CLOUD.done(200, "PUT", "/vpn-gateways/" + site.gateway(), """
                    {"vpn_gateway": {"name": "other"}}""");
            heard.awaitChange("vpn-gateways", site.gateway());
        }
    }

    /// Time alone makes it so: nobody writes anything.
    @Test
    void thatAHostFallsSilentAndSpeaksAgainIsTold() {
        TestCloud.Site site = CLOUD.gateway("");
        try (var heard = HeardEvents.open(one, "user", CLOUD.project.value())) {
            CLOUD.clock.pass(Duration.ofSeconds(91));
            heard.awaitChange("vpn-gateways");
            assertThat(CLOUD.status("/vpn-gateways/" + site.gateway())).isEqualTo("FAULT");
        }
        try (var heard = HeardEvents.open(one, "user", CLOUD.project.value())) {
            CLOUD.agent.work();
            heard.awaitChange("vpn-gateways");
            assertThat(CLOUD.status("/vpn-gateways/" + site.gateway())).isEqualTo("ACTIVE");
        }
    }

    @Test
    void manyChangesAtOnceAreFewEvents() {
        try (var heard = HeardEvents.open(one, "user", CLOUD.project.value())) {
            CLOUD.database.change(
                    tx -> tx.createUpdate("""
                            INSERT INTO resource_tag (resource_id, resource_type, project_id, key, value)
                            SELECT gen_random_uuid(), 'vpcs', :project, 'k', 'v' FROM generate_series(1, 1000)""").bind("project", CLOUD.project).execute());
            heard.awaitChange("tags");
            CLOUD.database.change(tx -> tx.execute("UPDATE project_quota SET quota = 77"));
            heard.awaitChange("quotas");
            assertThat(heard.events()).hasSizeLessThan(100);
        }
    }

    @Test
    void whatMayHaveBeenMissedIsToldOfEveryList() {
        try (var heard = HeardEvents.open(other, "user", CLOUD.project.value())) {
            await().atMost(HeardEvents.PATIENCE).until(() -> endedListeners() > 0);
            for (ChangedList list : ChangedList.values()) {
                heard.awaitChange(list.word());
            }
        }
    }

    /// Listeners look after their connections now and then by a query that is empty.
    private static long endedListeners() {
        return CLOUD.database.write(tx -> tx.createQuery("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                         WHERE query IN ('LISTEN changes', '') AND state = 'idle' AND pid <> pg_backend_pid()
                           AND datname = current_database()""").mapTo(Long.class).one());
    }

    @Test
    void whoMayNotListenAnyMoreIsToldSo() {
        USERS.put("leaving", Set.of(CLOUD.project));
        USERS.put("moving", Set.of(CLOUD.project));
        try (var gone = HeardEvents.open(one, "leaving", CLOUD.project.value());
                var moved = HeardEvents.open(one, "moving", CLOUD.project.value());
                var stays = HeardEvents.open(one, "user", CLOUD.project.value())) {
            int comments = stays.comments();
            USERS.remove("leaving");
            USERS.put("moving", Set.of(ProjectId.random()));
            await().atMost(HeardEvents.PATIENCE).until(() -> gone.ended() && moved.ended());
            assertThat(gone.events().getLast().event()).isEqualTo("expired");
            assertThat(moved.events().getLast().event()).isEqualTo("expired");
            await().atMost(HeardEvents.PATIENCE).until(() -> stays.comments() > comments + 1);
            assertThat(stays.ended()).isFalse();
        }
    }

    /// Of a client that is gone without a word there is no more to be seen than of one that does not read.
    @Test
    void noStreamHoldsItsPlaceForLong() throws IOException {
        try (EventsFeature brief = open("brief", new Audience.Limits(1, 1, 1, 1), SHORT);
                TestApi api = api(brief)) {
            try (var heard = HeardEvents.open(api, "user", CLOUD.project.value())) {
                await().atMost(HeardEvents.PATIENCE).until(heard::ended);
                assertThat(heard.events()).as("it has not expired").isEmpty();
                assertThat(heard.comments()).isGreaterThan(1);
                assertThat(heard.otherLines()).matches("retry: \\d+");
            }
            try (SSLSocket silent = HeardEvents.askOnly(api, "?project=" + CLOUD.project, "user")) {
                assertThat(silent.getInputStream().read()).isEqualTo('H');
                await().atMost(HeardEvents.PATIENCE).until(() -> brief.streams() == 0);
                HeardEvents.open(api, "user", CLOUD.project.value()).close();
            }
        }
    }

    /// Those that begin together are neither gone together nor there again together.
    @Test
    void eachStreamHasALifeOfItsOwn() {
        List<Duration> lives =
                Stream.generate(EventStream.Pace.USUAL::life).limit(1000).toList();
        assertThat(lives).allSatisfy(life -> assertThat(life).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6)));
        assertThat(Set.copyOf(lives)).hasSizeGreaterThan(900);
        List<String> again = Stream.generate(() -> new String(EventStream.Pace.again(), US_ASCII))
                .limit(1000)
                .toList();
        assertThat(again)
                .allSatisfy(text ->
                        assertThat(Integer.parseInt(text.replaceAll("\\D", ""))).isBetween(500, 2500));
        assertThat(Set.copyOf(again)).hasSizeGreaterThan(500);
    }

    @Test
    void whoHasLeftIsNotWatched() {
        var awakenings = new AtomicInteger();
        var stream = new EventStream(
                new EventStream.Listening(CLOUD.project, "domain", "session"),
                () -> {},
                new Audience(new Audience.Limits(1, 1, 1, 1)),
                LONG);
        stream.gone();
        stream.begin(awakenings::incrementAndGet);
        assertThat(awakenings).hasValue(0);
    }

    @Test
    void onlyWhoIsInAProjectListensToIt() {
        assertThat(status("user", "?project=" + ProjectId.random())).isEqualTo(403);
        assertThat(status("nobody", "?project=" + CLOUD.project)).isEqualTo(401);
        assertThat(status("user", "")).isEqualTo(400);
        assertThat(status("user", "?project=x")).isEqualTo(400);
    }

    @Test
    void streamsAreLimitedAndOrdinaryCallsGoOn() {
        await().atMost(HeardEvents.PATIENCE).until(() -> first.streams() == 0);
        List<HeardEvents> open = new ArrayList<>();
        for (String user : List.of("a", "b")) {
            USERS.put(user, Set.of(CLOUD.project));
            fill(open, user, CLOUD.project, 3);
            assertRefused(user, CLOUD.project, "of this session");
        }
        USERS.put("c", Set.of(CLOUD.project));
        assertRefused("c", CLOUD.project, "of this project");
        ProjectId another = ProjectId.random();
        USERS.put("d", Set.of(another));
        fill(open, "d", another, 1);
        assertRefused("d", another, "of this domain");
        ProjectId others = ProjectId.random();
        USERS.put("e", Set.of(others));
        DOMAINS.put("e", "another domain");
        fill(open, "e", others, 2);
        assertRefused("e", others, "at once");
        assertThat(first.streams()).isEqualTo(9);
        for (int i = 0; i < 10; i++) {
            assertThat(call()).isEqualTo(200);
        }
        open.forEach(HeardEvents::close);
        await().atMost(HeardEvents.PATIENCE).until(() -> first.streams() == 0);
        HeardEvents.open(one, "d", another.value()).close();
    }

    @Test
    void aSessionLeavesABrowserConnectionsForCalls() {
        ProjectId project = ProjectId.random();
        USERS.put("pages", Set.of(project));
        List<HeardEvents> open = new ArrayList<>();
        fill(other, open, "pages", project, 4);
        assertRefused(other, "pages", project, "of this session");
        open.forEach(HeardEvents::close);
    }

    private static void fill(List<HeardEvents> open, String user, ProjectId project, int streams) {
        fill(one, open, user, project, streams);
    }

    private static void fill(TestApi api, List<HeardEvents> open, String user, ProjectId project, int streams) {
        for (int i = 0; i < streams; i++) {
            open.add(HeardEvents.open(api, user, project.value()));
        }
    }

    private static void assertRefused(String user, ProjectId project, String where) {
        assertRefused(one, user, project, where);
    }

    private static void assertRefused(TestApi api, String user, ProjectId project, String where) {
        try (var refused = HeardEvents.ask(api, "?project=" + project, "X-Auth-Token", user)) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.refusal().get("error_code").asString()).isEqualTo("VPN.0030");
            assertThat(refused.refusal().get("error_msg").asString()).contains(where);
        }
    }

    private static int call() {
        String uri = "https://localhost:" + one.port() + "/v5/" + CLOUD.project + "/value";
        return one.send(HttpRequest.newBuilder(URI.create(uri))
                        .header("X-Auth-Token", "user")
                        .build())
                .status();
    }

    private static int status(String token, String query) {
        try (var asked = HeardEvents.ask(one, query, "X-Auth-Token", token)) {
            return asked.status();
        }
    }
}

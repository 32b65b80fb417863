package dev.causeway.controller.fleet;

import static dev.causeway.controller.certificates.TestCertificates.keys;
import static dev.causeway.controller.certificates.TestCertificates.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.MovableClock;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.HostLoad;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.TunnelReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HostEndpointsTest {

    private static final String HOSTS = "/admin/v1/hosts";
    private static final DocumentKey VPC = new DocumentKey(DocumentKind.VPC, "vpc");

    @TempDir
    Path folder;

    private final Database database = TestDatabase.fresh();
    private final Documents documents = new Documents();
    private final Hosts hosts = new Hosts(documents);
    private final Reports reports = new Reports();
    private final MovableClock clock = new MovableClock();
    private Enrolments enrolments;
    private TestApi api;

    @BeforeEach
    void serve() {
        database.change(tx -> hosts.ensureFirst(tx, List.of("az1", "az2")));
        var authority = AgentAuthority.open(database, Vault.open(folder.resolve("master.key")), Clock.systemUTC());
        enrolments = new Enrolments(database, hosts, authority, Clock.systemUTC());
        var endpoints = new HostEndpoints(database, hosts, enrolments, List.of("az1", "az2"), clock);
        api = TestApi.serve(endpoints.routes());
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    @Test
    void aHostThatIsAddedCountsAsLostUntilItsAgentEnrols() throws Exception {
        database.change(tx -> documents.placeEverywhere(tx, VPC));
        String id = add("{\"name\": \"second\"}", 201).at("/host/id").stringValue();
        assertThat(shown("second").path("lost").booleanValue()).isTrue();
        assertThat(hostsOfVpc()).hasSize(1);
        JsonNode token = api.callAsOperator("POST", HOSTS + "/" + id + "/enrolment-token", "")
                .body();
        enrolments.enrol(new Enrolment(token.get("enrolment_token").stringValue(), request(keys())));
        assertThat(shown("second").path("lost").booleanValue()).isFalse();
        assertThat(shown("second").path("zones").toString()).isEqualTo("[\"az1\",\"az2\"]");
        assertThat(hostsOfVpc()).contains(HostId.parse(id)).hasSize(2);
    }

    @Test
    void aHostHasANameOfItsOwnAndServesZonesThatThereAre() {
        add("{\"name\": \"second\", \"zones\": [\"az2\"]}", 201);
        assertThat(shown("second").path("zones").toString()).isEqualTo("[\"az2\"]");
        assertThat(add("{\"name\": \"second\"}", 400).get("error_msg").stringValue())
                .startsWith("invalid request: name: ");
        assertThat(add("{\"name\": \"Second!\"}", 400).get("error_msg").stringValue())
                .startsWith("invalid request: name: ");
        assertThat(add("{\"name\": \"third\", \"zones\": [\"az9\"]}", 400)
                        .get("error_msg")
                        .stringValue())
                .startsWith("invalid request: zones");
    }

    @Test
    void aHostIsShownAsItWasLastHeard() {
        assertThat(shown("host-1").path("state").stringValue()).isEqualTo("silent");
        assertThat(shown("host-1").has("last_heard_at")).isFalse();
        Instant now = clock.instant();
        report(now, Optional.of(new HostLoad(137, 614_400_000, 1_024_000_000)));
        assertThat(shown("host-1").toString()).contains("""
                "lost":false,"state":"heard","last_heard_at":"%s","tunnels":{"up":1,"all":2},"processor":0.137,\
                "memory":{"used":614400000,"total":1024000000},"concerns":[]""".formatted(Json.time(now)));
        clock.pass(Duration.ofSeconds(91));
        assertThat(shown("host-1").toString()).contains("""
                "lost":false,"state":"silent","last_heard_at":"%s","tunnels":{"up":0,"all":2},"processor":0.137,\
                "memory":""".formatted(Json.time(now)));
    }

    @Test
    void aHostThatIsLostIsShownAsItWasLastHeardBefore() {
        Instant now = clock.instant();
        report(now, Optional.of(new HostLoad(137, 1, 2)));
        for (int i = 0; i < 2; i++) {
            clock.pass(Duration.ofSeconds(5));
            database.change(tx -> {
                HostId host = HostId.parse(shown("host-1").get("id").stringValue());
                hosts.markLost(tx, host, "host-1", clock.instant());
                reports.forget(tx, host);
            });
            assertThat(shown("host-1").toString()).contains("""
                    "lost":true,"state":"lost","last_heard_at":"%s","tunnels":{"up":0,"all":0},"concerns":[]""".formatted(Json.time(now)));
        }
    }

    /// As the one of the version before.
    @Test
    void ofAnAgentThatDoesNotTellHowBusyItsHostIsNothingIsShown() {
        report(clock.instant(), Optional.of(new HostLoad(137, 1, 2)));
        clock.pass(Duration.ofSeconds(5));
        report(clock.instant(), Optional.empty());
        assertThat(shown("host-1").has("processor")).isFalse();
        assertThat(shown("host-1").has("memory")).isFalse();
        assertThat(shown("host-1").path("state").stringValue()).isEqualTo("heard");
    }

    private void report(Instant now, Optional<HostLoad> load) {
        HostId host = HostId.parse(shown("host-1").get("id").stringValue());
        List<ReportPart> tunnels = List.of(
                tunnel("44444444-0000-4000-8000-000000000004", TunnelReport.State.UP, now),
                tunnel("44444444-0000-4000-8000-000000000005", TunnelReport.State.DOWN, now));
        var report = new HostReport(now, tunnels, List.of(), Optional.empty(), List.of(), load);
        database.change(tx -> reports.take(tx, host, report, now));
    }

    private static TunnelReport tunnel(String connection, TunnelReport.State state, Instant since) {
        var none = new TunnelReport.Counters(0, 0, 0, 0);
        return new TunnelReport(ConnectionId.parse(connection), NodeId.random(), 1, state, "", since, none);
    }

    private JsonNode add(String body, int status) {
        TestApi.Answer answer = api.callAsOperator("POST", HOSTS, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        return answer.body();
    }

    private JsonNode shown(String name) {
        return api.callAsOperator("GET", HOSTS, "")
                .body()
                .get("hosts")
                .valueStream()
                .filter(host -> host.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<HostId> hostsOfVpc() {
        return database.read(tx -> documents.placements(tx, VPC)).stream()
                .map(Documents.Placement::host)
                .toList();
    }
}

package dev.causeway.controller.fleet;

import static dev.causeway.controller.certificates.TestCertificates.keys;
import static dev.causeway.controller.certificates.TestCertificates.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.Enrolment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
    private Enrolments enrolments;
    private TestApi api;

    @BeforeEach
    void serve() {
        database.change(tx -> hosts.ensureFirst(tx, List.of("az1", "az2")));
        var authority = AgentAuthority.open(database, Vault.open(folder.resolve("master.key")), Clock.systemUTC());
        enrolments = new Enrolments(database, hosts, authority, Clock.systemUTC());
        var endpoints = new HostEndpoints(database, hosts, enrolments, List.of("az1", "az2"), Clock.systemUTC());
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

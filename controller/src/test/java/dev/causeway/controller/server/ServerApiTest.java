package dev.causeway.controller.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.DataCipher;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.Software;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ServerApiTest {

    private static final String NEW_EIP = "\"eip\": {\"type\": \"5_bgp\", \"bandwidth_size\": 20},";
    private static final String SIGNED = "\"server_certificate\": {\"source\": \"SERVICE_SIGN\"}";
    private static final String USUAL = "\"client_cidr\": \"10.250.0.1/16\", \"local_subnets\": [\"10.0.0.0/16\"],";
    private static final TestCloud LAB = new TestCloud();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private final VpcId vpc = LAB.vpc("10.0.0.0/16");
    private final SubnetId subnet = LAB.subnet(vpc, "10.0.1.0/24");
    private final String gateway = gateway(NEW_EIP);

    private String gateway(String more) {
        JsonNode made = LAB.done(
                201,
                "POST",
                "/p2c-vpn-gateways",
                "{\"p2c_vpn_gateway\": {%s \"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}"
                        .formatted(more, vpc, subnet));
        LAB.agent.work();
        return "/p2c-vpn-gateways/" + made.at("/p2c_vpn_gateway/id").stringValue();
    }

    private TestApi.Answer create(String members) {
        return LAB.call("POST", gateway + "/vpn-servers", "{\"vpn_server\": {" + members + "}}");
    }

    private String created(String members) {
        return id(create(members));
    }

    private static String id(TestApi.Answer made) {
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return made.body().at("/vpn_server/id").stringValue();
    }

    private static TestApi.Answer update(String server, String members) {
        return LAB.call("PUT", "/p2c-vpn-gateways/vpn-servers/" + server, "{\"vpn_server\": {" + members + "}}");
    }

    private static void updated(String server, String members) {
        TestApi.Answer answer = update(server, members);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    private JsonNode shown() {
        return LAB.done(200, "GET", gateway + "/vpn-servers", "").at("/vpn_servers/0");
    }

    private String status() {
        return shown().get("status").stringValue();
    }

    /// @return since when it is so
    private Instant is(String status) {
        assertThat(status()).isEqualTo(status);
        Instant since = Instant.parse(shown().get("status_changed_at").stringValue());
        assertThat(since).isBefore(LAB.clock.instant());
        return since;
    }

    private NodeDocument node() {
        return LAB.agent.nodes().stream()
                .filter(node -> gateway.endsWith(node.gateway().toString()))
                .findFirst()
                .orElseThrow();
    }

    private ClientServer onNode() {
        return switch (node().service()) {
            case NodeService.ClientVpn(Optional<ClientServer> server) -> server.orElseThrow();
            case NodeService.SiteToCloud _ -> throw new IllegalStateException("not a node for clients");
        };
    }

    /// The host tells of the server, and of all nodes.
    private void tell(String server, ServerReport.State state, long generation) {
        NodeId node = node().node();
        LAB.agent.tells(new ServerReport(
                ServerId.parse(server),
                node,
                generation,
                state,
                "",
                LAB.clock.instant(),
                Optional.of(new Software("2.6.14", 1))));
        LAB.agent.work();
    }

    private void follow(String server) {
        tell(server, ServerReport.State.LISTENING, onNode().generation());
    }

    private static void refused(String code, int status, TestApi.Answer answer) {
        assertThat(answer.body().path("error_code").stringValue(""))
                .as("%s", answer.body())
                .isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void aServerIsActiveWhenItWasSeenListeningWithItsOptions() {
        String id = created(USUAL + SIGNED + ", \"ssl_options\": {}, \"dns_servers\": [\"10.0.0.2\"]");
        assertThat(status()).isEqualTo("PENDING_CREATE");
        ClientServer wanted = onNode();
        assertThat(wanted.clientCidr()).isEqualTo(Prefix.parse("10.250.0.0/16"));
        assertThat(wanted.showing()).isEqualTo(ClientServer.Showing.PASSWORD);
        assertThat(wanted.certificate().chain()).hasSize(2);
        assertThat(wanted.certificate().key().text()).startsWith("-----BEGIN PRIVATE KEY-----");
        tell(id, ServerReport.State.APPLYING, 1);
        assertThat(status()).isEqualTo("PENDING_CREATE");
        follow(id);
        JsonNode server = shown();
        assertThat(server.get("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(server.get("id").stringValue()).isEqualTo(id);
        assertThat(gateway).endsWith(server.get("p2c_vgw_id").stringValue());
        assertThat(server.get("client_cidr").stringValue()).isEqualTo("10.250.0.1/16");
        assertThat(server.at("/local_subnets/0").stringValue()).isEqualTo("10.0.0.0/16");
        assertThat(server.get("client_auth_type").stringValue()).isEqualTo("LOCAL_PASSWORD");
        assertThat(server.get("tunnel_protocol").stringValue()).isEqualTo("SSL");
        assertThat(server.at("/server_certificate/subject").stringValue()).isEqualTo("CN=server-" + id);
        assertThat(server.at("/server_certificate/signature_algorithm").stringValue())
                .isEqualTo("SHA256WITHECDSA");
        assertThat(server.at("/server_certificate/serial_number").stringValue()).matches("[0-9]+");
        assertThat(server.get("client_ca_certificates").isArray()).isTrue();
        assertThat(server.at("/ssl_options/protocol").stringValue()).isEqualTo("TCP");
        assertThat(server.at("/ssl_options/port").intValue()).isEqualTo(443);
        assertThat(server.at("/ssl_options/encryption_algorithm").stringValue()).isEqualTo("AES-128-GCM");
        assertThat(server.at("/ssl_options/authentication_algorithm").stringValue())
                .isEqualTo("SHA256");
        assertThat(server.at("/ssl_options/is_compressed").booleanValue()).isFalse();
        assertThat(server.at("/dns_servers/0").stringValue()).isEqualTo("10.0.0.2");
        assertThat(LAB.done(200, "GET", "/vpn-servers?limit=1", "").at("/vpn_servers/0"))
                .isEqualTo(server);
    }

    @Test
    void clientsHaveAWayThroughTheNodeAndTheirNetworkIsTheirs() {
        var _ = created(USUAL + SIGNED);
        var routes = LAB.database.read(tx -> LAB.servers.servers().of(tx, vpc));
        assertThat(routes).singleElement().satisfies(route -> {
            assertThat(route.destination()).isEqualTo(Prefix.parse("10.250.0.0/16"));
            assertThat(route.paths().getFirst().node()).isEqualTo(node().node());
        });
        String other = gateway(NEW_EIP);
        TestApi.Answer twice = LAB.call("POST", other + "/vpn-servers", "{\"vpn_server\": {" + USUAL + SIGNED + "}}");
        refused("VPN.1109", 400, twice);
        assertThat(twice.body().get("error_msg").stringValue()).contains("10.250.0.0/16");
        refused("VPN.1109", 400, LAB.call("POST", other + "/vpn-servers", """
                {"vpn_server": {"client_cidr": "10.0.1.128/25", "local_subnets": ["10.0.2.0/24"], %s}}""".formatted(SIGNED)));
    }

    @Test
    void aCertificateOfTheDomainIsCopiedAndServesOnAfterItsDeletion() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made own = Draft.server("CN=vpn.example.com").signedBy(root);
        String held = imported(own, root);
        String id = created(USUAL + "\"server_certificate\": {\"id\": \"" + held + "\"}");
        assertThat(shown().at("/server_certificate/id").stringValue()).isEqualTo(held);
        assertThat(shown().at("/server_certificate/name").stringValue()).isEqualTo("test-cert");
        assertThat(onNode().certificate().chain()).containsExactly(own.pem(), root.pem());
        assertThat(LAB.callAt("DELETE", "/v3/scm/certificates/" + held, "").status())
                .isEqualTo(204);
        assertThat(shown().at("/server_certificate/id").stringValue()).isEmpty();
        follow(id);
        long before = onNode().generation();
        updated(id, "\"server_certificate\": {\"id\": \"" + held + "\"}");
        updated(id, "\"server_certificate\": {\"id\": \"\"}");
        assertThat(onNode().generation()).isEqualTo(before);
    }

    @Test
    void aCertificateThatClientsWouldRefuseIsRefused() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        String client = imported(Draft.client("CN=somebody").signedBy(root), root);
        TestApi.Answer answer = create(USUAL + "\"server_certificate\": {\"id\": \"" + client + "\"}");
        refused("VPN.1110", 400, answer);
        assertThat(answer.body().get("error_msg").stringValue())
                .contains(client)
                .contains("serverAuth");
        refused(
                "VPN.1110",
                400,
                create(USUAL + "\"server_certificate\": {\"id\": \""
                        + imported(Draft.server("CN=alone").signedBy(root)) + "\"}"));
        refused("VPN.1112", 400, create(USUAL + "\"server_certificate\": {\"id\": \"scs1111111111111\"}"));
    }

    private static String imported(Draft.Made own, Draft.Made... above) {
        var chain = new StringBuilder();
        for (Draft.Made one : above) {
            chain.append(one.pem());
        }
        Map<String, Object> body = chain.isEmpty()
                ? Map.of("name", "test-cert", "certificate", own.pem(), "private_key", own.keyPem())
                : Map.of(
                        "name", "test-cert",
                        "certificate", own.pem(),
                        "private_key", own.keyPem(),
                        "certificate_chain", chain.toString());
        return LAB.callAt("POST", "/v3/scm/certificates/import", new String(Json.write(body), StandardCharsets.UTF_8))
                .body()
                .get("certificate_id")
                .stringValue();
    }

    @Test
    void aGatewayHasOneServer() throws Exception {
        List<CompletableFuture<TestApi.Answer>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String network = "\"client_cidr\": \"10.25%d.0.0/16\", \"local_subnets\": [\"10.0.0.0/16\"],".formatted(i);
            both.add(CompletableFuture.supplyAsync(() -> create(network + SIGNED)));
        }
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<TestApi.Answer> one : both) {
            statuses.add(one.get().status());
        }
        assertThat(statuses).containsExactlyInAnyOrder(201, 400);
        refused("VPN.1102", 400, create(USUAL + SIGNED));
    }

    @Test
    void aRepeatedCallMakesNoOtherServer() {
        String token = UUID.randomUUID().toString();
        String body = "{\"vpn_server\": {" + USUAL + SIGNED + "}}";
        String path = gateway + "/vpn-servers";
        String first = id(LAB.callWith("X-Client-Token", token, "POST", path, body));
        assertThat(id(LAB.callWith("X-Client-Token", token, "POST", path, body)))
                .isEqualTo(first);
    }

    @Test
    void aGatewayWithoutAddressHasNoServerAndNoFile() {
        String without = gateway("");
        refused(
                "VPN.1121",
                400,
                LAB.call("POST", without + "/vpn-servers", "{\"vpn_server\": {" + USUAL + SIGNED + "}}"));
        String id = created(USUAL + SIGNED);
        String eip =
                LAB.done(200, "GET", gateway, "").at("/p2c_vpn_gateway/eip/id").stringValue();
        LAB.callAt("POST", "/v3/" + LAB.project + "/eip/publicips/" + eip + "/disassociate-instance", "{}");
        refused(
                "VPN.1121",
                400,
                LAB.call("POST", "/p2c-vpn-gateways/vpn-servers/" + id + "/client-config/export", "{}"));
    }

    @Test
    void theFileNamesTheAddressAndTheRoot() {
        String id = created(USUAL + SIGNED + ", \"ssl_options\": {\"port\": 1194}");
        for (String system : List.of("{}", "{\"os_type\": \"iOS\"}", "{\"os_type\": \"MacOS\"}")) {
            String file = LAB.done(200, "POST", "/p2c-vpn-gateways/vpn-servers/" + id + "/client-config/export", system)
                    .get("client_config")
                    .stringValue();
            String eip = LAB.done(200, "GET", gateway, "")
                    .at("/p2c_vpn_gateway/eip/ip_address")
                    .stringValue();
            assertThat(file)
                    .contains("remote " + eip + " 1194\n")
                    .contains(onNode().certificate().chain().getLast().strip());
        }
        assertThat(LAB.call(
                                "POST",
                                "/p2c-vpn-gateways/vpn-servers/" + id + "/client-config/export",
                                "{\"os_type\": \"BeOS\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "VPN.1108; \"client_cidr\": \"10.250.0.0/26\", \"local_subnets\": [\"10.0.0.0/16\"],; 15",
                "VPN.1119; \"client_cidr\": \"10.0.128.0/20\", \"local_subnets\": [\"10.0.0.0/16\"],; 10"
            })
    void aNetworkThatDoesNotFitIsRefused(String code, String members, int connections) {
        String other = gateway(NEW_EIP + "\"max_connection_number\": " + (connections + 1) + ",");
        refused(code, 400, LAB.call("POST", other + "/vpn-servers", "{\"vpn_server\": {" + members + SIGNED + "}}"));
        assertThat(LAB.done(200, "GET", other + "/vpn-servers", "").get("vpn_servers"))
                .isEmpty();
    }

    @Test
    void changesAreFollowedAndWhatIsUnchangedDoesNothing() {
        String id = created(USUAL + SIGNED);
        refused("VPN.1113", 400, update(id, "\"dns_servers\": [\"10.0.0.2\"]"));
        follow(id);
        long before = onNode().generation();
        updated(id, USUAL + SIGNED + ", \"ssl_options\": {\"protocol\": \"TCP\", \"port\": 443}");
        assertThat(onNode().generation()).isEqualTo(before);
        assertThat(status()).isEqualTo("ACTIVE");

        updated(id, "\"local_subnets\": [\"10.0.0.0/16\", \"10.1.0.0/16\"]");
        assertThat(status()).isEqualTo("PENDING_UPDATE");
        updated(id, "\"ssl_options\": {\"encryption_algorithm\": \"AES-256-GCM\"}");
        assertThat(onNode().cipher()).isEqualTo(DataCipher.AES_256_GCM);
        refused("VPN.1114", 400, update(id, "\"dns_servers\": [\"10.0.0.2\"]"));
        follow(id);
        assertThat(status()).isEqualTo("ACTIVE");
        assertThat(shown().at("/ssl_options/authentication_algorithm").stringValue())
                .isEqualTo("SHA384");

        updated(id, "\"client_cidr\": \"10.251.0.0/16\"");
        String other = gateway(NEW_EIP);
        assertThat(LAB.call("POST", other + "/vpn-servers", "{\"vpn_server\": {" + USUAL + SIGNED + "}}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aServerThatCannotBeMadeOrIsNotHeardOfIsAtFaultSinceThen() {
        String id = created(USUAL + SIGNED);
        tell(id, ServerReport.State.FAILED, onNode().generation());
        Instant failed = is("FAULT");
        follow(id);
        Instant begun = is("ACTIVE");
        LAB.clock.pass(Duration.ofMinutes(10));
        assertThat(List.of(failed, begun, is("FAULT"))).isSorted();
        LAB.agent.work();
        assertThat(status()).isEqualTo("ACTIVE");
    }

    @Test
    void nobodyElseSeesOrChangesIt() {
        String id = created(USUAL + SIGNED);
        var stranger = ProjectId.random();
        for (String path :
                List.of("/p2c-vpn-gateways/vpn-servers/" + id, "/p2c-vpn-gateways/vpn-servers/" + UUID.randomUUID())) {
            refused("VPN.1116", 404, LAB.callAs(stranger, "PUT", path, "{\"vpn_server\": {}}"));
            refused("VPN.1116", 404, LAB.callAs(stranger, "POST", path + "/client-config/export", "{}"));
        }
        refused("VPN.0509", 404, LAB.callAs(stranger, "GET", gateway + "/vpn-servers", ""));
        assertThat(LAB.callAs(stranger, "GET", "/vpn-servers", "")
                        .body()
                        .get("total_count")
                        .intValue())
                .isZero();
    }

    @Test
    void itsKeyIsNowhereToBeRead() {
        var _ = created(USUAL + SIGNED);
        String row = LAB.database.read(tx -> tx.createQuery("SELECT string_agg(s::text, ' ') FROM vpn_server s")
                .mapTo(String.class)
                .one());
        assertThat(row).doesNotContain("PRIVATE KEY");
        assertThat(shown().toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void theServerGoesWithItsGateway() {
        String id = created(USUAL + SIGNED);
        assertThat(LAB.call("DELETE", gateway, "").status()).isEqualTo(204);
        LAB.agent.work();
        refused("VPN.1116", 404, update(id, "\"dns_servers\": []"));
        assertThat(LAB.call("GET", gateway, "").status()).isEqualTo(404);
    }
}

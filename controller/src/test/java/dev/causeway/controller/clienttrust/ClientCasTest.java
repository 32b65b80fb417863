package dev.causeway.controller.clienttrust;

import static dev.causeway.controller.clienttrust.ClientCaLab.done;
import static dev.causeway.controller.clienttrust.ClientCaLab.named;
import static dev.causeway.controller.clienttrust.ClientCaLab.path;
import static dev.causeway.controller.clienttrust.ClientCaLab.pem;
import static dev.causeway.controller.clienttrust.ClientCaLab.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.clienttrust.ClientCaLab.Server;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.ServerReport;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClientCasTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String CHECK = "/p2c-vpn-gateways/vpn-servers/client-ca-certificates/check";
    private static final String NOBODY = UUID.randomUUID().toString();

    private static ClientCaLab lab;
    private static Draft.Made one;
    private static Draft.Made two;

    @BeforeAll
    static void start() throws Exception {
        lab = new ClientCaLab();
        one = Draft.authority("C=CN,O=example,CN=one")
                .numbered(new BigInteger("621079609299744022526309164429940520767604766768"))
                .signedByItself();
        two = Draft.authority("CN=two").signedByItself();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static TestApi.Answer check(String name, String content) {
        return lab.call("POST", CHECK, Map.of("client_ca_certificate", Map.of("name", name, "content", content)));
    }

    @Test
    void checkingShowsWhatACertificateSays() {
        JsonNode shown = done(200, check("client_ca_8sux3d", one.pem()));
        assertThat(shown.propertyNames())
                .containsExactly(
                        "name", "issuer", "subject", "serial_number", "expiration_time", "signature_algorithm");
        assertThat(shown.get("name").stringValue()).isEqualTo("client_ca_8sux3d");
        assertThat(shown.get("subject").stringValue()).isEqualTo("C=CN,O=example,CN=one");
        assertThat(shown.get("serial_number").stringValue())
                .isEqualTo("621079609299744022526309164429940520767604766768");
        assertThat(shown.get("expiration_time").stringValue())
                .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
        assertThat(shown.get("signature_algorithm").stringValue()).isEqualTo("SHA256WITHECDSA");
    }

    @Test
    void whatNobodyCanBeVerifiedByIsRefusedByItsCode() throws Exception {
        Draft.Made small = Draft.of("CN=a", Draft.rsa(1024)).asAuthority().signedByItself();
        Draft.Made weak = Draft.authority("CN=a").signedBy(one, "SHA1");
        Draft.Made over = Draft.authority("CN=a")
                .valid(DAY.multipliedBy(9), DAY.negated())
                .signedByItself();
        Draft.Made later = Draft.authority("CN=a")
                .valid(DAY.negated(), DAY.multipliedBy(9))
                .signedByItself();
        Draft.Made alone = Draft.authority("CN=a").signedBy(one);
        Draft.Made client = Draft.client("CN=a").signedByItself();
        refused(check("x", small.pem()), P2cCode.CERTIFICATE_KEY_ALGORITHM, "certificate x is not supported");
        refused(check("x", pem(weak, one)), P2cCode.CERTIFICATE_SIGNATURE_ALGORITHM, "certificate x is not supported");
        refused(check("x", over.pem()), P2cCode.CERTIFICATE_EXPIRED, "Certificate x has expired.");
        refused(check("x", later.pem()), P2cCode.CERTIFICATE_NOT_YET_VALID, "Certificate x has not taken effect.");
        refused(check("x", "x"), P2cCode.CERTIFICATE_FORMAT, "must be certificates in PEM");
        refused(check("x", "x".repeat(16_385)), P2cCode.CERTIFICATE_FORMAT, "at most 16384 characters");
        refused(check("x", alone.pem()), P2cCode.CERTIFICATE_CONTENT, "the issuer of 'CN=a' is missing");
        refused(check("x", client.pem()), P2cCode.CERTIFICATE_NOT_OF_CA, "Certificate x is not a CA certificate.");
        assertThat(path(check("x", client.pem()))).isEqualTo("client_ca_certificate.content");
        refused(check("a.b", one.pem()), "1 to 64 letters, digits, underscores and hyphens");
        refused(lab.call("POST", CHECK, Map.of("client_ca_certificate", Map.of())), "content: is missing");
    }

    @Test
    void aServerComesWithAuthoritiesAndShowsThem() {
        Server server = lab.server(one, two);
        JsonNode shown = server.shown();
        assertThat(shown.get("client_auth_type").stringValue()).isEqualTo("CERT");
        assertThat(shown.get("client_ca_certificates")).hasSize(2);
        JsonNode first = shown.at("/client_ca_certificates/0");
        assertThat(first.propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "issuer",
                        "subject",
                        "serial_number",
                        "expiration_time",
                        "signature_algorithm",
                        "created_at",
                        "updated_at");
        assertThat(first.get("name").stringValue()).matches("ca-cert-[0-9a-f]{4}");
        assertThat(first.get("subject").stringValue()).isEqualTo("C=CN,O=example,CN=one");
        assertThat(shown.at("/client_ca_certificates/1/subject").stringValue()).isEqualTo("CN=two");
        JsonNode all = done(200, lab.call("GET", "/vpn-servers?limit=200", Map.of()));
        assertThat(all.get("vpn_servers").valueStream())
                .filteredOn(listed ->
                        listed.get("id").stringValue().equals(server.id().toString()))
                .singleElement()
                .isEqualTo(shown);
        String id = first.get("id").stringValue();
        JsonNode got = done(200, server.call("GET", "/client-ca-certificates/" + id, Map.of()));
        assertThat(got.get("client_ca_certificate")).isEqualTo(first);
        assertThat(got.has("request_id")).isTrue();
        assertThat(server.access().authorities())
                .containsExactly(
                        new Access.Authority(
                                ClientCaId.parse(id), CertificateFacts.digest(one.certificate()), List.of(one.pem())),
                        new Access.Authority(
                                ClientCaId.parse(
                                        shown.at("/client_ca_certificates/1/id").stringValue()),
                                CertificateFacts.digest(two.certificate()),
                                List.of(two.pem())));
    }

    @Test
    void aNewServerNeedsOneToTenThatAreRightAndDiffer() throws Exception {
        String gateway = lab.gateway();
        refused(create(gateway, List.of()), P2cCode.CLIENT_CA_NEEDED, "At least one");
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            many.add(named("n" + i, Draft.authority("CN=a").signedByItself()));
        }
        refused(create(gateway, many), P2cCode.TOO_MANY_CLIENT_CAS, "exceeds the upper limit");
        Draft.Made client = Draft.client("CN=a").signedByItself();
        TestApi.Answer half = create(gateway, List.of(named("right", one), named("wrong", client)));
        refused(half, P2cCode.CERTIFICATE_NOT_OF_CA, "Certificate wrong is not a CA");
        assertThat(path(half)).isEqualTo("vpn_server.client_ca_certificates[1].content");
        TestApi.Answer twice = create(gateway, List.of(named("a", one), named("b", one)));
        refused(twice, P2cCode.CERTIFICATE_TWICE, "Duplicate certificate: b.");
        assertThat(path(twice)).isEqualTo("vpn_server.client_ca_certificates[1].content");
        assertThat(done(200, lab.call("GET", gateway + "/vpn-servers", Map.of()))
                        .get("vpn_servers"))
                .isEmpty();
        refused(
                lab.create(gateway, Map.of("client_ca_certificates", List.of(named("a", one)))),
                "must be given only when client_auth_type is CERT");
        done(201, create(gateway, many.subList(0, 10)));
    }

    private static TestApi.Answer create(String gateway, List<Object> authorities) {
        return lab.create(gateway, Map.of("client_auth_type", "CERT", "client_ca_certificates", authorities));
    }

    @Test
    void anAuthorityIsAddedRenamedAndDeletedAndHostsAreTold() throws Exception {
        Server server = lab.server(one);
        long generation = server.generation();
        Draft.Made below = Draft.authority("CN=below").signedBy(two);
        JsonNode made = done(201, server.add(named("second", below, two)));
        String id = made.at("/client_ca_certificate/id").stringValue();
        assertThat(made.get("client_ca_certificate").propertyNames()).containsExactly("id");
        assertThat(made.has("request_id")).isTrue();
        assertThat(server.generation()).isGreaterThan(generation);
        assertThat(server.access().authorities().getLast().certificates()).containsExactly(below.pem(), two.pem());
        generation = server.generation();
        lab.cloud.clock.pass(Duration.ofSeconds(5));
        JsonNode renamed = done(200, rename(server, id, Map.of("name", "client_ca_update")));
        assertThat(renamed.propertyNames()).containsExactly("request_id");
        done(200, rename(server, id, Map.of()));
        JsonNode shown = done(200, server.call("GET", "/client-ca-certificates/" + id, Map.of()))
                .get("client_ca_certificate");
        assertThat(shown.get("name").stringValue()).isEqualTo("client_ca_update");
        assertThat(shown.get("updated_at").stringValue())
                .isGreaterThan(shown.get("created_at").stringValue());
        assertThat(server.generation()).isEqualTo(generation);
        done(204, server.delete(id));
        assertThat(server.generation()).isGreaterThan(generation);
        assertThat(server.access().authorities()).hasSize(1);
        done(
                204,
                server.delete(server.shown().at("/client_ca_certificates/0/id").stringValue()));
        assertThat(server.access().authorities()).isEmpty();
        assertThat(server.shown().get("client_ca_certificates")).isEmpty();
    }

    private static TestApi.Answer rename(Server server, String id, Map<String, Object> members) {
        return server.call("PUT", "/client-ca-certificates/" + id, Map.of("client_ca_certificate", members));
    }

    @Test
    void aServerHasEachAuthorityOnceAndTenAtMost() throws Exception {
        Server server = lab.server(one);
        TestApi.Answer twice = server.add(named("again", one));
        refused(twice, P2cCode.CERTIFICATE_TWICE, "Duplicate certificate: again.");
        assertThat(path(twice)).isEqualTo("client_ca_certificate.content");
        for (int i = 1; i < 10; i++) {
            server.added(Draft.authority("CN=a").signedByItself());
        }
        refused(server.add(named("eleventh", two)), P2cCode.TOO_MANY_CLIENT_CAS, "exceeds the upper limit");
        lab.server(one);
    }

    @Test
    void ofAPairOfCallsWithOneTokenOneAdds() {
        Server server = lab.server(one);
        String token = UUID.randomUUID().toString();
        String path = "/p2c-vpn-gateways/vpn-servers/" + server.id() + "/client-ca-certificates";
        var body = Map.of("client_ca_certificate", named("two", two));
        JsonNode first = done(201, lab.once(token, path, body));
        assertThat(done(201, lab.once(token, path, body))).isEqualTo(first);
        assertThat(server.access().authorities()).hasSize(2);
    }

    @Test
    void whatIsNotThereIsSaidByItsCode() {
        Server server = lab.server(one);
        Server other = lab.server(one);
        String id = server.shown().at("/client_ca_certificates/0/id").stringValue();
        for (String missing :
                List.of(NOBODY, other.shown().at("/client_ca_certificates/0/id").stringValue())) {
            refused(
                    server.call("GET", "/client-ca-certificates/" + missing, Map.of()),
                    P2cCode.CLIENT_CA_MISSING,
                    "Client CA certificate " + missing + " does not exist.");
            refused(rename(server, missing, Map.of("name", "x")), P2cCode.CLIENT_CA_MISSING, missing);
            refused(rename(server, missing, Map.of()), P2cCode.CLIENT_CA_MISSING, missing);
            refused(server.delete(missing), P2cCode.CLIENT_CA_MISSING, missing);
        }
        var nowhere = new Server(lab, server.gateway(), ServerId.random());
        refused(nowhere.add(named("x", one)), P2cCode.SERVER_MISSING, "does not exist");
        refused(nowhere.delete(id), P2cCode.SERVER_MISSING, "does not exist");
        refused(rename(nowhere, id, Map.of("name", "x")), P2cCode.SERVER_MISSING, "does not exist");
        String path = "/p2c-vpn-gateways/vpn-servers/" + server.id() + "/client-ca-certificates/" + id;
        refused(lab.callAs(ProjectId.random(), "GET", path, Map.of()), P2cCode.SERVER_MISSING, "does not exist");
    }

    @Test
    void changesWaitForTheServer() {
        String gateway = lab.gateway();
        JsonNode made = done(201, create(gateway, List.of(named("a", one))));
        var server = new Server(
                lab, gateway, ServerId.parse(made.at("/vpn_server/id").stringValue()));
        String id = server.shown().at("/client_ca_certificates/0/id").stringValue();
        refused(server.add(named("x", two)), P2cCode.SERVER_BEING_CREATED, "being created");
        refused(server.delete(id), P2cCode.SERVER_BEING_CREATED, "being created");
        server.report(ServerReport.State.LISTENING);
        done(200, server.update(Map.of("dns_servers", List.of("10.0.0.2"))));
        String second = server.added(two);
        server.report(ServerReport.State.LISTENING);
        done(200, server.update(Map.of("ssl_options", Map.of("port", 1194))));
        refused(server.add(named("x", two)), P2cCode.SERVER_BEING_UPDATED, "being updated");
        refused(server.delete(second), P2cCode.SERVER_BEING_UPDATED, "being updated");
        done(200, rename(server, second, Map.of("name", "x")));
        server.report(ServerReport.State.FAILED);
        refused(server.delete(second), P2cCode.SERVER_ABNORMAL, "abnormal");
        refused(server.add(named("x", two)), P2cCode.SERVER_ABNORMAL, "abnormal");
        server.report(ServerReport.State.LISTENING);
        done(204, server.delete(second));
        String row = server.row().gateway().toString();
        lab.cloud.database.change(tx -> tx.execute("UPDATE p2c_gateway SET frozen_effect = 1 WHERE id = ?::uuid", row));
        refused(server.delete(id), P2cCode.GATEWAY_NOT_READY, "not ready");
    }

    @Test
    void whereClientsHavePasswordsThereAreNoAuthorities() {
        Server server = lab.passwordServer();
        assertThat(server.shown().get("client_ca_certificates")).isEmpty();
        refused(server.add(named("x", one)), "clients of this server have passwords");
        refused(server.revoke("x"), "clients of this server have passwords");
    }

    @Test
    void whereClientsShowCertificatesThereAreNoUsersGroupsAndPolicies() {
        Server server = lab.server(one);
        String words = "clients of this server show certificates";
        refused(server.call("GET", "/users", Map.of()), words);
        refused(server.call("GET", "/groups", Map.of()), words);
        refused(server.call("GET", "/access-policies", Map.of()), words);
        var user = Map.of("user", Map.of("name", "alice", "password", "Abcd_1234"));
        refused(server.call("POST", "/users", user), words);
        var group = Map.of("user_group", Map.of("name", "g"));
        refused(server.call("POST", "/groups", group), words);
    }

    @Test
    void onlyAServerWithoutAuthoritiesChangesToPasswords() {
        Server server = lab.server(one);
        TestApi.Answer answer = server.update(Map.of("client_auth_type", "LOCAL_PASSWORD"));
        refused(answer, P2cCode.SERVER_HAS_CLIENT_CAS, "There are client CA certificates on the server.");
        assertThat(path(answer)).isEqualTo("vpn_server.client_auth_type");
        done(200, server.update(Map.of("client_auth_type", "CERT", "client_cidr", "172.16.0.0/24")));
        done(
                204,
                server.delete(server.shown().at("/client_ca_certificates/0/id").stringValue()));
        done(200, server.update(Map.of("client_auth_type", "LOCAL_PASSWORD")));
        server.report(ServerReport.State.LISTENING);
        done(200, server.update(Map.of("client_auth_type", "CERT")));
        refused(server.add(named("x", one)), P2cCode.SERVER_BEING_UPDATED, "being updated");
        server.report(ServerReport.State.LISTENING);
        done(201, server.add(named("x", one)));
    }

    /// Of what was sent only names are kept, and nothing in an answer comes from anywhere but the certificate.
    @Test
    void whatStandsAroundACertificateIsNotKept() {
        Server server = lab.server(two);
        done(201, server.add(Map.of("name", "x", "content", "Bag Attributes: secret\n" + one.pem() + "\n# secret\n")));
        assertThat(server.access().authorities().getLast().certificates()).containsExactly(one.pem());
        assertThat(lab.cloud.rows("client_ca WHERE chain::text LIKE '%secret%'"))
                .isZero();
    }
}

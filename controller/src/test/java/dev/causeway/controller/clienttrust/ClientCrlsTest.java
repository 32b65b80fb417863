package dev.causeway.controller.clienttrust;

import static dev.causeway.controller.clienttrust.ClientCaLab.done;
import static dev.causeway.controller.clienttrust.ClientCaLab.path;
import static dev.causeway.controller.clienttrust.ClientCaLab.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.clienttrust.ClientCaLab.Server;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.ServerReport;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClientCrlsTest {

    private static final Duration DAY = Duration.ofDays(1);

    private static ClientCaLab lab;
    private static Draft draft;
    private static Draft.Made one;
    private static Draft.Made other;

    @BeforeAll
    static void start() throws Exception {
        lab = new ClientCaLab();
        draft = Draft.authority("CN=one").usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        one = draft.signedByItself();
        other = Draft.authority("CN=other")
                .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                .signedByItself();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /// A list that is valid from yesterday to tomorrow.
    private static String list(Draft.Made authority, long... serials) throws Exception {
        return list(authority, DAY.negated(), DAY, serials);
    }

    private static String list(Draft.Made authority, Duration from, Duration next, long... serials) throws Exception {
        Instant now = Instant.now();
        BigInteger[] numbers =
                LongStream.of(serials).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
        return Draft.pem(Draft.revoke(authority, now.plus(from), now.plus(next), numbers));
    }

    private static Access.Revoked revoked(Draft.Made authority, String serial) {
        return new Access.Revoked(CertificateFacts.digest(authority.certificate()), serial);
    }

    private static String id(TestApi.Answer made) {
        return done(201, made).at("/client_crl/id").stringValue();
    }

    @Test
    void aListRevokesAndIsShownAndDeletedAndHostsAreTold() throws Exception {
        Server server = lab.server(one, other);
        long generation = server.generation();
        String id = id(server.revoke(list(one, 30, 7)));
        assertThat(server.generation()).isGreaterThan(generation);
        assertThat(server.access().revoked()).containsExactlyInAnyOrder(revoked(one, "7"), revoked(one, "30"));
        JsonNode shown =
                done(200, server.call("GET", "/client-crls/" + id, Map.of())).get("client_crl");
        assertThat(shown.propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "client_ca_certificate_id",
                        "this_update",
                        "next_update",
                        "revoked",
                        "created_at");
        assertThat(shown.get("name").stringValue()).isEqualTo("list-1");
        assertThat(shown.get("client_ca_certificate_id"))
                .isEqualTo(server.shown().at("/client_ca_certificates/0/id"));
        assertThat(shown.get("revoked").intValue()).isEqualTo(2);
        JsonNode all = done(200, server.call("GET", "/client-crls", Map.of()));
        assertThat(all.get("total_count").intValue()).isEqualTo(1);
        assertThat(all.at("/client_crls/0")).isEqualTo(shown);
        generation = server.generation();
        done(204, server.call("DELETE", "/client-crls/" + id, Map.of()));
        assertThat(server.generation()).isGreaterThan(generation);
        assertThat(server.access().revoked()).isEmpty();
        assertThat(done(200, server.call("GET", "/client-crls", Map.of())).get("client_crls"))
                .isEmpty();
    }

    @Test
    void whatIsNoListOfTheServersAuthoritiesIsRefusedByItsCode() throws Exception {
        Server server = lab.server(one);
        refused(server.revoke("x"), P2cCode.CRL_FORMAT, "Invalid format of the CRL list-1.");
        refused(server.revoke("x".repeat((1 << 20) + 1)), P2cCode.CRL_FORMAT, "at most 1048576 characters");
        TestApi.Answer foreign = server.revoke(list(other, 1));
        refused(foreign, P2cCode.CRL_CONTENT, "none of the client CA certificates has signed it");
        assertThat(path(foreign)).isEqualTo("client_crl.content");
        refused(server.revoke(list(one, DAY, DAY.multipliedBy(2), 1)), P2cCode.CRL_DATE, "it is valid only from");
        refused(
                server.revoke(list(one, DAY.multipliedBy(-2), DAY.negated(), 1)),
                P2cCode.CRL_DATE,
                "the next one was due");
        assertThat(server.access().revoked()).isEmpty();
    }

    @Test
    void aMissingListIsSaidByItsCode() throws Exception {
        Server server = lab.server(one);
        String elsewhere = id(lab.server(one).revoke(list(one, 1)));
        for (String missing : List.of(UUID.randomUUID().toString(), elsewhere)) {
            refused(
                    server.call("GET", "/client-crls/" + missing, Map.of()),
                    P2cCode.CLIENT_CRL_MISSING,
                    "Client CRL " + missing + " not found.");
            refused(server.call("DELETE", "/client-crls/" + missing, Map.of()), P2cCode.CLIENT_CRL_MISSING, missing);
        }
        var nowhere = new Server(lab, server.gateway(), ServerId.random());
        refused(nowhere.revoke(list(one, 1)), P2cCode.SERVER_MISSING, "does not exist");
        refused(nowhere.call("GET", "/client-crls", Map.of()), P2cCode.SERVER_MISSING, "does not exist");
    }

    @Test
    void allListsOfAnAuthorityCountTogether() throws Exception {
        Server server = lab.server(one);
        String first = id(server.revoke(list(one, 1, 2)));
        id(server.revoke(list(one, 2, 3)));
        assertThat(server.access().revoked()).containsExactly(revoked(one, "1"), revoked(one, "2"), revoked(one, "3"));
        done(204, server.call("DELETE", "/client-crls/" + first, Map.of()));
        assertThat(server.access().revoked()).containsExactly(revoked(one, "2"), revoked(one, "3"));
    }

    /// Terraform deletes an authority and imports it again.
    @Test
    void aListCountsAgainWhenItsAuthorityComesBackEvenWithAnotherCertificate() throws Exception {
        Server server = lab.server(one, other);
        String list = id(server.revoke(list(one, 7)));
        done(
                204,
                server.delete(server.shown().at("/client_ca_certificates/0/id").stringValue()));
        assertThat(server.access().revoked()).isEmpty();
        JsonNode shown =
                done(200, server.call("GET", "/client-crls/" + list, Map.of())).get("client_crl");
        assertThat(shown.has("client_ca_certificate_id")).isFalse();
        Draft.Made renewed = draft.numbered(BigInteger.TWO).signedByItself();
        server.added(renewed);
        assertThat(server.access().revoked()).containsExactly(revoked(renewed, "7"));
        server.added(one);
        assertThat(server.access().revoked()).containsExactlyInAnyOrder(revoked(one, "7"), revoked(renewed, "7"));
    }

    @Test
    void aServerHasTenListsAndTenThousandRevokedCertificatesAtMost() throws Exception {
        Server server = lab.server(one);
        String large = list(one, LongStream.rangeClosed(1, 10_000).toArray());
        String id = id(server.revoke(large));
        id(server.revoke(list(one, 1)));
        refused(server.revoke(list(one, 10_001)), "revoke 10001 certificates, and 10000 are the most");
        Draft.Made renewed = draft.numbered(BigInteger.TWO).signedByItself();
        refused(server.add(Map.of("content", renewed.pem())), "revoke 20000 certificates, and 10000 are the most");
        done(204, server.call("DELETE", "/client-crls/" + id, Map.of()));
        for (int i = 1; i < 10; i++) {
            id(server.revoke(list(one, i)));
        }
        refused(server.revoke(list(one, 1)), "at most 10 lists");
    }

    @Test
    void changesWaitForTheServer() throws Exception {
        Server server = lab.server(one);
        String id = id(server.revoke(list(one, 1)));
        done(200, server.update(Map.of("ssl_options", Map.of("port", 1194))));
        refused(server.revoke(list(one, 1)), P2cCode.SERVER_BEING_UPDATED, "being updated");
        refused(server.call("DELETE", "/client-crls/" + id, Map.of()), P2cCode.SERVER_BEING_UPDATED, "being updated");
        server.report(ServerReport.State.FAILED);
        refused(server.revoke(list(one, 1)), P2cCode.SERVER_ABNORMAL, "abnormal");
        done(200, server.call("GET", "/client-crls/" + id, Map.of()));
    }

    @Test
    void nothingOfAServerOutlastsIt() throws Exception {
        Server server = lab.server(one);
        id(server.revoke(list(one, 1)));
        lab.cloud.done(204, "DELETE", server.gateway(), "");
        lab.cloud.agent.work();
        assertThat(lab.cloud.rows("vpn_server WHERE id = '" + server.id() + "'"))
                .isZero();
        assertThat(lab.cloud.rows("client_ca WHERE server_id = '" + server.id() + "'"))
                .isZero();
        assertThat(lab.cloud.rows("client_crl WHERE server_id = '" + server.id() + "'"))
                .isZero();
    }
}

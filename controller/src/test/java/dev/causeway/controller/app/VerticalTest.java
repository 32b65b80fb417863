package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.certificates.TestCertificates;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.dispatch.TestAgent;
import dev.causeway.controller.identity.Signature;
import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.web.Json;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// From a signed call to a document, from a report to a status, and back to nothing.
class VerticalTest {

    @TempDir
    Path folder;

    private Controller controller;
    private HttpClient client;
    private ObedientAgent host;
    private JsonNode credentials;

    @BeforeEach
    void start() throws Exception {
        controller = Controller.start(config());
        List<X509Certificate> authorities = TestCertificates.chain(Files.readString(folder.resolve("ca.pem")));
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TestCertificates.client(authorities.getFirst()))
                .build();
        credentials = Json.read(Files.readAllBytes(folder.resolve("credentials.json")));
        enrol(Files.readString(folder.resolve("enrolment-token")));
    }

    private void enrol(String token) throws Exception {
        List<X509Certificate> authorities = TestCertificates.chain(Files.readString(folder.resolve("ca.pem")));
        host = new ObedientAgent(
                TestAgent.enrol("https://127.0.0.1:" + controller.agentPort(), authorities.getLast(), token));
    }

    @AfterEach
    void stop() {
        client.close();
        controller.close();
    }

    @Test
    void aVpcIsFineWhenItsHostSaysSo() throws Exception {
        String vpc = vpc();
        assertThat(get("/v1/{p}/vpcs/" + vpc).at("/vpc/status").asString()).isEqualTo("CREATING");
        host.obey(TunnelReport.State.DOWN);
        assertThat(get("/v1/{p}/vpcs/" + vpc).at("/vpc/status").asString()).isEqualTo("OK");
        delete("/v1/{p}/vpcs/" + vpc);
        assertThat(get("/v1/{p}/vpcs/" + vpc).at("/vpc/status").asString()).isEqualTo("PENDING_DELETE");
        host.obey(TunnelReport.State.DOWN);
        assertThat(get("/v1/{p}/vpcs/" + vpc).at("/error_code").asString()).isEqualTo("VPN.0004");
        host.obey(TunnelReport.State.DOWN);
        assertThat(host.vpcs()).isEmpty();
    }

    @Test
    void aConnectionLivesFromACallToAReportAndBackToNothing() throws Exception {
        String gateway = gateway();
        assertThat(status("vpn-gateways/" + gateway)).isEqualTo("PENDING_CREATE");
        host.obey(TunnelReport.State.DOWN);
        assertThat(status("vpn-gateways/" + gateway)).isEqualTo("ACTIVE");

        String connection = connection(gateway);
        assertThat(status("vpn-connection/" + connection)).isEqualTo("PENDING_CREATE");
        assertThat(status("vpn-gateways/" + gateway)).isEqualTo("ACTIVE");
        host.obey(TunnelReport.State.DOWN, "no proposal chosen");
        assertThat(status("vpn-connection/" + connection)).isEqualTo("DOWN");
        assertThat(get("/v5/{p}/vpn-connection/" + connection + "/log")
                        .at("/logs/0/raw_message")
                        .asString())
                .isEqualTo("no proposal chosen");
        host.obey(TunnelReport.State.UP);
        assertThat(status("vpn-connection/" + connection)).isEqualTo("ACTIVE");
        assertThat(host.vpcs()).singleElement().satisfies(VerticalTest::leadsToThePeer);

        delete("/v5/{p}/vpn-connection/" + connection);
        assertThat(status("vpn-connection/" + connection)).isEqualTo("PENDING_DELETE");
        host.obey(TunnelReport.State.UP);
        assertThat(status("vpn-connection/" + connection)).isEqualTo("VPN.0004");

        delete("/v5/{p}/vpn-gateways/" + gateway);
        assertThat(status("vpn-gateways/" + gateway)).isEqualTo("PENDING_DELETE");
        host.obey(TunnelReport.State.DOWN);
        assertThat(host.nodes()).hasSize(2).noneMatch(NodeDocument::wanted);
        assertThat(status("vpn-gateways/" + gateway)).isEqualTo("VPN.0004");
        host.obey(TunnelReport.State.DOWN);
        assertThat(host.nodes()).isEmpty();
    }

    @Test
    void aNodeThatShallVanishIsToldNoKeys() throws Exception {
        String gateway = gateway();
        host.obey(TunnelReport.State.DOWN);
        String connection = connection(gateway);
        host.obey(TunnelReport.State.DOWN);
        assertThat(host.nodes()).anySatisfy(node -> assertThat(node.tunnels()).isNotEmpty());
        delete("/v5/{p}/vpn-connection/" + connection);
        host.obey(TunnelReport.State.DOWN);
        delete("/v5/{p}/vpn-gateways/" + gateway);
        host.obey(TunnelReport.State.DOWN);
        assertThat(host.nodes())
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.tunnels()).isEmpty());
    }

    @Test
    void whatLiesOnALostHostIsGoneWhenItIsDeleted() throws Exception {
        String gateway = gateway();
        host.obey(TunnelReport.State.DOWN);
        String connection = connection(gateway);
        host.obey(TunnelReport.State.UP);
        delete("/v5/{p}/vpn-connection/" + connection);
        JsonNode operator = Json.read(Files.readAllBytes(folder.resolve("operator.json")));
        String id =
                call(operator, "GET", "/admin/v1/hosts", "").at("/hosts/0/id").asString();
        assertThat(lose(operator, id, "host-2").path("error_msg").asString()).contains("confirm: must be the name");
        assertThat(status("vpn-connection/" + connection)).isEqualTo("PENDING_DELETE");

        assertThat(lose(operator, id, "host-1").at("/host/lost").asBoolean()).isTrue();
        JsonNode lost = call(operator, "GET", "/admin/v1/hosts", "").at("/hosts/0");
        assertThat(lost.path("state").asString()).isEqualTo("lost");
        assertThat(lost.has("last_heard_at")).isTrue();
        assertThat(status("vpn-connection/" + connection)).isEqualTo("VPN.0004");
        assertThatThrownBy(() -> host.obey(TunnelReport.State.UP)).isInstanceOf(Exception.class);
        String second = connection(gateway, "198.51.100.3", "10.2.0.0/24");
        delete("/v5/{p}/vpn-connection/" + second);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> status("vpn-connection/" + second).equals("VPN.0004"));
        delete("/v5/{p}/vpn-gateways/" + gateway);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> status("vpn-gateways/" + gateway).equals("VPN.0004"));

        enrol(call(operator, "POST", "/admin/v1/hosts/" + id + "/enrolment-token", "{}")
                .path("enrolment_token")
                .asString());
        host.obey(TunnelReport.State.UP);
        assertThat(host.vpcs()).hasSize(1);
        assertThat(call(operator, "GET", "/admin/v1/hosts", "")
                        .at("/hosts/0/lost")
                        .asBoolean())
                .isFalse();
    }

    private JsonNode lose(JsonNode operator, String id, String name) throws Exception {
        return call(operator, "POST", "/admin/v1/hosts/" + id + "/lost", "{\"confirm\":\"" + name + "\"}");
    }

    private static void leadsToThePeer(VpcDocument vpc) {
        assertThat(vpc.peerRoutes())
                .extracting(VpcDocument.PeerRoute::destination)
                .containsExactly(Prefix.parse("10.1.0.0/24"));
    }

    private String vpc() throws Exception {
        return post("/v1/{p}/vpcs", "{'vpc':{'name':'v','cidr':'192.168.0.0/16'}}")
                .at("/vpc/id")
                .asString();
    }

    private String gateway() throws Exception {
        String vpc = vpc();
        String subnet =
                post("/v1/{p}/subnets", """
                        {'subnet':{'name':'s','cidr':'192.168.0.0/24','gateway_ip':'192.168.0.1','vpc_id':'%s'}}""".formatted(vpc)).at("/subnet/id").asString();
        return post("/v5/{p}/vpn-gateways", """
                        {'vpn_gateway':{'name':'g','vpc_id':'%s','connect_subnet':'%s',
                         'local_subnets':['192.168.0.0/24'],
                         'eip1':{'type':'5_bgp','charge_mode':'traffic','bandwidth_size':10,'bandwidth_name':'b1'},
                         'eip2':{'type':'5_bgp','charge_mode':'traffic','bandwidth_size':10,'bandwidth_name':'b2'}}}""".formatted(vpc, subnet))
                .at("/vpn_gateway/id")
                .asString();
    }

    private String connection(String gateway) throws Exception {
        return connection(gateway, "198.51.100.2", "10.1.0.0/24");
    }

    private String connection(String gateway, String peer, String subnet) throws Exception {
        String eip = get("/v5/{p}/vpn-gateways/" + gateway)
                .at("/vpn_gateway/eip1/id")
                .asString();
        String customer = post("/v5/{p}/customer-gateways", """
                        {'customer_gateway':{'name':'c','id_type':'ip','id_value':'%s'}}""".formatted(peer))
                .at("/customer_gateway/id")
                .asString();
        return post("/v5/{p}/vpn-connection", """
                        {'vpn_connection':{'name':'k','vgw_id':'%s','vgw_ip':'%s','cgw_id':'%s','style':'STATIC',
                         'peer_subnets':['%s'],'psk':'Abcd_1234'}}""".formatted(gateway, eip, customer, subnet))
                .at("/vpn_connection/id")
                .asString();
    }

    /// The status of a resource, or the code of the error.
    private String status(String path) throws Exception {
        JsonNode body = get("/v5/{p}/" + path);
        return body.findValues("status").stream()
                .findFirst()
                .map(JsonNode::asString)
                .orElseGet(() -> body.at("/error_code").asString());
    }

    private JsonNode get(String path) throws Exception {
        return call("GET", path, "");
    }

    private JsonNode post(String path, String body) throws Exception {
        return call("POST", path, body.replace('\'', '"'));
    }

    private void delete(String path) throws Exception {
        JsonNode answer = call("DELETE", path, "");
        assertThat(answer.path("error_code").asString(""))
                .as(path + " " + answer)
                .isEmpty();
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        return call(
                credentials,
                method,
                path.replace("{p}", credentials.get("project_id").stringValue()),
                body);
    }

    private JsonNode call(JsonNode caller, String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("https://127.0.0.1:" + controller.port() + path);
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(content));
        Signature.sign(
                        method,
                        uri,
                        Map.of("content-type", "application/json"),
                        content,
                        caller.get("access_key").stringValue(),
                        caller.get("secret_key").stringValue(),
                        Instant.now())
                .forEach(request::header);
        HttpResponse<byte[]> answer = client.send(
                request.setHeader("Content-Type", "application/json").build(), HttpResponse.BodyHandlers.ofByteArray());
        return answer.body().length == 0 ? Json.read(new byte[] {'{', '}'}) : Json.read(answer.body());
    }

    private Config config() throws IOException {
        Database.Address database = TestDatabase.address();
        Path password = Files.writeString(folder.resolve("database-password"), database.password());
        return new Config(
                folder,
                new PublicApi("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                0,
                new Internet(Prefix.parse("203.0.113.0/24")),
                new Zones(List.of("az1", "az2")),
                "region-1",
                "main",
                Optional.of(new ExternalDatabase(database.url() + "?user=" + database.user(), Optional.of(password))),
                folder.resolve("master.key"));
    }
}

package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.utils.JsonUtils;
import dev.causeway.controller.certificates.Draft;
import dev.causeway.model.document.TunnelReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The order in which the Terraform provider calls for VPN servers and client CAs: it waits for a status after each
/// write, reads the client's file whenever it reads the server, and repeats every value in a change.
class TerraformServersTest {

    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";

    private WholeService service;
    private SdkCalls calls;
    private String gateway;
    private String server;
    private String certificate;

    @BeforeEach
    void makeAGateway(@TempDir Path folder) throws Exception {
        service = new WholeService(folder);
        calls = new SdkCalls(service, List.of());
        String vpc = id("/vpc/id", "/v1/{project_id}/vpcs", "{'vpc': {'name': 'v', 'cidr': '10.0.0.0/16'}}");
        String subnet = id("/subnet/id", "/v1/{project_id}/subnets", """
                {'subnet': {'name': 's', 'cidr': '10.0.1.0/24', 'gateway_ip': '10.0.1.1', 'vpc_id': '%s'}}""".formatted(vpc));
        gateway = id("/p2c_vpn_gateway/id", GATEWAYS, """
                {'p2c_vpn_gateway': {'vpc_id': '%s', 'connect_subnet': '%s',
                 'eip': {'type': '5_bgp', 'bandwidth_size': 5}}}""".formatted(vpc, subnet));
        follow();
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made own = Draft.server("CN=vpn.example.com").signedBy(root);
        certificate = id("/certificate_id", "/v3/scm/certificates/import", """
                {'name': 'own', 'certificate': %s, 'private_key': %s, 'certificate_chain': %s}""".formatted(
                        text(own.pem()), text(own.keyPem()), text(root.pem())));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static String text(String words) {
        return JsonUtils.toJSON(words);
    }

    private static String authority(String name) throws Exception {
        return "{'name': '%s', 'content': %s}"
                .formatted(
                        name,
                        text(Draft.authority("CN=" + name).signedByItself().pem()));
    }

    private String id(String pointer, String path, String body) {
        return calls.signed(HttpMethod.POST, path, body).at(pointer).stringValue();
    }

    private void follow() throws Exception {
        service.host.obey(TunnelReport.State.DOWN);
    }

    /// A change is answered with a body, so never 204.
    private void put(String path, String body) {
        SdkCalls.Members answer = calls.answer(HttpMethod.PUT, GATEWAYS + "/vpn-servers/" + server + path, body);
        assertThat(answer.getHttpStatusCode()).isEqualTo(200);
        assertThat(answer.members()).isNotEmpty();
    }

    private void delete(String path) {
        assertThat(calls.answer(HttpMethod.DELETE, GATEWAYS + path, "").getHttpStatusCode())
                .isEqualTo(204);
    }

    private JsonNode get(String path) {
        return calls.signed(HttpMethod.GET, GATEWAYS + path, "");
    }

    /// What the provider does whenever it reads a server.
    private JsonNode read() {
        JsonNode page = get("/" + gateway + "/vpn-servers");
        assertThat(page.path("page_info").has("next_marker")).isFalse();
        assertThat(id(
                        "/client_config",
                        GATEWAYS + "/vpn-servers/" + server + "/client-config/export",
                        "{'os_type': 'Linux'}"))
                .isNotEmpty();
        return page.at("/vpn_servers/0");
    }

    /// The provider goes on at `ACTIVE`, and takes nothing but these words before it.
    private void awaitActive(String before) throws Exception {
        assertThat(read().get("status").stringValue()).isIn("ACTIVE", before);
        follow();
        JsonNode all = calls.signed(HttpMethod.GET, "/v5/{project_id}/vpn-servers", "");
        assertThat(all.at("/vpn_servers/0/status").stringValue()).isEqualTo("ACTIVE");
    }

    private static String values(String kind) {
        return """
                'tunnel_protocol': 'SSL', 'client_cidr': '172.16.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                'client_auth_type': '%s', 'dns_servers': [], 'ssl_options': {'protocol': 'TCP', 'port': 443,
                 'encryption_algorithm': 'AES-128-GCM', 'is_compressed': false}""".formatted(kind);
    }

    private void create() throws Exception {
        server = id("/vpn_server/id", GATEWAYS + "/" + gateway + "/vpn-servers", """
                {'vpn_server': {%s, 'server_certificate': {'id': '%s'}, 'client_ca_certificates': [%s]}}""".formatted(
                        values("CERT"), certificate, authority("first")));
        awaitActive("PENDING_CREATE");
    }

    /// Values of a change lack what cannot be changed.
    private void change(String kind) {
        put("", """
                {'vpn_server': {%s, 'server_certificate': {'id': '%s'}}}""".formatted(values(kind).replace("'tunnel_protocol': 'SSL',", ""), certificate));
    }

    @Test
    void aServerIsAppliedRepeatedAndChangedToPasswords() throws Exception {
        create();
        JsonNode before = read();
        assertThat(before.at("/ssl_options/authentication_algorithm").stringValue())
                .isNotEmpty();
        assertThat(before.at("/server_certificate/issuer").stringValue()).isEqualTo("CN=root");
        change("CERT");
        assertThat(read()).isEqualTo(before);

        assertThatThrownBy(() -> change("LOCAL_PASSWORD"))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo("VPN.1125"));
        delete("/vpn-servers/" + server + "/client-ca-certificates/"
                + before.at("/client_ca_certificates/0/id").stringValue());
        awaitActive("PENDING_UPDATE");
        change("LOCAL_PASSWORD");
        awaitActive("PENDING_UPDATE");
        assertThat(read().get("client_auth_type").stringValue()).isEqualTo("LOCAL_PASSWORD");
        assertThat(read().get("client_ca_certificates")).isEmpty();

        delete("/" + gateway);
        follow();
        assertThat(get("").get("p2c_vpn_gateways")).isEmpty();
    }

    @Test
    void aClientCaIsAppliedRenamedAndDestroyed() throws Exception {
        create();
        String all = "/vpn-servers/" + server + "/client-ca-certificates";
        String ca = id(
                "/client_ca_certificate/id", GATEWAYS + all, "{'client_ca_certificate': " + authority("second") + "}");
        awaitActive("PENDING_UPDATE");
        JsonNode made = get(all + "/" + ca).get("client_ca_certificate");
        assertThat(made.get("name").stringValue()).isEqualTo("second");
        put("/client-ca-certificates/" + ca, "{'client_ca_certificate': {'name': 'renamed'}}");
        awaitActive("PENDING_UPDATE");
        assertThat(get(all + "/" + ca).at("/client_ca_certificate/name").stringValue())
                .isEqualTo("renamed");
        delete(all + "/" + ca);
        awaitActive("PENDING_UPDATE");
        assertThatThrownBy(() -> get(all + "/" + ca))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        e -> assertThat(e.getHttpStatusCode()).isEqualTo(404));
        assertThat(read().get("client_ca_certificates")).hasSize(1);
    }
}

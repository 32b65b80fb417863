package dev.causeway.controller.clienttrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.web.Admission;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.ThingReport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A cloud with servers whose clients show certificates. The test plays the host.
final class ClientCaLab implements AutoCloseable {

    final TestCloud cloud;
    private final TestApi api;

    ClientCaLab() {
        this(new TestCloud());
    }

    private ClientCaLab(TestCloud cloud) {
        this.cloud = cloud;
        cloud.database.change(tx -> tx.execute("UPDATE quota_type SET quota = 100000"));
        List<Route> routes = cloud.features.stream()
                .flatMap(feature -> feature.routes().stream())
                .toList();
        api = TestApi.serve(routes, call -> Admission.sure(caller(call)), 64);
    }

    /// One that has a port at which credentials are asked for too.
    static ClientCaLab guarded() {
        return new ClientCaLab(TestCloud.guarded());
    }

    private static Caller caller(Call call) {
        var project = new ProjectId(call.header("X-Auth-Token").orElseThrow());
        return new Caller.User("user", "user", "domain", Set.of(project), Optional.of(project));
    }

    List<Route> routes() {
        return cloud.clientCas.routes();
    }

    /// A client CA as requests have it.
    static Map<String, Object> named(String name, Draft.Made... chain) {
        return Map.of("name", name, "content", pem(chain));
    }

    static String pem(Draft.Made... chain) {
        return String.join("", Arrays.stream(chain).map(Draft.Made::pem).toList());
    }

    /// A new gateway that works.
    ///
    /// @return its path
    String gateway() {
        var vpc = cloud.vpc("10.0.0.0/16");
        var subnet = cloud.subnet(vpc, "10.0.1.0/24");
        JsonNode made = cloud.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                 "eip": {"type": "5_bgp", "bandwidth_size": 20}}}""".formatted(vpc, subnet));
        cloud.agent.work();
        return "/p2c-vpn-gateways/" + made.at("/p2c_vpn_gateway/id").stringValue();
    }

    /// @param more members of the request for a server
    TestApi.Answer create(String gateway, Map<String, Object> more) {
        Map<String, Object> server = new LinkedHashMap<>(Map.of(
                "client_cidr", "172.16.0.0/24",
                "local_subnets", List.of("10.0.0.0/16"),
                "server_certificate", Map.of("source", "SERVICE_SIGN")));
        server.putAll(more);
        return call("POST", gateway + "/vpn-servers", Map.of("vpn_server", server));
    }

    /// A new server that works and whose clients show certificates of these.
    Server server(Draft.Made... authorities) {
        List<Object> given = new ArrayList<>();
        for (Draft.Made authority : authorities) {
            given.add(Map.of("content", authority.pem()));
        }
        String gateway = gateway();
        JsonNode made = done(201, create(gateway, Map.of("client_auth_type", "CERT", "client_ca_certificates", given)));
        return working(gateway, made);
    }

    /// A new server that works and whose clients have passwords.
    Server passwordServer() {
        String gateway = gateway();
        return working(gateway, done(201, create(gateway, Map.of())));
    }

    private Server working(String gateway, JsonNode made) {
        var server = new Server(
                this, gateway, ServerId.parse(made.at("/vpn_server/id").stringValue()));
        server.report(ServerReport.State.LISTENING);
        return server;
    }

    /// A server and what is asked of it.
    record Server(ClientCaLab lab, String gateway, ServerId id) {

        /// @param rest what follows the server in the path
        TestApi.Answer call(String method, String rest, Object body) {
            return lab.call(method, "/p2c-vpn-gateways/vpn-servers/" + id + rest, body);
        }

        TestApi.Answer add(Map<String, Object> authority) {
            return call("POST", "/client-ca-certificates", Map.of("client_ca_certificate", authority));
        }

        String added(Draft.Made... chain) {
            return done(201, add(Map.of("content", pem(chain))))
                    .at("/client_ca_certificate/id")
                    .stringValue();
        }

        TestApi.Answer revoke(String content) {
            return call("POST", "/client-crls", Map.of("client_crl", Map.of("name", "list-1", "content", content)));
        }

        TestApi.Answer delete(String authority) {
            return call("DELETE", "/client-ca-certificates/" + authority, Map.of());
        }

        TestApi.Answer update(Map<String, Object> members) {
            return call("PUT", "", Map.of("vpn_server", members));
        }

        JsonNode shown() {
            return done(200, lab.call("GET", gateway + "/vpn-servers", Map.of()))
                    .at("/vpn_servers/0");
        }

        VpnServer row() {
            return lab.cloud.database.read(tx ->
                    lab.cloud.servers.servers().get(tx, lab.cloud.project, id).server());
        }

        /// What its document says on hosts.
        Access.ByCertificate access() {
            return (Access.ByCertificate) lab.cloud.database.read(tx -> {
                var document = lab.cloud
                        .access
                        .accessDocuments()
                        .build(tx, id.toString(), 1, true)
                        .orElseThrow();
                return ((AccessDocument) document).access();
            });
        }

        long generation() {
            return lab.cloud.database.read(tx -> lab.cloud
                    .documents
                    .find(tx, lab.cloud.host, DocumentKey.access(id))
                    .orElseThrow()
                    .generation());
        }

        /// Has the host report of its daemon, of the server as it is now.
        void report(ServerReport.State state) {
            lab.cloud.clock.pass(Duration.ofSeconds(1));
            VpnServer row = row();
            List<ReportPart> parts = new ArrayList<>();
            for (NodeDocument node : lab.cloud.agent.nodes()) {
                parts.add(new ThingReport(
                        node.key(), node.generation(), node.gatewayGeneration(), ThingReport.Phase.APPLIED, ""));
            }
            parts.add(new ServerReport(
                    id,
                    row.node(),
                    row.history().generation(),
                    state,
                    "",
                    lab.cloud.clock.instant(),
                    Optional.empty()));
            lab.cloud.database.change(tx -> {
                var report = new HostReport(lab.cloud.clock.instant(), parts, List.of());
                lab.cloud.reports.take(tx, lab.cloud.host, report, lab.cloud.clock.instant());
                lab.cloud.servers.observers().forEach(observer -> observer.observe(tx, report));
            });
        }
    }

    TestApi.Answer call(String method, String path, Object body) {
        return callAs(cloud.project, method, path, body);
    }

    TestApi.Answer callAs(ProjectId project, String method, String path, Object body) {
        return api.call(project, method, "/v5/" + project + path, text(body));
    }

    /// The same with a token by which it is done once.
    TestApi.Answer once(String token, String path, Object body) {
        return api.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/v5/" + cloud.project + path))
                        .header("X-Auth-Token", cloud.project.value())
                        .header("X-Client-Token", token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(text(body)))
                        .build());
    }

    private static String text(Object body) {
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    static JsonNode done(int status, TestApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        return answer.body();
    }

    /// Checks that a call was answered with a code, and with words.
    static void refused(TestApi.Answer answer, ErrorCode code, String words) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(code.status());
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code.code());
        assertThat(answer.body().get("error_msg").stringValue()).contains(words);
    }

    /// Checks that a call was refused without a code of its own.
    static void refused(TestApi.Answer answer, String words) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").stringValue()).contains(words);
    }

    static String path(TestApi.Answer answer) {
        return answer.body().at("/violations/0/path").stringValue();
    }

    @Override
    public void close() {
        api.close();
        cloud.close();
    }
}

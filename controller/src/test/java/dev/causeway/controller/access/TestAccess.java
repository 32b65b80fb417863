package dev.causeway.controller.access;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.EipId;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.password.Passwords;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A cloud with servers, in which users, groups and policies are made by calls over HTTP. Gateways and servers are put
/// there as they are.
final class TestAccess implements AutoCloseable {

    static final String CLIENTS = "172.16.0.0/22";

    final TestCloud cloud = TestCloud.guarded();
    final ProjectId project = cloud.project;
    final Passwords passwords = cloud.passwords;
    private final AccessOfServers ofServers = new AccessOfServers(
            new BelowServers(cloud.database, cloud.servers.servers(), cloud.clock), cloud.access.accessDocuments());
    private final TestApi api = TestApi.serve(cloud.features.stream()
            .flatMap(feature -> feature.routes().stream())
            .toList());

    TestAccess() {
        cloud.database.change(tx -> tx.execute("UPDATE quota_type SET quota = 100000"));
    }

    AccessOfServers ofServers() {
        return ofServers;
    }

    VpnServer row(Server server) {
        return cloud.database.read(tx ->
                cloud.servers.servers().get(tx, server.project(), server.id()).server());
    }

    /// A server of a gateway that works.
    Server server(int most) {
        return server(project, most);
    }

    Server server(ProjectId owner, int most) {
        P2cRows.Placed placed = P2cRows.insert(cloud, owner, most);
        var server = new Server(this, owner, placed.gateway(), placed.node(), ServerId.random());
        Instant now = cloud.clock.instant();
        EipId eip = cloud.eipOf(owner);
        cloud.database.change(tx -> {
            tx.createUpdate("UPDATE eip SET gateway_id = :gateway, node_id = :node WHERE id = :eip")
                    .bind("gateway", server.gateway())
                    .bind("node", server.node())
                    .bind("eip", eip)
                    .execute();
            tx.createUpdate("""
                            INSERT INTO vpn_server (id, project_id, gateway_id, client_cidr, client_network,
                                local_subnets, dns_servers, port, cipher, is_compressed, client_auth_type,
                                certificate_source, certificate_id, certificate_name, certificate_chain,
                                certificate_key, created_at, updated_at, changed_at)
                            SELECT :id, :project, :gateway, :clients::inet, :clients::cidr, '{10.0.0.0/16}', '{}', 443,
                                   'AES-128-GCM', false, 'LOCAL_PASSWORD', 'CCM', '', 'c', '{}', '', now, now, now
                              FROM (SELECT coalesce(max(created_at), :now::timestamptz) + interval '1 ms'
                                      FROM vpn_server) AS n (now)""")
                    .bind("id", server.id())
                    .bind("project", owner)
                    .bind("gateway", server.gateway())
                    .bind("clients", CLIENTS)
                    .bind("now", now)
                    .execute();
            ofServers.made(
                    tx, cloud.servers.servers().get(tx, owner, server.id()).server());
        });
        return server;
    }

    /// A server and what is asked of it.
    record Server(TestAccess lab, ProjectId project, GatewayId gateway, NodeId node, ServerId id) {

        /// @param path what follows the server
        TestApi.Answer call(String method, String path, String body) {
            return lab.call(project, method, "/p2c-vpn-gateways/vpn-servers/" + id + path, body);
        }

        /// Calls an operation that must succeed, and gives its answer.
        JsonNode done(int status, String method, String path, String body) {
            return lab.done(status, call(method, path, body));
        }

        String user(String name) {
            return user(name, "");
        }

        /// @param more members, such as `, "static_ip": "disable"`
        String user(String name, String more) {
            return done(201, "POST", "/users", """
                    {"user": {"name": "%s", "password": "Abcd_1234"%s}}""".formatted(name, more))
                    .at("/user/id")
                    .stringValue();
        }

        String group(String name) {
            return done(201, "POST", "/groups", """
                    {"user_group": {"name": "%s"}}""".formatted(name))
                    .at("/user_group/id")
                    .stringValue();
        }

        String defaultGroup() {
            for (JsonNode group : done(200, "GET", "/groups", "").get("user_groups")) {
                if (group.get("type").stringValue().equals("Default")) {
                    return group.get("id").stringValue();
                }
            }
            throw new AssertionError("no default group");
        }

        String policy(String group, String... destinations) {
            return done(201, "POST", "/access-policies", """
                    {"access_policy": {"name": "p", "user_group_id": "%s", "dest_ip_cidrs": ["%s"]}}""".formatted(group, String.join("\", \"", destinations)))
                    .at("/access_policy/id")
                    .stringValue();
        }

        AccessDocument document() {
            return lab.cloud.database.read(tx -> {
                var placed = lab.cloud
                        .documents
                        .find(tx, lab.cloud.host, DocumentKey.access(id))
                        .orElseThrow();
                return (AccessDocument) lab.cloud
                        .access
                        .accessDocuments()
                        .build(tx, id.toString(), placed.generation(), placed.wanted())
                        .orElseThrow();
            });
        }

        long generation() {
            return document().generation();
        }

        JsonNode connections(String query) {
            return lab.done(200, lab.call(project, "GET", "/p2c-vpn-gateways/" + gateway + "/connections" + query, ""));
        }

        SessionReport session(String user, Instant since, long number) {
            return new SessionReport(
                    SessionId.random(),
                    id,
                    node,
                    Optional.of(ClientUserId.parse(user)),
                    "alice",
                    Ipv4.parse("198.51.100.7"),
                    50_000,
                    Ipv4.parse("172.16.0.6"),
                    since,
                    new SessionReport.Counters(number, number + 1, number + 2, number + 3),
                    since.plusSeconds(5));
        }

        /// Has the host report that it knows the document as it is, and these sessions.
        void report(SessionReport... sessions) {
            report(generation(), sessions);
        }

        /// @param generation of the document that the host knows
        void report(long generation, SessionReport... sessions) {
            lab.cloud.clock.pass(Duration.ofSeconds(1));
            List<ReportPart> parts = new ArrayList<>(List.of(sessions));
            parts.add(new ThingReport(DocumentKey.access(id), generation, 0, ThingReport.Phase.APPLIED, ""));
            lab.cloud.database.change(tx -> {
                var report = new HostReport(lab.cloud.clock.instant(), parts, List.of());
                lab.cloud.reports.take(tx, lab.cloud.host, report, lab.cloud.clock.instant());
                lab.cloud.access.observers().forEach(observer -> observer.observe(tx, report));
            });
        }
    }

    TestApi.Answer call(ProjectId owner, String method, String path, String body) {
        return api.call(owner, method, "/v5/" + owner + path, body);
    }

    /// The same with a token by which it is done once.
    TestApi.Answer once(Server server, String token, String path, String body) {
        return api.send(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/v5/" + server.project()
                        + "/p2c-vpn-gateways/vpn-servers/" + server.id() + path))
                .header("X-Auth-Token", server.project().value())
                .header("X-Client-Token", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// Checks that a call was answered with a code.
    static void refused(TestApi.Answer answer, ErrorCode code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(code.status());
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code.code());
    }

    /// Checks that a call was refused for one part of it, without a code of its own.
    static void refused(TestApi.Answer answer, String path) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(answer.body().at("/violations/0/path").stringValue()).isEqualTo(path);
    }

    /// The body of a request about several users.
    static String list(String... ids) {
        return Stream.of(ids).map(id -> "{\"id\": \"" + id + "\"}").collect(joining(", ", "{\"users\": [", "]}"));
    }

    JsonNode done(int status, TestApi.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("gave " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    long rows(String table) {
        return cloud.rows(table);
    }

    @Override
    public void close() {
        api.close();
        cloud.close();
    }
}

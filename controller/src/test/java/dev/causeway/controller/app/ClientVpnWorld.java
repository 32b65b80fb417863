package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.lts.LogFeature;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.Software;
import dev.causeway.model.document.ThingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// All operations, and one of each thing that those of point-to-cloud VPN are about: two gateways with servers, whose
/// clients have passwords or certificates, and one without.
final class ClientVpnWorld implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z0-9_]+)}");
    private static final String NOWHERE = "134f9fb1-0000-4000-8000-2040a5c13325";
    private static final String NO_ORDER = "CS26010100000";

    /// Whose tags a path is about, by the words in it.
    private static final Map<String, String> TAGGED = Map.of(
            "vpn-gateway", "vgw_id",
            "customer-gateway", "customer_gateway_id",
            "vpn-connection", "vpn_connection_id",
            "vpcs", "vpc_id",
            "subnets", "subnet_id");

    final TestCloud cloud = new TestCloud();
    final List<Route> routes;
    private final Map<String, String> ids = new HashMap<>();
    private final TestApi api;

    ClientVpnWorld() throws Exception {
        var logs = LogFeature.open(cloud.database, cloud.clientGateways.gateways(), cloud.clock);
        routes = Stream.concat(cloud.features.stream(), Stream.of(logs))
                .flatMap(feature -> feature.routes().stream())
                .toList();
        api = TestApi.serve(routes);
        fill();
    }

    private void fill() throws Exception {
        VpcId vpc = cloud.vpc("10.0.0.0/16");
        ids.put("vpc_id", vpc.toString());
        ids.put("publicip_id", cloud.eip().toString());
        gateway("p2c_vgw_id", vpc, "10.0.1.0/24");
        make("vpn_server_id", "/vpn_server/id", "/v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}/vpn-servers", """
                {'vpn_server': {'client_cidr': '172.16.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                 'server_certificate': {'source': 'SERVICE_SIGN'}}}""");
        cloud.agent.work();
        String server = "/v5/{project_id}/p2c-vpn-gateways/vpn-servers/{vpn_server_id}";
        make("group_id", "/user_group/id", server + "/groups", "{'user_group': {'name': 'staff'}}");
        make("user_id", "/user/id", server + "/users", "{'user': {'name': 'alice', 'password': 'Abcd_1234'}}");
        make("policy_id", "/access_policy/id", server + "/access-policies", """
                {'access_policy': {'name': 'p', 'user_group_id': '{group_id}', 'dest_ip_cidrs': ['10.0.1.0/24']}}""");
        make("log_group_id", "/log_group_id", "/v2/{project_id}/groups", "{'log_group_name': 'g'}");
        make("log_stream_id", "/log_stream_id", "/v2/{project_id}/groups/{log_group_id}/streams", """
                {'log_stream_name': 's'}""");
        fillForCertificates(vpc);
        gateway("bare_gateway", vpc, "10.0.3.0/24");
        settle();
        ids.put("client_user_id", ids.get("user_id"));
        ids.put("resource_id", ids.get("p2c_vgw_id"));
    }

    /// A server of the other kind, on a gateway of its own.
    private void fillForCertificates(VpcId vpc) throws Exception {
        ids.putAll(certificates());
        gateway("other_gateway", vpc, "10.0.2.0/24");
        make(
                "certificate_server",
                "/vpn_server/id",
                "/v5/{project_id}/p2c-vpn-gateways/{other_gateway}/vpn-servers",
                """
                {'vpn_server': {'client_cidr': '172.17.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                 'client_auth_type': 'CERT', 'server_certificate': {'source': 'SERVICE_SIGN'},
                 'client_ca_certificates': [{'name': 'a', 'content': '{authority}'}]}}""");
        make("certificate_id", "/certificate_id", "/v3/scm/certificates/import", """
                {'name': 'own', 'certificate': '{server_pem}', 'certificate_chain': '{authority}',
                 'private_key': '{server_key}'}""");
    }

    /// Adds one of each thing that site-to-cloud VPN and the cloud around it are about.
    ClientVpnWorld withTunnels() {
        var site = cloud.gateway("\"name\": \"ours\",");
        ids.put("vgw_id", site.gateway());
        ids.put("eip_id", site.eip1());
        JsonNode shown = cloud.done(200, "GET", "/vpn-gateways/" + site.gateway(), "");
        ids.put("eip_address", shown.at("/vpn_gateway/eip1/ip_address").stringValue());
        ids.put("customer_gateway_id", cloud.customerGateway("198.51.100.2"));
        make("vpn_connection_id", "/vpn_connection/id", "/v5/{project_id}/vpn-connection", """
                {'vpn_connection': {'name': 'ours', 'vgw_id': '{vgw_id}', 'vgw_ip': '{eip_id}', 'psk': 'Abcd_1234',
                 'cgw_id': '{customer_gateway_id}', 'peer_subnets': ['192.168.44.0/24']}}""");
        make("connection_monitor_id", "/connection_monitor/id", "/v5/{project_id}/connection-monitors", """
                {'connection_monitor': {'vpn_connection_id': '{vpn_connection_id}'}}""");
        make("bandwidth_id", "/bandwidth/id", "/v2.0/{project_id}/bandwidths", """
                {'bandwidth': {'name': 'ours', 'size': 8}}""");
        ids.put("vpc_id", site.vpc().toString());
        ids.put("subnet_id", site.subnet().toString());
        settle();
        return this;
    }

    /// All that is there.
    Collection<String> things() {
        return ids.values();
    }

    /// What stands for certificates in bodies, as JSON has it.
    static Map<String, String> certificates() throws Exception {
        Draft.Made authority = Draft.authority("CN=a").signedByItself();
        Draft.Made server = Draft.server("CN=server").names("server.test").signedBy(authority);
        Instant now = Instant.now();
        return Map.of(
                "authority", inText(authority.pem()),
                "other_authority",
                        inText(Draft.authority("CN=b").signedByItself().pem()),
                "crl", inText(Draft.pem(Draft.revoke(authority, now.minusSeconds(60), now.plusSeconds(86_400)))),
                "server_pem", inText(server.pem()),
                "server_key", inText(server.keyPem()));
    }

    private static String inText(String pem) {
        return pem.replace("\n", "\\n");
    }

    private void gateway(String name, VpcId vpc, String subnet) {
        ids.put("subnet_id", cloud.subnet(vpc, subnet).toString());
        make(name, "/p2c_vpn_gateway/id", "/v5/{project_id}/p2c-vpn-gateways", """
                {'p2c_vpn_gateway': {'vpc_id': '{vpc_id}', 'connect_subnet': '{subnet_id}',
                 'eip': {'type': '5_bgp', 'bandwidth_size': 5}}}""");
        cloud.agent.work();
    }

    /// Has the host do what it shall, servers as well.
    void settle() {
        cloud.agent.work();
        // One that is no later than the one before says nothing.
        cloud.clock.pass(Duration.ofSeconds(1));
        List<ReportPart> parts =
                cloud.agent.nodes().stream().flatMap(this::told).toList();
        var report = new HostReport(cloud.clock.instant(), parts, List.of());
        cloud.database.change(tx -> {
            cloud.reports.take(tx, cloud.host, report, cloud.clock.instant());
            cloud.features.stream()
                    .flatMap(feature -> feature.observers().stream())
                    .forEach(observer -> observer.observe(tx, report));
        });
        cloud.clock.pass(Duration.ofSeconds(1));
    }

    private Stream<ReportPart> told(NodeDocument node) {
        var phase = node.wanted() ? ThingReport.Phase.APPLIED : ThingReport.Phase.ABSENT;
        var thing = new ThingReport(node.key(), node.generation(), node.gatewayGeneration(), phase, "");
        return Stream.concat(Stream.of(thing), listening(node).stream());
    }

    private Optional<ReportPart> listening(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.ClientVpn(var server) ->
                server.map(one -> new ServerReport(
                        one.server(),
                        node.node(),
                        one.generation(),
                        ServerReport.State.LISTENING,
                        "",
                        cloud.clock.instant(),
                        Optional.of(new Software("2.6.14", 1))));
            case NodeService.SiteToCloud _ -> Optional.empty();
        };
    }

    private void make(String name, String pointer, String path, String body) {
        JsonNode made = api.call(cloud.project, "POST", filled(path, ids), filled(body.replace('\'', '"'), ids))
                .body();
        assertThat(made.at(pointer).isString()).as("%s", made).isTrue();
        ids.put(name, made.at(pointer).stringValue());
    }

    /// The identifiers of what an operation is about.
    Map<String, String> ids(Route route) {
        Map<String, String> those = new HashMap<>(ids);
        if (route.template().matches(".*/client-c(a|rl).*")) {
            those.put("vpn_server_id", ids.get("certificate_server"));
        }
        if (route.template().endsWith("{p2c_vgw_id}/vpn-servers")) {
            those.put("p2c_vgw_id", ids.get("bare_gateway"));
        }
        TAGGED.forEach((type, name) -> {
            if (route.template().contains("/" + type + "/{resource_id}") && ids.containsKey(name)) {
                those.put("resource_id", ids.get(name));
            }
        });
        return those;
    }

    /// The names in a path, but for the project's.
    static Stream<String> parameters(Route route) {
        return PARAMETER
                .matcher(route.template())
                .results()
                .map((MatchResult name) -> name.group(1))
                .filter(name -> !name.equals("project_id"));
    }

    /// A right body of an operation, which is empty where it takes none. Names of parameters stand for their values.
    static String body(Route route) {
        return switch (route.method()) {
            case POST, PUT -> RightBodies.of(route.method() + " " + route.template());
            case GET, DELETE, HEAD, PATCH -> "";
        };
    }

    /// Puts identifiers in the place of their names, and some of nothing where there is none.
    String filled(String text, Map<String, String> values) {
        return filled(text, cloud.project, values);
    }

    private static String filled(String text, ProjectId caller, Map<String, String> values) {
        return PARAMETER
                .matcher(text.replace("{project_id}", caller.value()))
                .replaceAll(name -> Matcher.quoteReplacement(
                        values.getOrDefault(name.group(1), name.group(1).equals("order_id") ? NO_ORDER : NOWHERE)));
    }

    /// Calls an operation with its right body.
    ///
    /// @param values stand for parameters in path and body
    TestApi.Answer call(ProjectId caller, Route route, Map<String, String> values) {
        return api.call(
                caller,
                route.method().name(),
                filled(route.template(), caller, values),
                filled(body(route), caller, values));
    }

    /// Calls an operation with any body, as whoever may.
    TestApi.Answer call(Route route, String body) {
        return call(route.access(), route.method().name(), filled(route.template(), ids(route)), body);
    }

    TestApi.Answer call(Route.Access access, String method, String path, String body) {
        return access == Route.Access.OPERATOR
                ? api.callAsOperator(method, path, body)
                : api.call(cloud.project, method, path, body);
    }

    @Override
    public void close() {
        api.close();
        cloud.close();
    }
}

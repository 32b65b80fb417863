package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.lts.LogFeature;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.Software;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Whatever operation of point-to-cloud VPN is asked for something that is not there, or is another project's,
/// says that it is not there, by the code of its kind.
class StrangersTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z0-9_]+)}");
    private static final String NOWHERE = "134f9fb1-0000-4000-8000-2040a5c13325";
    private static final String NO_ORDER = "CS26010100000";
    private static final String MISSING = "404 VPN.0004";
    private static final String INVALID = "400 VPN.0001";

    /// What is answered where a parameter of a path names nothing.
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("p2c_vgw_id", answer(P2cCode.GATEWAY_MISSING)),
            Map.entry("vpn_server_id", answer(P2cCode.SERVER_MISSING)),
            Map.entry("user_id", answer(P2cCode.USER_MISSING)),
            Map.entry("group_id", answer(P2cCode.GROUP_MISSING)),
            Map.entry("policy_id", answer(P2cCode.POLICY_MISSING)),
            Map.entry("connection_id", answer(P2cCode.CONNECTION_MISSING)),
            Map.entry("client_ca_certificate_id", answer(P2cCode.CLIENT_CA_MISSING)),
            Map.entry("client_crl_id", answer(P2cCode.CLIENT_CRL_MISSING)),
            Map.entry("job_id", MISSING),
            Map.entry("order_id", MISSING),
            Map.entry("resource_id", MISSING),
            Map.entry("log_group_id", INVALID),
            Map.entry("log_stream_id", INVALID));

    private static final TestCloud LAB = new TestCloud();
    private static final Map<String, String> IDS = new HashMap<>();
    private static List<Route> routes;
    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        var logs = LogFeature.open(LAB.database, LAB.clientGateways.gateways(), LAB.clock);
        routes = Stream.concat(LAB.features.stream(), Stream.of(logs))
                .flatMap(feature -> feature.routes().stream())
                .toList();
        api = TestApi.serve(routes);
        fill();
    }

    @AfterAll
    static void close() {
        api.close();
        LAB.close();
    }

    private static String answer(ErrorCode code) {
        return code.status() + " " + code.code();
    }

    private static void fill() throws Exception {
        var vpc = LAB.vpc("10.0.0.0/16");
        make("p2c_vgw_id", "/p2c_vpn_gateway/id", "/v5/{project_id}/p2c-vpn-gateways", """
                {'p2c_vpn_gateway': {'vpc_id': '%s', 'connect_subnet': '%s',
                 'eip': {'type': '5_bgp', 'bandwidth_size': 5}}}""".formatted(
                        vpc, LAB.subnet(vpc, "10.0.1.0/24")));
        LAB.agent.work();
        make("vpn_server_id", "/vpn_server/id", "/v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}/vpn-servers", """
                {'vpn_server': {'client_cidr': '172.16.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                 'server_certificate': {'source': 'SERVICE_SIGN'}}}""");
        LAB.agent.work();
        String server = "/v5/{project_id}/p2c-vpn-gateways/vpn-servers/{vpn_server_id}";
        make("group_id", "/user_group/id", server + "/groups", "{'user_group': {'name': 'staff'}}");
        make("user_id", "/user/id", server + "/users", "{'user': {'name': 'alice', 'password': 'Abcd_1234'}}");
        make("policy_id", "/access_policy/id", server + "/access-policies", """
                {'access_policy': {'name': 'p', 'user_group_id': '{group_id}', 'dest_ip_cidrs': ['10.0.1.0/24']}}""");
        make("log_group_id", "/log_group_id", "/v2/{project_id}/groups", "{'log_group_name': 'g'}");
        make("log_stream_id", "/log_stream_id", "/v2/{project_id}/groups/{log_group_id}/streams", """
                {'log_stream_name': 's'}""");
        fillForCertificates(vpc);
        IDS.put("client_user_id", IDS.get("user_id"));
        IDS.put("resource_id", IDS.get("p2c_vgw_id"));
        IDS.put("certificate_id", "scs1111111111111");
    }

    /// A server of the other kind, on a gateway of its own.
    private static void fillForCertificates(VpcId vpc) throws Exception {
        Draft.Made authority = Draft.authority("CN=a").signedByItself();
        Instant now = LAB.clock.instant();
        IDS.put("authority", inText(authority.pem()));
        IDS.put("crl", inText(Draft.pem(Draft.revoke(authority, now.minusSeconds(60), now.plusSeconds(86_400)))));
        make("other_gateway", "/p2c_vpn_gateway/id", "/v5/{project_id}/p2c-vpn-gateways", """
                {'p2c_vpn_gateway': {'vpc_id': '%s', 'connect_subnet': '%s',
                 'eip': {'type': '5_bgp', 'bandwidth_size': 5}}}""".formatted(
                        vpc, LAB.subnet(vpc, "10.0.2.0/24")));
        LAB.agent.work();
        make(
                "certificate_server",
                "/vpn_server/id",
                "/v5/{project_id}/p2c-vpn-gateways/{other_gateway}/vpn-servers",
                """
                {'vpn_server': {'client_cidr': '172.17.0.0/24', 'local_subnets': ['10.0.0.0/16'],
                 'client_auth_type': 'CERT', 'server_certificate': {'source': 'SERVICE_SIGN'},
                 'client_ca_certificates': [{'name': 'a', 'content': '{authority}'}]}}""");
        LAB.agent.nodes().forEach(StrangersTest::listens);
        LAB.agent.work();
    }

    private static void listens(NodeDocument node) {
        if (node.service() instanceof NodeService.ClientVpn(var server)) {
            server.ifPresent(one -> LAB.agent.tells(new ServerReport(
                    one.server(),
                    node.node(),
                    one.generation(),
                    ServerReport.State.LISTENING,
                    "",
                    LAB.clock.instant(),
                    Optional.of(new Software("2.6.14", 1)))));
        }
    }

    private static String inText(String pem) {
        return pem.replace("\n", "\\n");
    }

    /// What there is of the kind that an operation is about.
    private static Map<String, String> ids(Route route) {
        Map<String, String> ids = new HashMap<>(IDS);
        if (route.template().matches(".*/client-c(a|rl).*")) {
            ids.put("vpn_server_id", IDS.get("certificate_server"));
        }
        return ids;
    }

    private static void make(String name, String pointer, String path, String body) {
        JsonNode made = call(LAB.project, Method.POST, path, body.replace('\'', '"'), IDS)
                .body();
        assertThat(made.at(pointer).isString()).as("%s", made).isTrue();
        IDS.put(name, made.at(pointer).stringValue());
    }

    /// Calls with some of these identifiers in path and body, and any where there is none.
    private static TestApi.Answer call(
            ProjectId caller, Method method, String path, String body, Map<String, String> ids) {
        return api.call(caller, method.name(), filled(path, caller, ids), filled(body, caller, ids));
    }

    private static String filled(String text, ProjectId caller, Map<String, String> ids) {
        return PARAMETER
                .matcher(text.replace("{project_id}", caller.value()))
                .replaceAll(name -> Matcher.quoteReplacement(
                        ids.getOrDefault(name.group(1), name.group(1).equals("order_id") ? NO_ORDER : NOWHERE)));
    }

    private static Stream<Route> clientVpn() {
        return routes.stream()
                .filter(route -> route.access() == Route.Access.TENANT)
                .filter(route -> route.template().matches(".*/(p2c-vpn-gateways|vpn-servers|v2/.project_id./groups).*"))
                .filter(route -> parameters(route).findAny().isPresent());
    }

    private static Stream<String> parameters(Route route) {
        return PARAMETER
                .matcher(route.template())
                .results()
                .map((MatchResult name) -> name.group(1))
                .filter(name -> !name.equals("project_id"));
    }

    private static String body(Route route) {
        return switch (route.method()) {
            case POST, PUT -> RightBodies.of(route.method() + " " + route.template());
            case GET, DELETE, HEAD, PATCH -> "";
        };
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsNotFound() {
        return clientVpn()
                .flatMap(route -> parameters(route)
                        .map(name -> dynamicTest(route.method() + " " + route.template() + " " + name, () -> {
                            Map<String, String> ids = new HashMap<>(IDS);
                            ids.remove(name);
                            assertSays(
                                    ANSWERS.get(name),
                                    call(LAB.project, route.method(), route.template(), body(route), ids));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> whatIsAnotherProjectsIsNotFound() {
        var stranger = ProjectId.random();
        return clientVpn()
                .map(route -> dynamicTest(route.method() + " " + route.template(), () -> {
                    String first = parameters(route).findFirst().orElseThrow();
                    assertSays(
                            ANSWERS.get(first),
                            call(stranger, route.method(), route.template(), body(route), ids(route)));
                }));
    }

    private static void assertSays(String expected, TestApi.Answer answer) {
        assertThat(answer.status() + " " + answer.body().path("error_code").asString(""))
                .as("%s", answer.body())
                .isEqualTo(expected);
    }
}

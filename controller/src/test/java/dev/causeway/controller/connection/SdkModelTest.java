package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.SdkModel.Member;
import dev.causeway.controller.connection.SdkModel.Operation;
import dev.causeway.controller.web.TestApi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whatever the official SDK can say to an operation that is served is used or refused: nothing is accepted and
/// dropped.
///
/// What is read at all is told by its name when it has a wrong type, since types are strict. A parameter that is read
/// is told by its name or changes the list.
class SdkModelTest {

    private static final TestCloud LAB = new TestCloud();
    private static final String NOWHERE = "134f9fb1-0000-4000-8000-2040a5c13325";
    private static final Map<String, String> NAMES = names();

    /// What later versions of the SDK know than the one that the tests have.
    private static final List<Operation> LATER = List.of(
            later("POST", "/v5/{project_id}/vpn-connection", "vpn_connection.enable_health_check"),
            later("POST", "/v5/{project_id}/vpn-connections/batch-create", "vpn_connections[].enable_health_check"),
            later("POST", "/v5/{project_id}/vpn-gateways", "vpn_gateway.eip1.bandwidth_id"),
            later("POST", "/v5/{project_id}/vpn-gateways", "vpn_gateway.policy_template"));

    /// What is accepted without effect, and why.
    private static final Map<String, String> TOLERATED = Map.of();

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void everyMemberOfABodyIsUsedOrRefused() {
        Set<String> dropped = served().flatMap(operation -> operation.members().stream()
                        .filter(member -> !isNamed(operation, member))
                        .map(member -> operation.name() + " " + String.join(".", member.path())))
                .collect(Collectors.toSet());
        assertThat(dropped).isEqualTo(tolerated("POST", "PUT"));
    }

    @Test
    void everyParameterIsUsedOrRefused() {
        Set<String> dropped = served().flatMap(operation -> operation.parameters().stream()
                        .filter(parameter -> !counts(operation, parameter))
                        .map(parameter -> operation.name() + " " + parameter))
                .collect(Collectors.toSet());
        assertThat(dropped).isEqualTo(tolerated("GET", "DELETE"));
    }

    private static Set<String> tolerated(String... methods) {
        return TOLERATED.keySet().stream()
                .filter(each -> Stream.of(methods).anyMatch(each::startsWith))
                .collect(Collectors.toSet());
    }

    private static Stream<Operation> served() {
        Set<String> shapes = LAB.features.stream()
                .flatMap(feature -> feature.routes().stream())
                .map(route -> Operation.shape(route.method().name(), route.template()))
                .collect(Collectors.toSet());
        List<Operation> known = Stream.concat(SdkModel.operations().stream(), LATER.stream())
                .filter(operation -> shapes.contains(operation.shape()))
                .toList();
        assertThat(known).hasSizeGreaterThan(40);
        return known.stream();
    }

    private static boolean isNamed(Operation operation, Member member) {
        TestApi.Answer answer = LAB.callAt(operation.method(), path(operation), body(member));
        String message = said(answer.body());
        return Set.of(400, 501).contains(answer.status())
                && (message.contains(String.join(".", member.path()).replace("[]", "[0]"))
                        || isRefusedWhole(answer.body(), member)
                        || member.path().stream().anyMatch(name -> message.contains("(" + bare(name) + ")")));
    }

    /// Whether what the member stands in must not be given at all.
    private static boolean isRefusedWhole(JsonNode answer, Member member) {
        String path = String.join(".", member.path()).replace("[]", "");
        return answer.path("violations")
                .valueStream()
                .map(violation -> violation.get("path").stringValue())
                .anyMatch(refused -> path.startsWith(refused + "."));
    }

    /// A code speaks of one of several that are wrong; the others stand beside it.
    private static String said(JsonNode answer) {
        return answer.path("error_msg").asString("") + answer.path("violations");
    }

    private static boolean counts(Operation operation, String parameter) {
        String path = path(operation);
        TestApi.Answer without = LAB.callAt(operation.method(), path, "");
        TestApi.Answer with = LAB.callAt(operation.method(), path + "?" + parameter + "=no-such-thing", "");
        return with.status() == 200
                ? !shown(with).equals(shown(without))
                : Set.of(400, 501).contains(with.status())
                        && with.body().get("error_msg").stringValue().contains(parameter);
    }

    private static JsonNode shown(TestApi.Answer answer) {
        return answer.body().deepCopy().asObject().without("request_id");
    }

    /// A body in which this member alone has a wrong type.
    private static String body(Member member) {
        String value = member.object() ? "\"wrong\"" : "{\"wrong\": true}";
        for (String name : member.path().reversed()) {
            value = name.endsWith("[]")
                    ? "{\"%s\": [%s]}".formatted(bare(name), value)
                    : "{\"%s\": %s}".formatted(name, value);
        }
        return value;
    }

    private static String bare(String name) {
        return name.replace("[]", "");
    }

    private static String path(Operation operation) {
        String path = operation.template();
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue());
        }
        return path;
    }

    private static Operation later(String method, String template, String path) {
        return new Operation(method, template, List.of(), List.of(new Member(List.of(path.split("\\.", -1)), false)));
    }

    /// One of everything that a path can name.
    private static Map<String, String> names() {
        TestCloud.Site site = LAB.gateway("");
        String customer = LAB.customerGateway("198.51.100.2");
        String bandwidth = LAB.callAt("GET", "/v1/" + LAB.project + "/publicips/" + site.eip1(), "")
                .body()
                .at("/publicip/bandwidth_id")
                .stringValue();
        String client = clientGateway(site);
        String server = LAB.done(201, "POST", "/p2c-vpn-gateways/" + client + "/vpn-servers", """
                {"vpn_server": {"client_cidr": "172.16.0.0/24", "local_subnets": ["10.0.0.0/16"],
                 "server_certificate": {"source": "SERVICE_SIGN"}}}""")
                .at("/vpn_server/id")
                .stringValue();
        return Map.ofEntries(
                Map.entry("p2c_vgw_id", client),
                Map.entry("vpn_server_id", server),
                Map.entry("user_id", NOWHERE),
                Map.entry("group_id", NOWHERE),
                Map.entry("policy_id", NOWHERE),
                Map.entry("connection_id", NOWHERE),
                Map.entry("client_ca_certificate_id", NOWHERE),
                Map.entry("project_id", LAB.project.value()),
                Map.entry("vgw_id", site.gateway()),
                Map.entry("customer_gateway_id", customer),
                Map.entry("vpn_connection_id", LAB.connect(site, site.eip1(), customer, TestCloud.USUAL)),
                Map.entry("vpc_id", site.vpc().toString()),
                Map.entry("subnet_id", site.subnet().toString()),
                Map.entry("publicip_id", site.eip1()),
                Map.entry("bandwidth_id", bandwidth),
                Map.entry("resource_type", "vpn-gateway"),
                Map.entry("resource_id", site.gateway()),
                Map.entry("key", "key"));
    }

    private static String clientGateway(TestCloud.Site site) {
        String gateway = LAB.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                 "eip": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(site.vpc(), site.subnet()))
                .at("/p2c_vpn_gateway/id")
                .stringValue();
        LAB.agent.work();
        return gateway;
    }
}

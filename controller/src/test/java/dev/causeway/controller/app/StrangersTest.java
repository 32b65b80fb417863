package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever operation is asked for something that is not there, or is another project's, says that it is not there, by
/// the code of its kind, and tells nothing of what is another's.
class StrangersTest {

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

    /// Stands in a body for something that the stranger does not have.
    private static final Pattern OF_ANOTHER = Pattern.compile("\\{(?!project_id)[a-z0-9_]+_id}");

    private static ClientVpnWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new ClientVpnWorld().withTunnels();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static String answer(ErrorCode code) {
        return code.status() + " " + code.code();
    }

    /// What is done in a project.
    private static Stream<Route> inProjects() {
        return world.routes.stream()
                .filter(route -> route.access() == Route.Access.TENANT)
                .filter(route -> route.template().contains("{project_id}"))
                .filter(route -> !route.template().contains("{resource_type}"));
    }

    private static Stream<Route> ofOne() {
        return inProjects()
                .filter(route -> ClientVpnWorld.parameters(route).findAny().isPresent());
    }

    private static String answerWithout(String name) {
        return ANSWERS.getOrDefault(name, MISSING);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsNotFound() {
        return ofOne().flatMap(route -> ClientVpnWorld.parameters(route)
                .filter(name -> !name.equals("key"))
                .map(name -> dynamicTest(route.method() + " " + route.template() + " " + name, () -> {
                    Map<String, String> ids = world.ids(route);
                    ids.remove(name);
                    assertSays(answerWithout(name), world.call(world.cloud.project, route, ids));
                })));
    }

    @TestFactory
    Stream<DynamicTest> whatIsAnotherProjectsIsNotFound() {
        var stranger = ProjectId.random();
        return ofOne().map(route -> dynamicTest(route.method() + " " + route.template(), () -> {
            String first = ClientVpnWorld.parameters(route).findFirst().orElseThrow();
            TestApi.Answer answer = world.call(stranger, route, world.ids(route));
            assertSays(answerWithout(first), answer);
            tellsNothing(route, answer);
        }));
    }

    /// What bodies name is not to be had either, and lists do not have it.
    @TestFactory
    Stream<DynamicTest> nothingIsToldOfWhatIsAnotherProjects() {
        var stranger = ProjectId.random();
        return inProjects()
                .filter(route -> ClientVpnWorld.parameters(route).findAny().isEmpty())
                .map(route -> dynamicTest(route.method() + " " + route.template(), () -> {
                    TestApi.Answer answer = world.call(stranger, route, world.ids(route));
                    if (OF_ANOTHER.matcher(ClientVpnWorld.body(route)).find()) {
                        assertThat(answer.status()).as("%s", answer.body()).isIn(refusals(route));
                    }
                    tellsNothing(route, answer);
                }));
    }

    /// Metrics of what is not there have no values.
    private static List<Integer> refusals(Route route) {
        return route.template().endsWith("/batch-query-metric-data") ? List.of(200) : List.of(400, 404);
    }

    /// Names nothing but what was asked for.
    private static void tellsNothing(Route route, TestApi.Answer answer) {
        String asked = route.template() + ClientVpnWorld.body(route);
        Map<String, String> ids = world.ids(route);
        assertThat(world.things())
                .filteredOn(id -> ids.entrySet().stream()
                        .noneMatch(one -> one.getValue().equals(id) && asked.contains("{" + one.getKey() + "}")))
                .noneMatch(id -> answer.response().body().contains(id));
        assertThat(answer.response().body()).doesNotContain("198.51.100.2", "ours");
    }

    private static void assertSays(String expected, TestApi.Answer answer) {
        assertThat(answer.status() + " " + answer.body().path("error_code").asString(""))
                .as("%s", answer.body())
                .isEqualTo(expected);
    }
}

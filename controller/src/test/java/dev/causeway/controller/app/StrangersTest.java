package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever operation of point-to-cloud VPN is asked for something that is not there, or is another project's,
/// says that it is not there, by the code of its kind.
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

    private static ClientVpnWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new ClientVpnWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static String answer(ErrorCode code) {
        return code.status() + " " + code.code();
    }

    private static Stream<Route> clientVpn() {
        return world.routes.stream()
                .filter(route -> route.access() == Route.Access.TENANT)
                .filter(route -> route.template().matches(".*/(p2c-vpn-gateways|vpn-servers|v2/.project_id./groups).*"))
                .filter(route -> ClientVpnWorld.parameters(route).findAny().isPresent());
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThereIsNotFound() {
        return clientVpn()
                .flatMap(route -> ClientVpnWorld.parameters(route)
                        .map(name -> dynamicTest(route.method() + " " + route.template() + " " + name, () -> {
                            Map<String, String> ids = world.ids(route);
                            ids.remove(name);
                            assertSays(ANSWERS.get(name), world.call(world.cloud.project, route, ids));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> whatIsAnotherProjectsIsNotFound() {
        var stranger = ProjectId.random();
        return clientVpn()
                .map(route -> dynamicTest(route.method() + " " + route.template(), () -> {
                    String first = ClientVpnWorld.parameters(route).findFirst().orElseThrow();
                    assertSays(ANSWERS.get(first), world.call(stranger, route, world.ids(route)));
                }));
    }

    private static void assertSays(String expected, TestApi.Answer answer) {
        assertThat(answer.status() + " " + answer.body().path("error_code").asString(""))
                .as("%s", answer.body())
                .isEqualTo(expected);
    }
}

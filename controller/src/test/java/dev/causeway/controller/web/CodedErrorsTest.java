package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.ShowVgwRequest;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodedErrorsTest {

    private static final ProjectId PROJECT = ProjectId.random();
    private static final VpcId VPC = VpcId.random();

    private static final TestApi API = TestApi.serve(
            List.of(
                    Route.tenant(Method.POST, "/servers", "servers:create", CodedErrorsTest::create),
                    Route.tenant(Method.GET, "/servers/{id}", "servers:get", _ -> {
                        throw P2cCode.SERVER_MISSING.failure();
                    }),
                    Route.tenant(Method.GET, "/v5/{project_id}/vpn-gateways/{vgw_id}", "gateways:get", _ -> {
                        throw P2cCode.VPC_MISSING.of(VPC).at("vpn_gateway.vpc_id");
                    })),
            _ -> Admission.sure(new Caller.User("user", "user", "domain", Set.of(PROJECT), Optional.of(PROJECT))),
            64);

    private record Server(String name, List<Prefix> subnets, Integer connections) {}

    private static Server read(JsonReader in) {
        return new Server(
                in.required("name", text -> text),
                in.raising(P2cCode.CIDR_INVALID)
                        .whenEmpty(P2cCode.LOCAL_SUBNETS_EMPTY)
                        .whenTooMany(P2cCode.TOO_MANY_LOCAL_SUBNETS)
                        .requiredList("local_subnets", 3, text -> {
                            Prefix subnet = Prefix.parse(text);
                            if (subnet.length() < 8) {
                                throw P2cCode.CIDR_UNAVAILABLE.of(text).failure();
                            }
                            return subnet;
                        }),
                in.raising(P2cCode.TOO_MANY_CONNECTIONS).requiredInt("connections", 1, 500));
    }

    private static Reply create(Call call) {
        return Reply.ok(call.with("server", CodedErrorsTest::read, server -> {
            for (int i = 1; i < server.subnets().size(); i++) {
                if (server.subnets().get(i).equals(server.subnets().getFirst())) {
                    throw P2cCode.LOCAL_SUBNET_TWICE.of(server.subnets().get(i)).at("local_subnets[" + i + "]");
                }
            }
            return server.name();
        }));
    }

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void haveTheStatusAndTheTextOfTheirCode() {
        var answer = API.call(PROJECT, "GET", "/servers/1", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.1116");
        assertThat(answer.body().get("error_msg").stringValue()).isEqualTo("The server does not exist.");
        assertThat(answer.body().get("request_id").stringValue())
                .isEqualTo(
                        answer.response().headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(answer.body().has("violations")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "connections":1                                   | VPN.1118 | local_subnets: is missing
            "connections":1,"local_subnets":[]                | VPN.1118 | local_subnets: must have elements
            "connections":1,"local_subnets":7                 | VPN.1103 | CIDR block 7 is invalid.
            "connections":1,"local_subnets":["1.0/8"]         | VPN.1103 | CIDR block 1.0/8 is invalid.
            "connections":1,"local_subnets":[{}]              | VPN.1103 | local_subnets[0]: must be a string
            "connections":1,"local_subnets":["0.0.0.0/1"]     | VPN.1104 | CIDR block 0.0.0.0/1 is unavailable.
            "connections":1,"local_subnets":[1,2,3,4]         | VPN.1105 | The number of local subnets exceeds
            "connections":501,"local_subnets":["10.0.0.0/8"]  | VPN.0504 | server.connections: must be a number
            "connections":"1","local_subnets":["10.0.0.0/8"]  | VPN.0504 | server.connections: must be a number
            "local_subnets":["10.0.0.0/8"]                    | VPN.0504 | server.connections: is missing
            """)
    void areRaisedByWhatIsWrongWithAMember(String members, String code, String said) {
        var answer = API.call(PROJECT, "POST", "/servers", "{\"server\":{\"name\":\"a\"," + members + "}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code);
        assertThat(answer.body().get("error_msg").stringValue()).contains(said);
        assertThat(answer.body().get("violations").get(0).get("code").stringValue())
                .isEqualTo(code);
    }

    @Test
    void answerByTheFirstThoughAllStandInTheViolations() {
        var answer = API.call(PROJECT, "POST", "/servers", """
                {"server":{"connections":0,"local_subnets":["10.0.0.0/8","x"]}}""");
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.1103");
        var violations = answer.body().get("violations");
        assertThat(violations.size()).isEqualTo(3);
        assertThat(violations.get(0).toString()).isEqualTo("{\"path\":\"server.name\",\"message\":\"is missing\"}");
        assertThat(violations.get(1).get("path").stringValue()).isEqualTo("server.local_subnets[1]");
        assertThat(violations.get(1).get("code").stringValue()).isEqualTo("VPN.1103");
        assertThat(violations.get(2).toString())
                .isEqualTo("{\"path\":\"server.connections\",\"message\":\"must be a number from 1 to 500, not 0\","
                        + "\"code\":\"VPN.0504\"}");
    }

    @Test
    void areNoneWhereNothingThatIsWrongHasOne() {
        var answer = API.call(PROJECT, "POST", "/servers", """
                {"server":{"connections":1,"local_subnets":["10.0.0.0/8"]}}""");
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").stringValue()).isEqualTo("invalid request: server.name: is missing");
    }

    @Test
    void haveThePathOfWhatARuleFindsWrong() {
        var answer = API.call(PROJECT, "POST", "/servers", """
                {"server":{"name":"a","connections":1,"local_subnets":["10.0.0.0/8","10.0.0.0/8"]}}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue()).isEqualTo("Duplicate local subnet: 10.0.0.0/8.");
        assertThat(answer.body().get("violations").toString())
                .isEqualTo("[{\"path\":\"server.local_subnets[1]\","
                        + "\"message\":\"Duplicate local subnet: 10.0.0.0/8.\",\"code\":\"VPN.1106\"}]");
    }

    @Test
    void areCutWhereTheyQuoteALongValue() {
        var answer = API.call(
                PROJECT,
                "POST",
                "/servers",
                "{\"server\":{\"name\":\"a\",\"connections\":1,\"local_subnets\":[\"" + "x".repeat(9000) + "\"]}}");
        assertThat(answer.body().get("error_msg").stringValue()).hasSizeLessThan(800);
    }

    @Test
    void areReadByTheOfficialSdk() {
        VpnClient client = VpnClient.newBuilder()
                .withCredential(new BasicCredentials().withAk("ak").withSk("sk").withProjectId(PROJECT.value()))
                .withEndpoints(List.of("https://127.0.0.1:" + API.port()))
                .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
                .build();
        assertThatThrownBy(() -> client.showVgw(new ShowVgwRequest().withVgwId("x")))
                .isInstanceOfSatisfying(ClientRequestException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(400);
                    assertThat(e.getErrorCode()).isEqualTo("VPN.0500");
                    assertThat(e.getErrorMsg()).isEqualTo("VPC " + VPC + " is not found.");
                    assertThat(e.getRequestId()).isNotEmpty();
                });
    }
}

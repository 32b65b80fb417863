package dev.causeway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a small server that answers what it is told and remembers what it was asked.
class MainTest {

    private static final String SUBNET = "11111111-2222-3333-4444-555555555555";

    @TempDir
    Path folder;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void putsTheProjectIntoThePathAndPrintsTheAnswerIndented() throws Exception {
        answers.put("GET /v5/p1/vpn-gateways", "{\"vpn_gateways\":[]}");

        String printed = run(0, "call", credentials(), "get", "/v5/{project_id}/vpn-gateways");

        assertThat(PrettyJson.parse(printed)).isEqualTo(PrettyJson.parse("{\"vpn_gateways\":[]}"));
        assertThat(printed.lines().count()).isGreaterThan(1);
        assertThat(asked).containsExactly("GET /v5/p1/vpn-gateways ");
    }

    @Test
    void sendsTheBodyAsTyped() throws Exception {
        String body = "{\"name\": \"Zürich\"}";
        run(0, "call", credentials(), "POST", "/v5/{project_id}/customer-gateways", body);
        assertThat(asked).containsExactly("POST /v5/p1/customer-gateways " + body);
    }

    @Test
    void exitsWithOneWhenTheServiceRefusesAndStillPrintsTheAnswer() throws Exception {
        status = 404;
        answers.put("GET /v5/p1/nothing", "{\"error_code\":\"VPN.0004\"}");
        assertThat(run(1, "call", credentials(), "GET", "/v5/{project_id}/nothing"))
                .contains("VPN.0004");
    }

    @Test
    void saysInOneSentenceThatNothingAnswers() throws Exception {
        String credentials = credentials();
        server.stop(0);
        assertThatThrownBy(() -> run(0, "call", credentials, "GET", "/v3/projects"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nothing answers at http://127.0.0.1:");
    }

    @Test
    void countsGatewaysAndConnectionsByStatus() throws Exception {
        answers.put("GET /v5/p1/vpn-gateways", "{\"vpn_gateways\":[{\"status\":\"ACTIVE\"}]}");
        answers.put(
                "GET /v5/p1/vpn-connection",
                "{\"vpn_connections\":[{\"status\":\"DOWN\"},{\"status\":\"ACTIVE\"},{\"status\":\"ACTIVE\"}]}");
        assertThat(run(0, "overview", credentials()).lines())
                .containsExactly("gateways     1 (1 ACTIVE)", "connections  3 (2 ACTIVE, 1 DOWN)");
    }

    @Test
    void exportsWhatSdkAndTerraformReadQuotedForTheShell() throws Exception {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        assertThat(run(0, "env", credentials()).lines())
                .contains(
                        "export HUAWEICLOUD_SDK_AK='key'",
                        "export HUAWEICLOUD_SDK_SK='it'\\''s secret'",
                        "export HUAWEICLOUD_SDK_PROJECT_ID='p1'",
                        "export HUAWEICLOUD_SDK_REGION_VPN_CAUSEWAY_1='" + endpoint + "'",
                        "export HW_ACCESS_KEY='key'",
                        "export HW_AUTH_URL='" + endpoint + "/v3'",
                        "export HW_REGION_NAME='causeway-1'");
    }

    @Test
    void addsAWorkloadToASubnetGivenByItsName() throws Exception {
        answers.put("GET /v1/p1/subnets", "{\"subnets\":[{\"name\":\"blue\",\"id\":\"" + SUBNET + "\"}]}");

        run(0, "workload", credentials(), credentials(), "add", "blue", "web1");

        assertThat(asked.getLast()).startsWith("POST /admin/v1/projects/p1/workloads ");
        assertThat(PrettyJson.parse(asked.getLast().substring(asked.getLast().indexOf('{'))))
                .isEqualTo(PrettyJson.parse("{\"subnet_id\":\"" + SUBNET + "\",\"name\":\"web1\"}"));
    }

    @Test
    void givesUpAHostByItsNameAndConfirmsWithIt() throws Exception {
        answers.put("GET /admin/v1/hosts", "{\"hosts\":[{\"id\":\"h1\",\"name\":\"host-1\"}]}");
        run(0, "host", credentials(), "lost", "host-1");
        assertThat(asked.getLast()).startsWith("POST /admin/v1/hosts/h1/lost ").contains("\"confirm\" : \"host-1\"");
        assertThatThrownBy(() -> run(0, "host", credentials(), "lost", "host-2"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("there is no host named 'host-2'");
    }

    @Test
    void drainsAllNodesOfAHostAndSaysHowThatWent() throws Exception {
        answers.put("GET /admin/v1/hosts", "{\"hosts\":[{\"id\":\"h1\",\"name\":\"host-1\"}]}");
        String nodes = """
                {"nodes":[{"vgw_id":"g1","index":1,"id":"n1","state":"%s","drain":{"seconds":2.5,"passing":false}},
                          {"vgw_id":"g2","index":2,"id":"n2","state":"%1$s","drain":{"seconds":30.0,"passing":true}}]}""";
        answers.put("GET /admin/v1/hosts/h1/vpn-gateway-nodes", nodes.formatted("drained"));
        answers.put(
                "PUT /admin/v1/vpn-gateways/g1/nodes/1", "{\"node\":{},\"warning\":\"no connection of node 2 is up\"}");
        assertThat(run(3, "host", credentials(), "drain", "host-1").lines())
                .containsExactlyInAnyOrder(
                        "g1 node 1: warning: no connection of node 2 is up",
                        "g1 node 1: drained after 2.5 s",
                        "g2 node 2: NOT SAFE after 30.0 s: packets still pass, and are lost when the host goes");
        answers.put(
                "GET /admin/v1/hosts/h1/vpn-gateway-nodes",
                nodes.formatted("drained").replace("\"passing\":true", "\"passing\":false"));
        assertThat(run(0, "host", credentials(), "drain", "host-1")).contains("g2 node 2: drained after 30.0 s");
        answers.remove("PUT /admin/v1/vpn-gateways/g1/nodes/1");
        assertThat(asked)
                .anyMatch(call -> call.matches("(?s)PUT /admin/v1/vpn-gateways/g1/nodes/1 .*\"drained\" : true.*"));
        answers.put("GET /admin/v1/hosts/h1/vpn-gateway-nodes", nodes.formatted("serving"));
        assertThat(run(0, "host", credentials(), "undrain", "host-1").lines())
                .containsExactlyInAnyOrder("g1 node 1: serving", "g2 node 2: serving");
        assertThat(asked)
                .anyMatch(call -> call.matches("(?s)PUT /admin/v1/vpn-gateways/g2/nodes/2 .*\"drained\" : false.*"));
    }

    @Test
    void drainsNoNodeOfAHostThatHasBothOfAGateway() {
        answers.put("GET /admin/v1/hosts", "{\"hosts\":[{\"id\":\"h1\",\"name\":\"host-1\"}]}");
        answers.put("GET /admin/v1/hosts/h1/vpn-gateway-nodes", """
                {"nodes":[{"vgw_id":"g0","index":1,"id":"n0"},{"vgw_id":"g1","index":1,"id":"n1"},
                          {"vgw_id":"g1","index":2,"id":"n2"}]}""");
        assertThatThrownBy(() -> run(0, "host", credentials(), "drain", "host-1"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("both nodes of VPN gateway g1 are there");
        assertThat(asked).noneMatch(call -> call.startsWith("PUT "));
    }

    @Test
    void saysWhatOfAHostIsNotDrained() throws Exception {
        answers.put("GET /admin/v1/hosts", "{\"hosts\":[{\"id\":\"h1\",\"name\":\"host-1\"}]}");
        answers.put("GET /admin/v1/hosts/h1/vpn-gateway-nodes", "{\"nodes\":[],\"client_nodes\":2}");
        assertThat(run(3, "host", credentials(), "drain", "host-1").lines())
                .containsExactly(
                        "2 client gateways are not drained: their clients are cut off",
                        "no node of a VPN gateway is there");
        answers.put("GET /admin/v1/hosts/h1/vpn-gateway-nodes", "{\"nodes\":[],\"client_nodes\":0}");
        assertThat(run(0, "host", credentials(), "drain", "host-1").lines())
                .containsExactly("no node of a VPN gateway is there");
    }

    @Test
    void setsTheOperatorsPasswordFromTheFirstLineOfItsInput() throws Exception {
        var operator = Credentials.read(Path.of(credentials()));
        var typed = new ByteArrayInputStream(" \"Zürich\\ \nmore\n".getBytes(StandardCharsets.UTF_8));
        assertThat(OperatorCalls.setPassword(operator, typed).status()).isEqualTo(200);
        assertThat(asked.getLast()).startsWith("PUT /admin/v1/operator/password ");
        assertThat(PrettyJson.parse(asked.getLast().substring(asked.getLast().indexOf('{')))
                        .path("password")
                        .asString())
                .isEqualTo(" \"Zürich\\ ");
        assertThatThrownBy(() -> OperatorCalls.setPassword(operator, new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no password in standard input");
    }

    @Test
    void refusesASubnetNameThatNoneOrSeveralHave() {
        answers.put("GET /v1/p1/subnets", "{\"subnets\":[]}");
        assertThatThrownBy(() -> run(0, "workload", credentials(), credentials(), "add", "blue", "web1"))
                .isInstanceOf(Refusal.class)
                .hasMessage("0 subnets are named 'blue'; give the id of one");
    }

    private String run(int expected, String... words) throws Exception {
        var printed = new ByteArrayOutputStream();
        int status = Main.run(List.of(words), new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(expected);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String credentials() throws IOException {
        Path file = folder.resolve("credentials.json");
        Files.writeString(file, """
                {"endpoint": "http://127.0.0.1:%d", "region": "causeway-1", "project_id": "p1",
                 "access_key": "key", "secret_key": "it's secret"}
                """.formatted(server.getAddress().getPort()));
        return file.toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(call + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] answer = answers.getOrDefault(call, "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}

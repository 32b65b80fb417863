package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.model.ProjectId;
import dev.causeway.model.Unauthenticated;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What strangers do to a listener keeps nobody else from being answered.
class HostileClientsTest {

    private static final ProjectId PROJECT = ProjectId.random();
    private static final String THINGS = "/v5/" + PROJECT + "/things";
    private static final int ANSWER_WITHIN_MILLISECONDS = 60_000;

    private final AtomicInteger parsed = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private final TestApi api = TestApi.serve(
            List.of(
                    Route.open(Method.GET, "/healthz", "health", _ -> Reply.ok(Map.of("status", "ok")))
                            .health(),
                    Route.open(Method.POST, "/open", "open", this::take),
                    Route.tenant(Method.GET, "/v5/{project_id}/things", "things:list", HostileClientsTest::large),
                    Route.tenant(Method.POST, "/v5/{project_id}/things", "things:create", this::take),
                    Route.tenant(Method.PUT, "/v5/{project_id}/things/all", "things:update", HostileClientsTest::large),
                    Route.tenant(
                                    Method.POST,
                                    "/v5/{project_id}/things/filter",
                                    "things:filter",
                                    HostileClientsTest::large)
                            .reading()),
            HostileClientsTest::admit,
            8);

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        api.close();
    }

    @Test
    void silentConnectionsGiveWay() throws IOException {
        for (int i = 0; i < 4_200; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), api.port()));
        }
        requireService();
    }

    @Test
    void whoDoesNotGoOnIsLeftInTheEnd() throws IOException {
        sockets.add(new Socket(InetAddress.getLoopbackAddress(), api.port()));
        var handshaking = new Socket(InetAddress.getLoopbackAddress(), api.port());
        sockets.add(handshaking);
        handshaking.getOutputStream().write(0x16);
        SSLSocket asking = connect();
        sockets.add(asking);
        send(asking, "GET /healthz HTTP/1.1\r\nHost");
        for (Socket socket : sockets) {
            await().atMost(Duration.ofMinutes(2)).until(() -> isEnded(socket));
        }
    }

    @Test
    void unfinishedBodiesGiveWay() throws IOException {
        for (int i = 0; i < 150; i++) {
            SSLSocket socket = connect();
            send(socket, head("POST", THINGS, "X-Auth-Token: " + PROJECT, "Content-Length: 1000") + "{");
        }
        requireService();
        await().atMost(Duration.ofMinutes(1)).until(() -> isEnded(sockets.getFirst()));
        assertThat(isEnded(sockets.getLast())).isFalse();
    }

    @Test
    void slowSendersKeepNoLargeBodyWaiting() throws IOException {
        for (int i = 0; i < 6; i++) {
            SSLSocket socket = connect();
            send(socket, head("POST", THINGS, "X-Auth-Token: " + PROJECT, "Content-Length: 2000000"));
            send(socket, "x".repeat(600_000));
        }
        requireService();
    }

    @Test
    void anybodyMaySendAFewKilobytesOnly() throws IOException {
        assertThat(post("/open", "{\"name\":\"" + "x".repeat(8_000) + "\"}").status())
                .isEqualTo(200);
        assertThat(post("/open", "{\"list\":[" + "1,".repeat(2_000_000) + "1]}").status())
                .isEqualTo(413);
        SSLSocket socket = connect();
        send(socket, head("POST", "/open", "Transfer-Encoding: chunked") + "ffffff\r\n" + "x".repeat(9_000));
        assertThat(statusOf(socket)).isEqualTo(413);
        assertThat(parsed).hasValue(1);
        requireService();
    }

    @Test
    void aListOfMistakesIsNamedInPart() {
        var answer = post("/open", "{\"list\":[" + "1,".repeat(3_900) + "1]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().body())
                .contains("list[49]: must be a string", "and more")
                .hasSizeLessThan(5_000);
        var quoted = tenant("{\"list\":[\"" + "x".repeat(1_000_000) + "\"]}");
        assertThat(quoted.status()).isEqualTo(400);
        assertThat(quoted.response().body()).hasSizeLessThan(2_000);
        var many = tenant("{\"list\":[" + "1,".repeat(2_000_000) + "1]}");
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.response().body()).contains("the body is not JSON");
    }

    @Test
    void whatNeedsNoBodyIsDecidedBeforeIt() throws IOException {
        String large = "Content-Length: 9000000";
        assertThat(statusOf("POST", THINGS, large)).isEqualTo(401);
        assertThat(statusOf("POST", THINGS, large, "X-Auth-Token: nobody")).isEqualTo(401);
        String foreign = "/v5/" + ProjectId.random() + "/things";
        assertThat(statusOf("POST", foreign, large, "X-Auth-Token: " + PROJECT)).isEqualTo(403);
        assertThat(statusOf("POST", "/nowhere", large, "X-Auth-Token: " + PROJECT))
                .isEqualTo(404);
        assertThat(statusOf("PUT", THINGS, large, "X-Auth-Token: " + PROJECT)).isEqualTo(405);
        assertThat(statusOf("POST", THINGS, "Content-Length: 13000000", "X-Auth-Token: " + PROJECT))
                .isEqualTo(413);
        assertThat(statusOf("POST", THINGS, large, "X-Auth-Token: " + PROJECT, "Content-Type: text/xml"))
                .isEqualTo(415);
        assertThat(parsed).hasValue(0);
    }

    @Test
    void nothingIsParsedUntilTheSignatureHolds() {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + THINGS))
                .header("Authorization", "forged")
                .POST(BodyPublishers.ofString("{\"name\":\"" + "x".repeat(3_000_000) + "\"}"))
                .build();
        assertThat(api.send(request).status()).isEqualTo(401);
        assertThat(parsed).hasValue(0);
    }

    @Test
    void bodiesOfOneStrangerCountTogether() throws IOException {
        for (int i = 0; i < 2; i++) {
            send(
                    connect(),
                    head("POST", THINGS, "Authorization: forged", "Content-Length: 12000000") + "x".repeat(7_000_000));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            SSLSocket another = connect();
            send(
                    another,
                    head("POST", THINGS, "Authorization: forged", "Content-Length: 9000000") + "x".repeat(9_000_000));
            return statusOf(another) == 503;
        });
        requireService();
    }

    /// Official clients send all of a body before they look for an answer.
    @Test
    void whoSendsAllOfARefusedBodyFindsTheAnswer() throws IOException {
        String token = "X-Auth-Token: " + PROJECT;
        Map<Integer, String> refused = Map.of(
                401, head("POST", THINGS, "Content-Length: 14000000"),
                404, head("POST", "/nowhere", token, "Content-Length: 14000000"),
                405, head("PUT", THINGS, token, "Content-Length: 14000000"),
                413, head("POST", THINGS, token, "Content-Length: 14000000"),
                415, head("POST", THINGS, token, "Content-Type: text/xml", "Content-Length: 14000000"));
        for (var entry : refused.entrySet()) {
            SSLSocket socket = connect();
            send(socket, entry.getValue());
            send(socket, "x".repeat(14_000_000));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + entry.getKey() + " ")
                    .contains("X-Request-Id: ", "Connection: close", "\"request_id\":\"");
        }
        SSLSocket chunked = connect();
        send(chunked, head("POST", THINGS, token, "Transfer-Encoding: chunked"));
        for (int i = 0; i < 14; i++) {
            send(chunked, "f4240\r\n" + "x".repeat(1_000_000) + "\r\n");
        }
        send(chunked, "0\r\n\r\n");
        assertThat(statusOf(chunked)).isEqualTo(413);
    }

    @Test
    void aShortBodyIsReadToItsEndHoweverManyLongOnesAre() throws IOException {
        for (int i = 0; i < 6; i++) {
            SSLSocket slow = connect();
            send(slow, head("POST", THINGS, "Content-Length: 14000000") + "x".repeat(20_000));
            assertThat(statusOf(slow)).isEqualTo(401);
        }
        SSLSocket socket = connect();
        send(socket, head("POST", THINGS, "Content-Length: 10000"));
        assertThat(statusOf(socket)).isEqualTo(401);
        send(socket, "x".repeat(10_000));
        assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                .contains("APIGW.0301");
    }

    /// What the kernel's buffers hold is none of the listener's memory: the answers are larger than those.
    @Test
    void whoDoesNotTakeAnswersHoldsOnlySoMuch() throws IOException {
        String request = head("GET", THINGS, "X-Auth-Token: " + PROJECT);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            SSLSocket socket = connect();
            send(socket, request);
            socket.setSoTimeout(2_000);
            return isRefused(socket);
        });
        var refused = api.call(PROJECT, "GET", THINGS, "");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().get("error_code").stringValue()).isEqualTo("VPN.0030");
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(api.call(PROJECT, "POST", THINGS + "/filter", "").status()).isEqualTo(503);
        assertThat(api.call(PROJECT, "PUT", THINGS + "/all", "").status())
                .as("what was changed is told")
                .isEqualTo(200);
        assertThat(sockets).hasSizeLessThan(20);
        requireService();
        for (Socket socket : sockets) {
            socket.close();
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> api.call(PROJECT, "GET", THINGS, "").status() == 200);
    }

    @Test
    void endlessLinesAreRefused() throws IOException {
        for (String begin : List.of(
                "GET /" + "a".repeat(9_000),
                head("GET", "/healthz", "X-Long: " + "a".repeat(9_000)),
                head("GET", "/healthz", "A: b\r\n".repeat(9_000) + "C: d"),
                head("POST", "/open", "Transfer-Encoding: chunked") + "0".repeat(9_000),
                head("POST", "/open", "Transfer-Encoding: chunked") + "1;" + "a".repeat(9_000),
                head("POST", "/open", "Transfer-Encoding: chunked") + "0\r\n" + "a: b\r\n".repeat(9_000))) {
            SSLSocket socket = connect();
            send(socket, begin);
            assertThat(statusOf(socket)).as(begin.substring(0, 50)).isEqualTo(400);
        }
    }

    private static Reply large(Call call) {
        return Reply.ok(Map.of("large", "x".repeat(12_000_000)));
    }

    /// Reads the beginning of an answer and no more.
    private static boolean isRefused(SSLSocket socket) throws IOException {
        try {
            return statusOf(socket) == 503;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        }
    }

    private Reply take(Call call) {
        parsed.incrementAndGet();
        call.read(body -> List.of(body.optional("name", text -> text), body.optionalList("list", text -> {
            throw new dev.causeway.model.InvalidInput("'%s' is none", text);
        })));
        return Reply.ok(Map.of());
    }

    private static Admission admit(Call head) {
        var user = new Caller.User("user", "user", "domain", Set.of(PROJECT), Optional.of(PROJECT));
        if (head.header("Authorization").isPresent()) {
            return new Admission(user, Optional.of(new Admission.Proof("key", _ -> {
                throw new Unauthenticated("the signature does not hold");
            })));
        }
        if (head.header("X-Auth-Token").filter("nobody"::equals).isPresent()) {
            throw new Unauthenticated("the token is unknown");
        }
        return Admission.sure(user);
    }

    /// Somebody else asks whether the service is well, and makes a call with a large body.
    private void requireService() {
        assertThat(api.send(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/healthz"))
                                .build())
                        .status())
                .isEqualTo(200);
        assertThat(tenant("{\"name\":\"" + "x".repeat(700_000) + "\"}").status())
                .isEqualTo(200);
    }

    private TestApi.Answer tenant(String body) {
        return api.call(PROJECT, "POST", THINGS, body);
    }

    private TestApi.Answer post(String path, String body) {
        return api.send(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private int statusOf(String method, String path, String... headers) throws IOException {
        SSLSocket socket = connect();
        send(socket, head(method, path, headers));
        return statusOf(socket);
    }

    private static int statusOf(SSLSocket socket) throws IOException {
        return Integer.parseInt(new String(socket.getInputStream().readNBytes(12), ISO_8859_1).substring(9));
    }

    private static boolean isEnded(Socket socket) throws IOException {
        socket.setSoTimeout(500);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static String head(String method, String path, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket) api.trust().getSocketFactory().createSocket("127.0.0.1", api.port());
        socket.setSoTimeout(ANSWER_WITHIN_MILLISECONDS);
        sockets.add(socket);
        return socket;
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }
}

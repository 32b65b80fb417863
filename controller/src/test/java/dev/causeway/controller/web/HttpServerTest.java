package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.IkeVersion;
import dev.causeway.model.ProjectId;
import dev.causeway.model.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpServerTest {

    private static final ProjectId PROJECT = ProjectId.random();
    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static final Pattern HEAD = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n(?:[^\r\n]+\r\n)*\r\n");

    private record View(String id, Optional<String> eipAddress, Instant createdAt, IkeVersion version) {}

    private static final List<Route> ROUTES = List.of(
            Route.tenant(
                    Method.POST,
                    "/v5/{project_id}/things",
                    "vpn:things:create",
                    call -> Reply.created(Map.of("thing", call.read(HttpServerTest::name)))),
            Route.tenant(
                    Method.GET,
                    "/v5/{project_id}/things/{id}",
                    "vpn:things:get",
                    call -> Reply.ok(Map.of(
                            "thing",
                            new View(
                                    call.path("id"),
                                    Optional.empty(),
                                    Instant.parse("2026-01-02T03:04:05Z"),
                                    IkeVersion.V2)))),
            Route.tenant(
                    Method.GET,
                    "/v5/{project_id}/things/tags",
                    "vpn:things:tags",
                    _ -> Reply.ok(Map.of("tags", List.of()))),
            Route.tenant(Method.DELETE, "/v5/{project_id}/things/{id}", "vpn:things:delete", _ -> Reply.noContent()),
            Route.tenant(Method.GET, "/v5/{project_id}/bug", "vpn:bug:get", _ -> {
                throw new IllegalArgumentException("an inner detail");
            }),
            Route.tenant(Method.GET, "/v5/{project_id}/down", "vpn:down:get", _ -> {
                throw new Unavailable("the database does not answer");
            }),
            Route.operator(Method.GET, "/admin/v1/secrets", "admin:secrets:get", _ -> Reply.ok(Map.of())),
            Route.open(Method.GET, "/healthz", "health", _ -> Reply.ok(Map.of("status", "ok"))));

    private static final TestApi API = TestApi.serve(ROUTES);

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void writesNamesInSnakeCaseTimesInUtcAndLeavesOutWhatIsAbsent() {
        var answer = API.call(PROJECT, "GET", "/v5/" + PROJECT + "/things/x%2Fy", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body())
                .isEqualTo(
                        "{\"thing\":{\"id\":\"x/y\",\"created_at\":\"2026-01-02T03:04:05.000Z\",\"version\":\"v2\"}}");
        assertThat(answer.response().headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void prefersALiteralSegmentToAParameter() {
        assertThat(API.call(PROJECT, "GET", "/v5/" + PROJECT + "/things/tags", "")
                        .body()
                        .has("tags"))
                .isTrue();
    }

    @Test
    void answersADeletionWithoutABody() {
        var answer = API.call(PROJECT, "DELETE", "/v5/" + PROJECT + "/things/1", "");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.response().body()).isEmpty();
    }

    @Test
    void answersHeadWithoutABodyAndGoesOn() throws IOException {
        String requests = "%s /nowhere HTTP/1.1%n%n%s /healthz HTTP/1.1%n%nGET /healthz HTTP/1.1%nConnection: close%n%n"
                .formatted("HEAD", "HEAD")
                .replace("HTTP/1.1", "HTTP/1.1\nHost: a")
                .replace("\n", "\r\n");
        String answers = raw(requests.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answers).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 405 ", "HTTP/1.1 200 ");
        assertThat(List.of(answers.split("\r\n\r\n", -1))).hasSize(4).last().isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void refusesAForeignProject() {
        assertProblem(API.call(PROJECT, "GET", "/v5/" + ProjectId.random() + "/things/1", ""), 403, "VPN.0003");
    }

    @Test
    void refusesATenantWhereOnlyTheOperatorMayCall() {
        assertProblem(API.call(PROJECT, "GET", "/admin/v1/secrets", ""), 403, "VPN.0003");
        assertThat(API.callAsOperator("GET", "/admin/v1/secrets", "").status()).isEqualTo(200);
    }

    @Test
    void refusesAProjectThatIsNoIdentifier() {
        assertProblem(API.call(PROJECT, "GET", "/v5/%7Bproject_id%7D/things/1", ""), 400, "VPN.0001");
    }

    @Test
    void asksForCredentialsBeforeItReadsABody() {
        var request = HttpRequest.newBuilder(uri("/v5/" + PROJECT + "/things"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertProblem(API.send(request), 401, "APIGW.0301");
    }

    @Test
    void namesThePathThatDoesNotExistAndTheMethodThatIsNotAllowed() {
        assertProblem(API.call(PROJECT, "GET", "/nowhere", ""), 404, "VPN.0004");
        var answer = API.call(PROJECT, "PUT", "/v5/" + PROJECT + "/things", "");
        assertProblem(answer, 405, "VPN.0001");
        assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
        assertProblem(API.call(PROJECT, "BREW", "/v5/" + PROJECT + "/things", ""), 405, "VPN.0001");
    }

    @Test
    void tellsNothingOfAnInternalError() {
        var answer = API.call(PROJECT, "GET", "/v5/" + PROJECT + "/bug", "");
        assertProblem(answer, 500, "VPN.0002");
        assertThat(answer.response().body()).doesNotContain("detail");
    }

    @Test
    void saysWhenToComeAgainIfWhatItStandsOnFails() {
        var answer = API.call(PROJECT, "GET", "/v5/" + PROJECT + "/down", "");
        assertProblem(answer, 503, "VPN.0002");
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void refusesABodyOfAnotherType() {
        assertProblem(
                API.send(post("<thing/>").header("Content-Type", "text/xml").build()), 415, "VPN.0001");
    }

    @Test
    void readsABodyThatIsSentInChunks() {
        byte[] json = "{\"thing\":{\"name\":\"a\"}}".getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(uri("/v5/" + PROJECT + "/things"))
                .header("X-Auth-Token", PROJECT.value())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(json)))
                .build();
        assertThat(API.send(request).response().body()).isEqualTo("{\"thing\":\"a\"}");
    }

    @Test
    void refusesABodyOfMoreThan12Megabytes() {
        var large = post("{\"a\":\"" + "x".repeat(13 << 20) + "\"}").build();
        var chunked = HttpRequest.newBuilder(uri("/v5/" + PROJECT + "/things"))
                .header("X-Auth-Token", PROJECT.value())
                .POST(BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()))
                .build();
        assertThat(API.send(large).status()).isEqualTo(413);
        assertThat(API.send(chunked).status()).isEqualTo(400);
    }

    @Test
    void refusesQuicklyWhatIsTooMuchAtOnce() throws InterruptedException, ExecutionException {
        var waiting = Route.open(Method.GET, "/wait", "wait", _ -> {
            awaitRelease();
            return Reply.noContent();
        });
        try (TestApi api = TestApi.serve(List.of(waiting), _ -> Admission.sure(new Caller.Nobody()), 2);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TestApi.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(threads.submit(
                        () -> api.send(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/wait"))
                                .build())));
            }
            TestApi.Answer first = firstOf(answers);
            RELEASE.countDown();
            assertProblem(first, 503, "VPN.0030");
            assertThat(first.response().headers().firstValue("Retry-After")).contains("1");
            for (Future<TestApi.Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(204, 503);
            }
        }
    }

    static Stream<String> badBodies() {
        return Stream.of(
                "",
                "null",
                "[]",
                "17",
                "{",
                "{\"a\":1}}",
                "{\"thing\":1}",
                "{\"thing\":[]}",
                "{\"thing\":{}}",
                "{\"thing\":{\"name\":1}}",
                "{\"thing\":{\"name\":null}}",
                "{\"thing\":{\"name\":\"a\"},\"thing\":{\"name\":\"b\"}}",
                "{\"thing\":{\"name\":1" + "0".repeat(10_000) + "}}",
                "[".repeat(100_000),
                "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000),
                "{\"thing\":{\"name\":\"\\ud800\"}}",
                "\u0000",
                "\ufeff{}");
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void refusesABadBodyByItsFault(String body) {
        var answer = API.call(PROJECT, "POST", "/v5/" + PROJECT + "/things", body);
        if (body.contains("ud800")) {
            assertThat(answer.status()).isLessThan(500);
        } else {
            assertProblem(answer, 400, "VPN.0001");
        }
    }

    static Stream<String> badRequests() {
        return Stream.of(
                "rubbish\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%c3%28 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /healthz?%zz HTTP/1.1\r\nHost: a\r\nX-Auth-Token: a\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-Big: " + "a".repeat(40_000) + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /v5/" + PROJECT + "/things HTTP/1.1\r\nHost: a\r\nX-Auth-Token: " + PROJECT
                        + "\r\nContent-Length: 99999999999\r\n\r\n",
                "POST /v5/" + PROJECT + "/things HTTP/1.1\r\nHost: a\r\nX-Auth-Token: " + PROJECT
                        + "\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void answersWhatIsNoProperHttpInTheFormOfTheApi(String request) throws IOException {
        String answer = raw(request.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer).startsWith("HTTP/1.1 ").containsIgnoringCase("X-Request-Id: ");
        assertThat(answer.charAt("HTTP/1.1 ".length())).isNotEqualTo('5');
        if (!answer.startsWith("HTTP/1.1 2")) {
            assertThat(answer).contains("\"error_code\":\"", "\"error_msg\":\"", "\"request_id\":\"");
        }
    }

    @Test
    void survivesRandomBytes() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 40; i++) {
            byte[] bytes = new byte[1 + random.nextInt(3000)];
            random.nextBytes(bytes);
            bytes[bytes.length - 1] = '\n';
            assertThat(raw(bytes)).doesNotStartWith("HTTP/1.1 5");
        }
        assertThat(API.call(PROJECT, "GET", "/healthz", "").status()).isEqualTo(200);
    }

    private static String name(JsonReader body) {
        return body.requiredObject("thing", thing -> thing.required("name", text -> text));
    }

    private static HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(uri("/v5/" + PROJECT + "/things"))
                .header("X-Auth-Token", PROJECT.value())
                .POST(BodyPublishers.ofString(body));
    }

    private static URI uri(String path) {
        return URI.create("https://localhost:" + API.port() + path);
    }

    private static String raw(byte[] request) throws IOException {
        try (SSLSocket socket = (SSLSocket) API.trust().getSocketFactory().createSocket("127.0.0.1", API.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            var answer = new StringBuilder();
            try {
                InputStream in = socket.getInputStream();
                for (int one = in.read(); one >= 0; one = isWhole(answer) ? -1 : in.read()) {
                    answer.append((char) one);
                }
            } catch (IOException _) {
                // what came until then is the answer
            }
            return answer.toString();
        }
    }

    /// The server may leave the connection open after its answer.
    private static boolean isWhole(CharSequence answer) {
        Matcher head = HEAD.matcher(answer);
        return !answer.toString().startsWith("HTTP/1.1 404")
                && head.find()
                && answer.length() == head.end() + Integer.parseInt(head.group(1));
    }

    private static void awaitRelease() {
        try {
            RELEASE.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestApi.Answer firstOf(List<Future<TestApi.Answer>> answers)
            throws InterruptedException, ExecutionException {
        while (true) {
            for (Future<TestApi.Answer> answer : answers) {
                if (answer.isDone()) {
                    return answer.get();
                }
            }
            Thread.sleep(10);
        }
    }

    private static void assertProblem(TestApi.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo(code);
        assertThat(answer.body().get("error_msg").stringValue()).isNotEmpty();
        assertThat(answer.response().headers().firstValue("X-Request-Id"))
                .contains(answer.body().get("request_id").stringValue());
    }
}

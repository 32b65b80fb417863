package dev.causeway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.causeway.controller.certificates.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever carries a call, the service hears the same and the caller is told the same.
@Timeout(60)
class CarrierTest {

    private static final Path CURL = Path.of("/usr/bin/curl");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(1500);

    enum By {
        JVM {
            @Override
            Carrier to(URI endpoint, Path caFile, Duration patience) throws IOException {
                return new JvmCarrier(endpoint, Optional.of(caFile), patience);
            }
        },
        CURL {
            @Override
            Carrier to(URI endpoint, Path caFile, Duration patience) {
                assumeTrue(Files.isExecutable(CarrierTest.CURL));
                return new Curl(CarrierTest.CURL, endpoint, caFile, patience);
            }
        };

        abstract Carrier to(URI endpoint, Path caFile, Duration patience) throws IOException;
    }

    /// What the service heard last: the line, the headers of interest, the body.
    private final AtomicReference<String> heard = new AtomicReference<>();

    @TempDir
    private Path folder;

    private Path caFile;
    private HttpsServer server;
    private URI endpoint;

    @BeforeEach
    void start() throws IOException {
        caFile = folder.resolve("ca \"of\" a service.pem");
        listen("127.0.0.1");
    }

    private void listen(String address) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(ServerCertificate.in(folder.resolve("key.pem"), caFile, Set.of())));
        server.createContext("/", this::answer);
        server.createContext("/stops", call -> {
            call.sendResponseHeaders(200, 100);
            call.getResponseBody().flush();
        });
        server.createContext("/breaks", call -> {
            call.sendResponseHeaders(200, 100);
            call.getResponseBody().write(1);
            call.close();
        });
        server.start();
        endpoint = URI.create("https://" + address + ":" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void sendsAllAsItIs(By by) throws Exception {
        String body = "@{\"name\": \"Zürich \\\"o\\\\n\", \r\n\t\"x\": '%{http_code} # \u0001'}\n";
        String path = "/a/../v5/%7Bp%7D%5B/%C3%BC?name=b%20c&x=%22";
        var call = new OutgoingCall("PUT", endpoint.resolve(path), Map.of("X-Word", "a \\ \"b\""), body);
        Answer answer = carrier(by).carry(call);
        assertThat(answer).isEqualTo(new Answer(200, "{\n\"answer\": \"ü\"}\n"));
        assertThat(heard).hasValue("PUT " + path + " a \\ \"b\" " + body);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheStatusThatTheServiceGave(By by) throws Exception {
        for (int status : new int[] {204, 302, 404, 413, 503}) {
            Answer answer = carrier(by).carry(OutgoingCall.get(endpoint.resolve("/?" + status)));
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhatHasNoBody(By by) throws Exception {
        for (String method : new String[] {"GET", "POST", "DELETE", "HEAD"}) {
            Answer answer =
                    carrier(by).carry(new OutgoingCall(method, endpoint.resolve("/"), Map.of("X-Word", "a"), ""));
            assertThat(heard).hasValue(method + " / a ");
            assertThat(answer.body().isEmpty()).isEqualTo(method.equals("HEAD"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatStopsAfterItsHeadersIsGivenUp(By by) {
        assertThatThrownBy(() -> by.to(endpoint, caFile, SHORT).carry(OutgoingCall.get(endpoint.resolve("/stops"))))
                .isInstanceOf(Refusal.class)
                .hasMessage("%s does not answer to the end within 1 s", endpoint);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatBreaksOffIsNone(By by) {
        assertThatThrownBy(() -> carrier(by).carry(OutgoingCall.get(endpoint.resolve("/breaks"))))
                .isInstanceOfAny(IOException.class, Refusal.class);
    }

    @ParameterizedTest
    @EnumSource
    void saysThatNothingAnswers(By by) {
        server.stop(0);
        assertThatThrownBy(() -> carrier(by).carry(OutgoingCall.get(endpoint.resolve("/"))))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("nothing answers at " + endpoint);
    }

    @Test
    void whatListensAndNeverShowsACertificateDoesNotAnswer() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI there = URI.create("https://127.0.0.1:" + silent.getLocalPort());
            assertThatThrownBy(() -> By.CURL.to(there, caFile, SHORT).carry(OutgoingCall.get(there)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("nothing answers at " + there);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trustsNothingButTheFile(By by) throws Exception {
        Path other = folder.resolve("other.pem");
        ServerCertificate.in(folder.resolve("other-key.pem"), other, Set.of());
        assertNotCalled(() -> by.to(endpoint, other, LONG).carry(OutgoingCall.get(endpoint.resolve("/"))));
    }

    @ParameterizedTest
    @EnumSource
    void comparesTheNameByWhichItCalls(By by) throws Exception {
        server.stop(0);
        listen("127.0.0.2"); // which the certificate does not name
        assertNotCalled(() -> carrier(by).carry(OutgoingCall.get(endpoint.resolve("/"))));
    }

    @Test
    void nothingOfACallIsAnArgumentOrInTheEnvironment() throws Exception {
        Path program = folder.resolve("curl");
        Files.writeString(program, """
                #!/bin/sh
                tr '\\0' ' ' </proc/$$/cmdline >'%1$s/seen'
                tr '\\0' '\\n' </proc/$$/environ >>'%1$s/seen'
                cat >'%1$s/told'
                printf '{}\\n200 0.1'
                """.formatted(folder));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var call = new OutgoingCall("POST", endpoint.resolve("/"), Map.of("Authorization", "signature"), "{\"psk\":1}");
        assertThat(new Curl(program, endpoint, caFile, LONG).carry(call)).isEqualTo(new Answer(200, "{}"));
        assertThat(folder.resolve("seen")).content().isEqualTo("/bin/sh " + program + " -q --config - ");
        assertThat(folder.resolve("told"))
                .content()
                .contains("header = \"Authorization: signature\"\n", "data-raw = \"{\\\"psk\\\":1}\"\n");
    }

    @Test
    void curlIsNotGivenWhatItCannotBeToldExactly() {
        URI target = endpoint.resolve("/");
        OutgoingCall small = new OutgoingCall("PUT", target, Map.of("A", "b"), "\"".repeat(40_000));
        assertThat(Curl.takes(Path.of("/bin/true"), small)).isTrue();
        assertThat(Curl.takes(folder.resolve("none"), small)).isFalse();
        for (OutgoingCall call : new OutgoingCall[] {
            new OutgoingCall("PUT", target, Map.of(), "\"".repeat(40_001)),
            new OutgoingCall("PUT", target, Map.of(), "\0"),
            new OutgoingCall("PUT", target, Map.of("A", "b\r\nC: d"), ""),
            new OutgoingCall("P\"", target, Map.of(), "")
        }) {
            assertThat(Curl.takes(Path.of("/bin/true"), call)).isFalse();
        }
    }

    @Test
    void theLongestBodyThatCurlIsGivenArrives() throws Exception {
        String body = "\"".repeat(40_000);
        carrier(By.CURL).carry(new OutgoingCall("PUT", endpoint.resolve("/"), Map.of("X-Word", "a"), body));
        assertThat(heard).hasValue("PUT / a " + body);
    }

    private Carrier carrier(By by) throws IOException {
        return by.to(endpoint, caFile, LONG);
    }

    private void assertNotCalled(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfAny(IOException.class, Refusal.class);
        assertThat(heard).hasValue(null);
    }

    private void answer(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.set(call.getRequestMethod() + " " + call.getRequestURI() + " "
                + call.getRequestHeaders().getFirst("X-Word") + " " + body);
        String query = call.getRequestURI().getRawQuery();
        int status = query != null && query.matches("\\d+") ? Integer.parseInt(query) : 200;
        byte[] answer = "{\n\"answer\": \"ü\"}\n".getBytes(StandardCharsets.UTF_8);
        boolean empty = status == 204 || call.getRequestMethod().equals("HEAD");
        call.sendResponseHeaders(status, empty ? -1 : answer.length);
        if (!empty) {
            call.getResponseBody().write(answer);
        }
        call.close();
    }
}

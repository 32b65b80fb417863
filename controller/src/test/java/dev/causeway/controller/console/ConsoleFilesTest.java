package dev.causeway.controller.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.web.TestApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The console's files, as anybody fetches them.
class ConsoleFilesTest extends ConsoleLab {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vpn-gateways",
                "vpn-gateways/7/connections?filter=a.b",
                "a%20b/",
                "session/x",
                "operator",
                "operator/hosts"
            })
    void aPathWithoutADotIsThePage(String path) {
        HttpResponse<String> answer = get("/console/" + path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(PAGE);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @ParameterizedTest
    @CsvSource({
        "app.js,text/javascript; charset=utf-8",
        "app.css,text/css; charset=utf-8",
        "icons/mark.svg,image/svg+xml",
        "icons%2Fmark.svg,image/svg+xml",
        "odd.bin,application/octet-stream"
    })
    void aFileHasItsType(String name, String type) {
        HttpResponse<String> answer = get("/console/" + name);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.js", "app.css"})
    void aBrowserIsToldToKeepEverythingElseOut(String path) {
        var headers = get("/console/" + path).headers();
        Map.of(
                        "Content-Security-Policy", POLICY,
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Cross-Origin-Resource-Policy", "same-origin",
                        "Cache-Control", "no-cache",
                        "Vary", "Accept-Encoding")
                .forEach((name, value) ->
                        assertThat(headers.allValues(name)).as(name).containsExactly(value));
        assertThat(headers.map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void isCompressedForWhoTakesThat() throws Exception {
        HttpResponse<byte[]> compressed = octets("/console/app.js", "br, GZIP;q=0.5, deflate");
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.body()).hasSizeLessThan(SCRIPT.length() / 2);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(plain.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(SCRIPT);
        }
        for (String taken : List.of("identity", "gzip;q=0", "gzip ; q=0.000", "*", "xgzip", "")) {
            HttpResponse<byte[]> plain = octets("/console/app.js", taken);
            assertThat(plain.headers().firstValue("Content-Encoding")).as(taken).isEmpty();
            assertThat(plain.body()).asString(StandardCharsets.UTF_8).isEqualTo(SCRIPT);
        }
        assertThat(octets("/console/app.css", "gzip").headers().firstValue("Content-Encoding"))
                .as("would be longer")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "br",
                "gzip, deflate, br, zstd",
                "gzip;q=1.0, BR;q=0.001",
                "br ; q=1, *;q=0",
                ",, br;x=\"y\" ,",
                "q=0, br;q="
            })
    void isSentAsTheBuildHasCompressedItToWhoTakesThat(String taken) throws Exception {
        HttpResponse<byte[]> answer = octets("/console/vpn-gateways", taken);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("br");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo(BROTLI);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "br;q=0, gzip|gzip",
                "*, Br ; Q=0.000;x, gzip|gzip",
                "brotli, x-br, b r, gzip|gzip",
                "*|",
                "identity, br;q=0.|",
                ";br, =br, br=1, \"br\"|"
            })
    void isNotSentByBrotliToWhoDoesNotTakeThat(String taken, String encoding) throws Exception {
        HttpResponse<byte[]> answer = octets("/console/", taken);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).isEqualTo(Optional.ofNullable(encoding));
        assertThat(octets("/console/app.css", "br").headers().firstValue("Content-Encoding"))
                .as("would be longer")
                .isEmpty();
    }

    /// A content has one tag, however it is sent.
    @Test
    void isNotSentAgainInAnotherEncoding() {
        HttpResponse<String> head =
                send(plain("/console/").header("Accept-Encoding", "br").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.headers().firstValue("Content-Encoding")).contains("br");
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(BROTLI.length());
        String tag = head.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("W/");
        for (String taken : List.of("br", "gzip", "identity")) {
            HttpResponse<String> answer =
                    send(plain("/console/").header("Accept-Encoding", taken).header("If-None-Match", tag));
            assertThat(answer.statusCode()).as(taken).isEqualTo(304);
            assertThat(answer.headers().firstValue("ETag")).contains(tag);
            assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void isNotSentToWhoHasIt() {
        String tag = get("/console/app.js").headers().firstValue("ETag").orElseThrow();
        assertThat(get("/console/app.css").headers().firstValue("ETag").orElseThrow())
                .isNotEqualTo(tag);
        for (String known : List.of(tag, "\"x\", " + tag, "*")) {
            HttpResponse<String> answer = send(plain("/console/app.js").header("If-None-Match", known));
            assertThat(answer.statusCode()).as(known).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).contains(tag);
            assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        }
        assertThat(send(plain("/console/app.js").header("If-None-Match", "\"x\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWithoutSendingWhatItWouldSend() {
        HttpResponse<String> head = send(plain("/console/app.js").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(SCRIPT.length());
        assertThat(head.headers().firstValue("ETag"))
                .isEqualTo(get("/console/app.js").headers().firstValue("ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.mjs",
                "index.html.br",
                "app.css.br",
                "left.js.br",
                "left.js",
                "../index.html",
                "icons/../app.js",
                "%2e%2e/%2e%2e/etc/passwd",
                "%2fetc%2fpasswd.bak",
                "index.html/x",
                "icons/.."
            })
    void servesNothingElse(String path) {
        TestApi.Answer answer = api.send(plain("/console/" + path).build());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0004");
        assertThat(answer.body().get("error_msg").stringValue()).isEqualTo("the console has no such file");
    }

    @Test
    void refusesWhatIsNoPathAndOtherMethods() {
        for (String path : List.of("%00", "%ff.js", "%2")) {
            assertThat(raw("GET", "/console/" + path)).as(path).startsWith("HTTP/1.1 400 ");
        }
        TestApi.Answer put = api.send(
                plain("/console/app.js").PUT(BodyPublishers.ofString("{}")).build());
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.response().headers().firstValue("Allow").orElseThrow()).contains("GET", "HEAD");
    }

    @Test
    void leadsBrowsersThereAndNobodyElse() {
        for (String accept : List.of("text/html,application/xhtml+xml,*/*;q=0.8", "TEXT/HTML")) {
            HttpResponse<String> answer = send(plain("/").header("Accept", accept));
            assertThat(answer.statusCode()).as(accept).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).contains("/console/");
            assertThat(answer.headers().firstValue("Vary")).contains("Accept");
        }
        for (String accept : List.of("*/*", "application/json", "text/html;q=0", "text/plain")) {
            assertThat(send(plain("/").header("Accept", accept)).statusCode())
                    .as(accept)
                    .isEqualTo(300);
        }
        assertThat(get("/").statusCode()).isEqualTo(300);
        HttpResponse<String> withoutSlash = get("/console");
        assertThat(withoutSlash.statusCode()).isEqualTo(302);
        assertThat(withoutSlash.headers().firstValue("Location")).contains("/console/");
    }

    @Test
    void saysThatThereIsNone(@TempDir Path empty) throws IOException {
        try (TestApi bare = serve(identity, ConsoleFiles.below(empty))) {
            for (String path : List.of("/console/", "/console/app.js")) {
                TestApi.Answer answer = bare.send(at(bare, path).build());
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body().get("error_msg").stringValue()).isEqualTo("this build has no console");
            }
            assertThat(bare.send(at(bare, "/").header("Accept", "text/html").build())
                            .status())
                    .isEqualTo(300);
        }
    }

    @Test
    void areReadFromAJarOrAFolderOfTheClassPath(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("console.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("console/index.html", "console/icons/mark.svg", "other/secret.txt")) {
                out.putNextEntry(new JarEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.createDirectories(folder.resolve("classes/console/icons"));
        Files.writeString(folder.resolve("classes/console/index.html"), "console/index.html");
        Files.writeString(folder.resolve("classes/console/icons/mark.svg"), "console/icons/mark.svg");
        for (Path place : List.of(jar, folder.resolve("classes"))) {
            try (var path = new URLClassLoader(new URL[] {place.toUri().toURL()}, null);
                    TestApi served = serve(identity, ConsoleFiles.of(path))) {
                assertThat(served.sendForText(at(served, "/console/").build()).body())
                        .isEqualTo("console/index.html");
                assertThat(served.sendForText(
                                        at(served, "/console/icons/mark.svg").build())
                                .body())
                        .isEqualTo("console/icons/mark.svg");
                assertThat(served.send(at(served, "/console/secret.txt").build())
                                .status())
                        .isEqualTo(404);
            }
        }
        try (var nothing = new URLClassLoader(new URL[0], null)) {
            assertThat(ConsoleFiles.of(nothing).isEmpty()).isTrue();
        }
    }

    /// Their memory is limited, and nobody else's.
    @Test
    void whoFetchesThemWithoutTakingThemKeepsNobodyWaiting(@TempDir Path folder) throws IOException {
        byte[] large = new byte[12 << 20];
        new Random(1).nextBytes(large);
        Files.writeString(folder.resolve("index.html"), PAGE);
        Files.write(folder.resolve("large.bin"), large);
        String cookie = login(tenant);
        try (TestApi served = serve(identity, ConsoleFiles.below(folder));
                SSLSocket taker = ask(served, "/console/large.bin")) {
            assertThat(begin(taker)).startsWith("HTTP/1.1 200 ");
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                try (SSLSocket other = ask(served, "/console/large.bin")) {
                    return begin(other).startsWith("HTTP/1.1 503 ");
                }
            });
            assertThat(served.sendForText(at(served, "/console/").build()).statusCode())
                    .isEqualTo(200);
            assertThat(served.send(ours(whoami(), cookie)
                                    .uri(at(served, whoami()).build().uri())
                                    .build())
                            .status())
                    .isEqualTo(200);
        }
    }

    private static SSLSocket ask(TestApi served, String path) throws IOException {
        var socket = (SSLSocket) served.trust().getSocketFactory().createSocket();
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(new InetSocketAddress("localhost", served.port()));
        socket.setSoTimeout(50_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String begin(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
    }

    private static HttpRequest.Builder at(TestApi served, String path) {
        return plain(path).uri(URI.create("https://localhost:" + served.port() + path));
    }

    private static String raw(String method, String path) {
        try (var socket = api.trust().getSocketFactory().createSocket("localhost", api.port())) {
            socket.setSoTimeout(50_000);
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> octets(String path, String taken) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(api.trust()).build()) {
            return client.send(
                    plain(path).header("Accept-Encoding", taken).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static HttpResponse<String> get(String path) {
        return send(plain(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return api.sendForText(request.build());
    }
}

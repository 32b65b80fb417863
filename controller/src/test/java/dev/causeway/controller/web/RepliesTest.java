package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final int MEGABYTE = 1 << 20;
    private static final long ENDLESS = 4L << 30;

    private final AtomicLong made = new AtomicLong();
    private final CountDownLatch broken = new CountDownLatch(1);
    private final TestApi api = TestApi.serve(List.of(
            open("/value", _ -> Reply.ok(Map.of("a", 1))),
            open(
                    "/octets",
                    _ -> Reply.octets("application/x-x509-ca-cert", new byte[] {0, (byte) 0xff, '\n'})
                            .named("größe \"1\"\r\n.crt")),
            open(
                    "/flow",
                    _ -> Reply.flow("text/plain", out -> write(out, 40L * MEGABYTE))
                            .named("log.txt")),
            open("/known", _ -> Reply.flow("text/plain", 3, out -> out.write("abc".getBytes(UTF_8)))),
            open("/short", _ -> Reply.flow("text/plain", 4, out -> out.write("abc".getBytes(UTF_8)))),
            open("/long", _ -> Reply.flow("text/plain", 2, out -> out.write("abc".getBytes(UTF_8)))),
            open("/empty", _ -> Reply.flow("text/plain", _ -> {})),
            open(
                    "/broken",
                    _ -> Reply.flow("text/plain", out -> {
                        write(out, MEGABYTE);
                        throw new IOException("the disk fails");
                    })),
            open("/endless", _ -> Reply.flow("text/plain", this::endless))));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(api.trust())
            .build();

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void aValueIsJson() throws Exception {
        HttpResponse<String> answer = client.send(request("/value"), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("{\"a\":1}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aValueThatTheClientHasIsNotSentAgainAndTheConnectionGoesOn() throws Exception {
        HttpResponse<String> answer = client.send(request("/value"), BodyHandlers.ofString());
        assertThat(header(answer, "Cache-Control")).isEqualTo("private, no-cache");
        String one = "GET /value HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + header(answer, "ETag") + "\r\n\r\n";
        String two = "GET /known HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\nConnection: close\r\n\r\n";
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write((one + two).getBytes(UTF_8));
            String both = new String(socket.getInputStream().readAllBytes(), UTF_8);
            String first = both.substring(0, both.indexOf("\r\n\r\n"));
            assertThat(first).startsWith("HTTP/1.1 304 ").doesNotContainIgnoringCase("content-");
            assertThat(both.substring(first.length() + 4))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\nabc");
        }
    }

    @Test
    void octetsComeAsTheyAreUnderANameThatIsSafe() throws Exception {
        HttpResponse<byte[]> answer = client.send(request("/octets"), BodyHandlers.ofByteArray());
        assertThat(answer.body()).isEqualTo(new byte[] {0, (byte) 0xff, (byte) 10});
        assertThat(header(answer, "Content-Type")).isEqualTo("application/x-x509-ca-cert");
        assertThat(header(answer, "Content-Length")).isEqualTo("3");
        assertThat(header(answer, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"gr____e__1___.crt\";"
                        + " filename*=UTF-8''gr%C3%B6%C3%9Fe%20%221%22%0D%0A.crt");
        assertThat(header(answer, "X-Request-Id")).isNotEmpty();
    }

    @Test
    void whatIsMadeMeanwhileComesWholeAndTheConnectionGoesOn() throws Exception {
        HttpResponse<InputStream> answer = client.send(request("/flow"), BodyHandlers.ofInputStream());
        assertThat(header(answer, "Transfer-Encoding")).isEqualTo("chunked");
        assertThat(header(answer, "Content-Disposition")).startsWith("attachment; filename=\"log.txt\"");
        try (InputStream body = answer.body()) {
            byte[] block = new byte[MEGABYTE];
            for (int i = 0; i < 40; i++) {
                assertThat(body.readNBytes(block, 0, MEGABYTE)).isEqualTo(MEGABYTE);
                assertThat(block[0]).isEqualTo((byte) i);
                assertThat(block[MEGABYTE - 1]).isEqualTo((byte) i);
            }
            assertThat(body.read()).isEqualTo(-1);
        }
        SSLSocket socket = connect();
        String one = "GET /empty HTTP/1.1\r\nHost: a\r\n\r\n";
        String two = "GET /known HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write((one + two).getBytes(UTF_8));
        assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                .contains("\r\n\r\n0\r\n\r\nHTTP/1.1 200 ", "Connection: close")
                .endsWith("\r\n\r\nabc");
    }

    @Test
    void aKnownLengthIsKept() throws Exception {
        HttpResponse<String> answer = client.send(request("/known"), BodyHandlers.ofString());
        assertThat(header(answer, "Content-Length")).isEqualTo("3");
        assertThat(answer.body()).isEqualTo("abc");
        for (String path : List.of("/short", "/long")) {
            assertThatThrownBy(() -> client.send(request(path), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatCannotBeMadeWholeIsNotTakenForIt() {
        assertThatThrownBy(() -> client.send(request("/broken"), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    /// The kernel's buffers on both sides take some megabytes, and nothing beyond them is made.
    @Test
    void noMoreIsMadeThanTheClientTakes() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            await().atMost(Duration.ofMinutes(1)).until(this::standsStill);
            long before = made.get();
            assertThat(before).isPositive().isLessThan(64L * MEGABYTE);
            assertThat(client.send(request("/value"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            socket.getInputStream().readNBytes(64 * MEGABYTE);
            await().atMost(Duration.ofMinutes(1)).until(() -> made.get() > before);
        }
        assertThat(broken.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(made.get()).isLessThan(ENDLESS);
    }

    private boolean standsStill() throws InterruptedException {
        long before = made.get();
        Thread.sleep(Duration.ofSeconds(1));
        return before > 0 && made.get() == before;
    }

    private void endless(OutputStream out) throws IOException {
        byte[] block = new byte[MEGABYTE / 16];
        try {
            while (made.get() < ENDLESS) {
                out.write(block);
                made.addAndGet(block.length);
            }
        } finally {
            broken.countDown();
        }
    }

    /// Blocks of a megabyte that are told apart, written in odd parts.
    private static void write(OutputStream out, long size) throws IOException {
        byte[] block = new byte[1_021];
        for (long done = 0; done < size; ) {
            long end = (done / MEGABYTE + 1) * MEGABYTE;
            int part = (int) Math.min(block.length, Math.min(end, size) - done);
            Arrays.fill(block, (byte) (done / MEGABYTE));
            out.write(block, 0, part);
            done += part;
        }
    }

    private static Route open(String path, Endpoint endpoint) {
        return Route.open(Method.GET, path, "replies:get", endpoint);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + path))
                .build();
    }

    private SSLSocket connect() throws IOException {
        var socket = (SSLSocket) api.trust().getSocketFactory().createSocket("127.0.0.1", api.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}

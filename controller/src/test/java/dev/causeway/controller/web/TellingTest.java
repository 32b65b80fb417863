package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers that stay open, of a listener that works on one call at a time.
class TellingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PIECE = 1 << 20;

    private final List<Numbers> tellers = new CopyOnWriteArrayList<>();
    private final AtomicLong poured = new AtomicLong();
    private final CountDownLatch flooded = new CountDownLatch(1);
    private final CountDownLatch reset = new CountDownLatch(1);
    private final TestApi api = serve(PATIENCE);

    private TestApi serve(Duration patience) {
        return TestApi.serve(
                List.of(
                        open("/value", _ -> Reply.ok(Map.of("a", 1))),
                        open("/numbers", _ -> Reply.told("text/event-stream", teller())),
                        open("/late", _ -> late()),
                        open("/flood", _ -> Reply.told("text/event-stream", new Flood()))),
                _ -> Admission.sure(new Caller.Nobody()),
                Authorizer.byAccess(),
                1,
                patience);
    }

    /// Tells of numbers that a test counts up.
    private static final class Numbers implements Teller {

        private final AtomicInteger number = new AtomicInteger();
        private final AtomicInteger left = new AtomicInteger();
        private final AtomicInteger said = new AtomicInteger();
        private volatile boolean begunAfterwards;
        private volatile Runnable wake = () -> {};

        void count(int to) {
            number.set(to);
            wake.run();
        }

        @Override
        public void begin(Runnable awakening) {
            begunAfterwards = left.get() > 0;
            wake = awakening;
            wake.run();
        }

        @Override
        public Word next() {
            int now = number.get();
            if (now < 0) {
                return new Word.Last("end\n".getBytes(UTF_8));
            }
            return said.getAndSet(now) == now ? new Word.Silence() : new Word.Piece((now + "\n").getBytes(UTF_8));
        }

        @Override
        public void gone() {
            left.incrementAndGet();
        }
    }

    /// Has more to tell than anybody takes.
    private final class Flood implements Teller {

        @Override
        public void begin(Runnable awakening) {
            awakening.run();
        }

        @Override
        public Word next() {
            poured.incrementAndGet();
            return new Word.Piece(new byte[PIECE]);
        }

        @Override
        public void gone() {
            flooded.countDown();
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tellsWhatIsNewAndEndsWhenAllIsSaid() throws Exception {
        try (SSLSocket socket = ask("/numbers")) {
            BufferedReader lines = lines(socket);
            assertThat(head(lines))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("Content-Type: text/event-stream", "Transfer-Encoding: chunked");
            teller(0).count(1);
            assertThat(piece(lines)).isEqualTo("1");
            teller(0).count(2);
            assertThat(piece(lines)).isEqualTo("2");
            teller(0).count(-1);
            assertThat(piece(lines)).isEqualTo("end");
            assertThat(lines.readLine()).isEqualTo("0");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isNull();
            await().atMost(PATIENCE).until(() -> teller(0).left.get() == 1);
        }
    }

    @Test
    void takesNoPlaceAmongCalls() throws Exception {
        List<SSLSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SSLSocket socket = ask("/numbers");
            sockets.add(socket);
            assertThat(head(lines(socket))).startsWith("HTTP/1.1 200 OK");
        }
        try (SSLSocket socket = ask("/value")) {
            assertThat(head(lines(socket))).startsWith("HTTP/1.1 200 OK");
        }
        for (SSLSocket socket : sockets) {
            socket.close();
        }
        await().atMost(PATIENCE)
                .until(() -> tellers.stream().allMatch(one -> one.left.get() == 1) && tellers.size() == 20);
    }

    /// That a client is gone is noticed although nothing is told.
    @Test
    void noticesThatAClientHasLeft() throws Exception {
        try (SSLSocket socket = ask("/numbers")) {
            head(lines(socket));
            assertThat(teller(0).left).hasValue(0);
        }
        await().atMost(PATIENCE).until(() -> teller(0).left.get() == 1);
    }

    /// The head of the answer cannot be sent, which shows at once.
    @Test
    void nothingBeginsForAClientThatHasLeft() throws Exception {
        SSLSocket socket = ask("/late");
        await().atMost(PATIENCE).until(() -> tellers.size() == 1);
        socket.setSoLinger(true, 0);
        socket.close();
        reset.countDown();
        await().atMost(PATIENCE).until(() -> teller(0).left.get() == 1);
        api.close();
        assertThat(teller(0).begunAfterwards).isFalse();
        assertThat(teller(0).left).hasValue(1);
    }

    @Test
    void whoSendsSomethingElseMeanwhileIsCutOff() throws Exception {
        try (SSLSocket socket = ask("/numbers")) {
            head(lines(socket));
            socket.getOutputStream().write("GET /value HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            await().atMost(PATIENCE).until(() -> teller(0).left.get() == 1);
        }
    }

    @Test
    void asksForNoMoreThanTheClientTakes() throws Exception {
        try (SSLSocket socket = ask("/flood")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            await().atMost(PATIENCE).until(this::standsStill);
            assertThat(poured.get()).isLessThan(64);
            try (SSLSocket other = ask("/value")) {
                assertThat(head(lines(other))).startsWith("HTTP/1.1 200 OK");
            }
        }
        assertThat(flooded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoTakesNothingForTooLongIsCutOff() throws Exception {
        try (TestApi impatient = serve(Duration.ofMillis(100));
                SSLSocket socket = ask(impatient, "/flood")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(flooded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Nobody is left to be cut off when the listener has waited for those that are being answered.
    @Test
    void endsInGoodOrderWithTheListener() throws Exception {
        try (SSLSocket socket = ask("/numbers")) {
            BufferedReader lines = lines(socket);
            head(lines);
            api.close();
            assertThat(lines.readLine()).isEqualTo("0");
            assertThat(teller(0).left).hasValue(1);
        }
    }

    private boolean standsStill() throws InterruptedException {
        long before = poured.get();
        Thread.sleep(Duration.ofSeconds(1));
        return before > 0 && poured.get() == before;
    }

    /// Answers when the client has broken off.
    private Reply late() {
        Numbers teller = teller();
        try {
            assertThat(reset.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Reply.told("text/event-stream", teller);
    }

    private Numbers teller() {
        var teller = new Numbers();
        tellers.add(teller);
        return teller;
    }

    private Numbers teller(int index) {
        return tellers.get(index);
    }

    private SSLSocket ask(String path) throws IOException {
        return ask(api, path);
    }

    private static SSLSocket ask(TestApi api, String path) throws IOException {
        var socket = (SSLSocket) api.trust().getSocketFactory().createSocket("localhost", api.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(UTF_8));
        return socket;
    }

    private static BufferedReader lines(SSLSocket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static String head(BufferedReader lines) throws IOException {
        var head = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /// A chunk of one line: its length, the line, and the empty line behind it.
    private static String piece(BufferedReader lines) throws IOException {
        lines.readLine();
        String line = lines.readLine();
        assertThat(lines.readLine()).isEmpty();
        return line;
    }

    private static Route open(String path, Endpoint endpoint) {
        return Route.open(Method.GET, path, "test", endpoint);
    }
}

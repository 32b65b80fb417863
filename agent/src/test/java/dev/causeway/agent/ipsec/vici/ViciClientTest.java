package dev.causeway.agent.ipsec.vici;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.process.SystemCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViciClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private FakeViciServer server;

    @BeforeEach
    void start() {
        server = new FakeViciServer(folder.resolve("s"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void returnsTheAnswerToACommand() {
        server.answer("version", call -> List.of(answer(Section.EMPTY.with("version", "5.9.8"))));
        try (ViciClient client = ViciClient.open(server.path(), PATIENCE)) {
            assertThat(client.call("version", Section.EMPTY).text("version")).isEqualTo("5.9.8");
        }
    }

    @Test
    void saysWhyTheDaemonRefused() {
        server.answer(
                "load-conn",
                call -> List.of(answer(Section.EMPTY.with("success", "no").with("errmsg", "invalid proposal"))));
        try (ViciClient client = ViciClient.open(server.path(), PATIENCE)) {
            assertThatThrownBy(() -> client.call("load-conn", Section.EMPTY))
                    .isInstanceOf(ViciFailed.class)
                    .hasMessage("load-conn: invalid proposal");
            assertThatThrownBy(() -> client.call("no-such-command", Section.EMPTY))
                    .hasMessageContaining("COMMAND_UNKNOWN");
        }
    }

    @Test
    void collectsWhatACommandStreams() {
        server.answer(
                "list-sas",
                call -> List.of(
                        new Packet(Packet.Type.EVENT, "list-sa", Section.EMPTY.with("n", 1)),
                        new Packet(Packet.Type.EVENT, "list-sa", Section.EMPTY.with("n", 2)),
                        answer(Section.EMPTY)));
        try (ViciClient client = ViciClient.open(server.path(), PATIENCE)) {
            assertThat(client.stream("list-sas", "list-sa", Section.EMPTY))
                    .extracting(one -> one.number("n"))
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void givesUpOnADaemonThatHangs() {
        server.answer("version", call -> List.of());
        try (ViciClient client = ViciClient.open(server.path(), IMPATIENCE)) {
            assertThatThrownBy(() -> client.call("version", Section.EMPTY))
                    .isInstanceOf(ViciUnanswered.class)
                    .hasMessage("version: no answer within 300 ms");
        }
    }

    @Test
    void tellsHowLongAnAnswerIsOwed() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        server.answer("version", _ -> {
            asked.countDown();
            await(answer);
            return List.of(answer(Section.EMPTY));
        });
        try (ViciClient client = ViciClient.open(server.path(), PATIENCE)) {
            assertThat(client.waited()).isZero();
            Thread caller = Thread.ofVirtual().start(() -> client.call("version", Section.EMPTY));
            await(asked);
            while (!client.waited().isPositive()) {
                Thread.sleep(10);
            }
            answer.countDown();
            caller.join();
            assertThat(client.waited()).isZero();
        }
    }

    /// As after a machine was suspended, or held up for long.
    @Test
    void doesNotCountTheTimeInWhichThisProcessStoodStill() {
        Duration patience = Duration.ofSeconds(6);
        server.answer("version", _ -> {
            new SystemCommands().run("sh", "-c", "kill -STOP $PPID; sleep 8; kill -CONT $PPID; sleep 1");
            return List.of(answer(Section.EMPTY.with("version", "5.9.8")));
        });
        try (ViciClient client = ViciClient.open(server.path(), patience)) {
            assertThat(client.call("version", Section.EMPTY).text("version")).isEqualTo("5.9.8");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysThatNobodyListens() {
        assertThatThrownBy(() -> ViciClient.open(folder.resolve("none"), PATIENCE))
                .isInstanceOf(ViciFailed.class)
                .hasMessageContaining("cannot connect");
    }

    @Test
    void deliversEventsAndNoticesTheEndOfTheDaemon() {
        try (ViciEvents events = ViciEvents.open(server.path(), List.of("ike-updown", "child-updown"), PATIENCE)) {
            server.raise(new Packet(Packet.Type.EVENT, "child-updown", Section.EMPTY.with("up", "yes")));
            ViciEvents.Event event = events.next();
            assertThat(event.name()).isEqualTo("child-updown");
            assertThat(event.message().isYes("up")).isTrue();
            server.close();
            assertThatThrownBy(events::next).isInstanceOf(ViciFailed.class);
        }
    }

    private static Packet answer(Section message) {
        return new Packet(Packet.Type.ANSWER, "", message);
    }
}

package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.management.ClientEnvironment;
import dev.causeway.agent.openvpn.management.ClientEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginsTest {

    private final User alice = VpnExamples.user("alice");
    private volatile List<User> users = List.of(alice);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger compared = new AtomicInteger();
    private final CountDownLatch begin = new CountDownLatch(1);

    @AfterEach
    void end() {
        begin.countDown();
        thread.shutdownNow();
    }

    private Logins logins(PasswordCheck passwords) {
        return new Logins(
                (hash, password) -> {
                    compared.incrementAndGet();
                    awaitBegin();
                    return passwords.matches(hash, password);
                },
                work -> {
                    var _ = thread.submit(work);
                },
                Clock.systemUTC());
    }

    private void awaitBegin() {
        try {
            begin.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Does something in the one thread, and waits for it.
    private void inThread(Runnable work) throws Exception {
        Future<?> done = thread.submit(work);
        done.get();
    }

    private void arrive(Logins logins, long client, String name) {
        arrive(logins, client, name, outcome(client));
    }

    private void arrive(Logins logins, long client, String name, Logins.Outcome outcome) {
        var said = new ClientEnvironment(
                Map.of("username", name, "untrusted_ip", "198.51.100.2", "untrusted_port", "1000"));
        Newcomer newcomer =
                Newcomer.of(new ClientEvent.Connect(client, 1, said)).orElseThrow();
        logins.arrive(newcomer, "pw-" + name, () -> users, outcome);
    }

    private Logins.Outcome outcome(long client) {
        return new Logins.Outcome() {
            @Override
            public void right(User user) {
                told.add(client + " in");
            }

            @Override
            public void refused(LoginRefusal why) {
                told.add(client + " " + why);
            }
        };
    }

    private void awaitTold(String... those) {
        VpnLab.await().untilAsserted(() -> assertThat(told).containsExactly(those));
    }

    @Test
    void whoHasLeftIsNotCompared() throws Exception {
        Logins logins = logins((_, _) -> false);
        inThread(() -> {
            for (int client = 0; client < 5000; client++) {
                arrive(logins, client, "name-" + client);
                logins.left(client);
            }
            arrive(logins, 9999, "bob");
        });
        begin.countDown();
        awaitTold("9999 CREDENTIALS");
        assertThat(compared).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void twoOfANodeAreComparedAtATime() throws Exception {
        Logins logins = logins((_, _) -> false);
        inThread(() -> {
            for (int client = 0; client < 20; client++) {
                arrive(logins, client, "name-" + client);
            }
        });
        VpnLab.await().until(() -> compared.get() == 2);
        begin.countDown();
        VpnLab.await().until(() -> told.size() == 20);
        assertThat(compared).hasValue(20);
    }

    @Test
    void whatWasNotComparedIsNoFailure() throws Exception {
        Logins logins = logins((_, _) -> {
            throw new IllegalStateException("no library");
        });
        begin.countDown();
        for (int client = 0; client < 10; client++) {
            long next = client;
            inThread(() -> arrive(logins, next, "alice"));
            VpnLab.await().until(() -> told.size() == next + 1);
        }
        assertThat(told).allMatch(line -> line.endsWith(" BUSY"));
    }

    @Test
    void whatFollowsFromALoginMayFailAndTheNextOfThatUserComesIn() throws Exception {
        Logins logins = logins((_, _) -> true);
        inThread(() -> {
            arrive(logins, 1, "alice", new Logins.Outcome() {
                @Override
                public void right(User user) {
                    throw new UncheckedIOException(new IOException("no space left"));
                }

                @Override
                public void refused(LoginRefusal why) {}
            });
            arrive(logins, 2, "alice");
        });
        begin.countDown();
        awaitTold("2 in");
    }

    @Test
    void whoIsMadeWhileThePasswordIsComparedComesIn() throws Exception {
        users = List.of();
        Logins logins = logins((hash, _) -> {
            users = List.of(alice);
            return hash.isPresent();
        });
        begin.countDown();
        inThread(() -> arrive(logins, 1, "alice"));
        awaitTold("1 in");
        assertThat(compared).hasValue(2);
    }

    @Test
    void whoGetsAnotherPasswordMeanwhileIsComparedOnceMoreAndNoOftener() throws Exception {
        Logins logins = logins((_, _) -> {
            users = List.of(VpnExamples.user("alice"));
            return false;
        });
        begin.countDown();
        inThread(() -> arrive(logins, 1, "alice"));
        awaitTold("1 CREDENTIALS");
        assertThat(compared).hasValue(2);
    }

    @Test
    void whoIsNoUserAndWhosePasswordIsWrongAreToldAfterTheSameTime() throws Exception {
        Logins logins = logins((_, _) -> false);
        begin.countDown();
        for (String name : List.of("alice", "nobody")) {
            long began = System.nanoTime();
            inThread(() -> arrive(logins, name.length(), name));
            VpnLab.await().until(() -> told.contains(name.length() + " CREDENTIALS"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
        assertThat(compared).hasValue(2);
    }

    @Test
    void whoDoesNotWaitForTheAnswerHasFailedToo() throws Exception {
        Logins logins = logins((_, _) -> false);
        begin.countDown();
        for (int client = 0; client < FailedLogins.MOST; client++) {
            long next = client;
            inThread(() -> arrive(logins, next, "alice"));
            VpnLab.await().until(() -> compared.get() == next + 1);
            inThread(() -> logins.left(next));
        }
        inThread(() -> arrive(logins, 99, "alice"));
        awaitTold("99 TOO_MANY_FAILURES");
        assertThat(compared).hasValue(FailedLogins.MOST);
    }
}

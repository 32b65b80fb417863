package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.management.ClientEvent;
import dev.causeway.agent.openvpn.management.ClientRow;
import dev.causeway.agent.openvpn.management.Farewell;
import dev.causeway.agent.openvpn.management.Grant;
import dev.causeway.agent.openvpn.management.ManagementClient;
import dev.causeway.agent.openvpn.management.ManagementFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// What is said between the agent and one daemon, from the moment at which the agent attaches. All happens in
/// one thread, which never waits for the daemon.
final class Conversation implements ManagementClient.Listener, AutoCloseable {

    /// However long this process stood still, that is one step.
    private static final Duration LONGEST_STEP = Duration.ofMillis(500);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final Executor thread;
    private final Listener listener;
    private final Set<Long> arrived = new HashSet<>();
    private Optional<ManagementClient> client = Optional.empty();
    private Stage stage = Stage.OPENING;
    private boolean asking;
    private long asked = System.nanoTime();
    private long stepped = System.nanoTime();
    private Duration silent = Duration.ZERO;
    private boolean closed;

    private enum Stage {
        OPENING,
        /// It may not have opened its port yet.
        STARTING,
        /// It serves clients, and who they are is not known yet.
        SERVING,
        ATTACHED
    }

    /// What follows, in the one thread.
    interface Listener {

        void heard(ClientEvent event);

        /// The clients that the daemon has.
        ///
        /// @param arrived numbers of those that wanted to come in since the agent attached
        void attached(List<ClientRow> clients, Set<Long> arrived);

        /// It is over: the daemon has ended, or does not take anybody.
        void lost();

        /// It has answered: what it was waited for may be there.
        void looked();
    }

    Conversation(Executor thread, Listener listener) {
        this.thread = thread;
        this.listener = listener;
    }

    void open(Path socket) {
        Thread.ofVirtual().name("attach").start(() -> {
            try {
                ManagementClient opened = ManagementClient.open(socket, this);
                thread.execute(() -> opened(opened));
            } catch (ManagementFailed _) {
                lost();
            }
        });
    }

    private void opened(ManagementClient opened) {
        client = Optional.of(opened);
        if (closed) {
            opened.close();
            return;
        }
        stage = Stage.STARTING;
        then(opened.release(), _ -> look());
    }

    /// Asks for what is not known yet, and now and then whether the daemon is still there.
    void look() {
        silent = client.map(open -> open.waited(step())).orElse(Duration.ZERO);
        if (closed || asking || client.isEmpty()) {
            return;
        }
        switch (stage) {
            case OPENING -> {}
            case STARTING ->
                ask(client.get().isServing(), serving -> {
                    if (serving) {
                        stage = Stage.SERVING;
                        look();
                    }
                });
            case SERVING ->
                ask(client.get().clients(), clients -> {
                    stage = Stage.ATTACHED;
                    listener.attached(clients, Set.copyOf(arrived));
                    arrived.clear();
                });
            case ATTACHED -> {
                if (System.nanoTime() - asked > ASK_AGAIN.toNanos()) {
                    ask(client.get().isServing(), _ -> {});
                }
            }
        }
    }

    /// Asks once more for the clients that the daemon has.
    void compareAgain() {
        if (stage == Stage.ATTACHED) {
            stage = Stage.SERVING;
        }
    }

    private Duration step() {
        long now = System.nanoTime();
        Duration passed = Duration.ofNanos(now - stepped);
        stepped = now;
        return passed.compareTo(LONGEST_STEP) < 0 ? passed : LONGEST_STEP;
    }

    private interface Continuation<T> {
        void with(T answer);
    }

    private <T> void ask(CompletableFuture<T> answer, Continuation<T> continuation) {
        asking = true;
        asked = System.nanoTime();
        var _ = answer.whenComplete((value, failure) -> thread.execute(() -> {
            asking = false;
            if (!closed && failure == null) {
                continuation.with(value);
                listener.looked();
            }
        }));
    }

    private <T> void then(CompletableFuture<T> answer, Continuation<T> continuation) {
        var _ = answer.whenComplete((value, failure) -> thread.execute(() -> {
            if (!closed && failure == null) {
                continuation.with(value);
            }
        }));
    }

    boolean isAttached() {
        return stage == Stage.ATTACHED;
    }

    /// For how long it owes an answer.
    Duration silent() {
        return silent;
    }

    /// Lets a client in.
    ///
    /// @param wakes whether the client understands what is sent to have it looked at at once
    /// @param otherwise what follows if it is not there any more
    void admit(ClientEvent.Connect who, Grant grant, boolean wakes, Runnable otherwise) {
        client.ifPresent(open -> then(open.admit(who, grant), reply -> {
            if (!reply.done()) {
                otherwise.run();
            }
        }));
        client.filter(_ -> wakes).ifPresent(open -> then(open.wake(who), _ -> {}));
    }

    void renew(ClientEvent.Reauthenticate who) {
        client.ifPresent(open -> then(open.renew(who), _ -> {}));
    }

    void deny(long number, long key, String text) {
        client.ifPresent(open -> then(open.deny(number, key, text), _ -> {}));
    }

    /// Sends a client away.
    ///
    /// @param otherwise what follows if it is not there any more
    void kill(long number, Farewell farewell, Runnable otherwise) {
        client.ifPresent(open -> then(open.kill(number, farewell), reply -> {
            if (!reply.done()) {
                otherwise.run();
            }
        }));
    }

    @Override
    public void heard(ClientEvent event) {
        thread.execute(() -> {
            if (!closed) {
                if (stage != Stage.ATTACHED) {
                    arrived.add(event.client());
                }
                listener.heard(event);
            }
        });
    }

    @Override
    public void lost() {
        thread.execute(() -> {
            if (!closed) {
                close();
                listener.lost();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        client.ifPresent(ManagementClient::close);
    }
}

package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.FailedLogins.Source;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// Compares the passwords of those who want to come in. That takes its time and is done elsewhere; all else
/// happens in one thread. Those of one user from one address come one after the other, so that nobody guesses
/// more than is counted.
final class Logins {

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());

    /// So many may wait. More than this are not done within the time that a client waits for.
    static final int MOST_WAITING = 1000;

    /// So many of a node are compared at a time: clients of other nodes have their turn as well.
    private static final int AT_ONCE = 2;

    private final PasswordCheck passwords;
    private final Executor thread;
    private final Clock clock;
    private final FailedLogins failures = new FailedLogins();
    private final Map<Source, Deque<Attempt>> waiting = new HashMap<>();
    private final Set<Long> present = ConcurrentHashMap.newKeySet();

    /// Fair, so that each waits only for those before him.
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /// What follows, in the one thread.
    interface Outcome {

        /// The password is that of this user.
        void right(User user);

        void refused(LoginRefusal why);
    }

    private record Attempt(Newcomer newcomer, String password, List<User> users, Outcome outcome) {

        Optional<User> user() {
            return users.stream()
                    .filter(user -> user.name().equals(newcomer.name()))
                    .findFirst();
        }
    }

    /// @param thread the one thread
    Logins(PasswordCheck passwords, Executor thread, Clock clock) {
        this.passwords = passwords;
        this.thread = thread;
        this.clock = clock;
    }

    void arrive(Newcomer newcomer, String password, List<User> users, Outcome outcome) {
        if (present.size() >= MOST_WAITING) {
            outcome.refused(LoginRefusal.BUSY);
            return;
        }
        present.add(newcomer.event().client());
        Deque<Attempt> queue = waiting.computeIfAbsent(newcomer.source(), _ -> new ArrayDeque<>());
        queue.add(new Attempt(newcomer, password, users, outcome));
        if (queue.size() == 1) {
            next(newcomer.source());
        }
    }

    boolean waits(long client) {
        return present.contains(client);
    }

    /// A client does not wait any longer.
    void left(long client) {
        present.remove(client);
    }

    private void next(Source source) {
        Deque<Attempt> queue = waiting.getOrDefault(source, new ArrayDeque<>());
        while (!queue.isEmpty()) {
            Attempt attempt = queue.peek();
            if (!present.contains(attempt.newcomer().event().client())) {
                queue.remove();
            } else if (failures.isRefused(source, clock.instant())) {
                queue.remove();
                present.remove(attempt.newcomer().event().client());
                // Later: should it fail, the others behind it go on.
                thread.execute(() -> attempt.outcome().refused(LoginRefusal.TOO_MANY_FAILURES));
            } else {
                Thread.ofVirtual().name("login").start(() -> compare(attempt));
                return;
            }
        }
        waiting.remove(source);
    }

    /// Whoever has left takes nobody's turn.
    private void compare(Attempt attempt) {
        Optional<Boolean> right = Optional.empty();
        turns.acquireUninterruptibly();
        try {
            if (present.contains(attempt.newcomer().event().client())) {
                right = Optional.of(passwords.matches(attempt.user().map(User::password), attempt.password()));
            }
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "a password cannot be compared: {0}", e.toString());
        } finally {
            turns.release();
            Optional<Boolean> matches = right;
            thread.execute(() -> compared(attempt, matches));
        }
    }

    /// The next one has its turn whatever becomes of this one.
    ///
    /// @param right nothing if it was not compared, which is neither a failure nor a success
    private void compared(Attempt attempt, Optional<Boolean> right) {
        Source source = attempt.newcomer().source();
        waiting.get(source).remove();
        right.ifPresent(matches -> count(source, matches));
        try {
            if (present.remove(attempt.newcomer().event().client())) {
                tell(attempt, right);
            }
        } finally {
            next(source);
        }
    }

    private void count(Source source, boolean right) {
        if (right) {
            failures.succeeded(source);
        } else {
            failures.failed(source, clock.instant());
        }
    }

    private static void tell(Attempt attempt, Optional<Boolean> right) {
        if (right.isEmpty()) {
            attempt.outcome().refused(LoginRefusal.BUSY);
            return;
        }
        attempt.user()
                .filter(_ -> right.get())
                .ifPresentOrElse(
                        attempt.outcome()::right, () -> attempt.outcome().refused(LoginRefusal.CREDENTIALS));
    }
}

package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.FailedLogins.Source;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// Compares the passwords of those who want to come in. That takes its time and is done elsewhere; all else
/// happens in one thread. Those of one user from one address come one after the other, so that nobody guesses
/// more than is counted.
final class Logins {

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());

    /// So many may wait. More than this are not done within the time that a client waits for.
    static final int MOST_WAITING = 1000;

    private final PasswordCheck passwords;
    private final Executor thread;
    private final Clock clock;
    private final FailedLogins failures = new FailedLogins();
    private final Map<Source, Deque<Attempt>> waiting = new HashMap<>();
    private final Set<Long> present = new HashSet<>();

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
                attempt.outcome().refused(LoginRefusal.TOO_MANY_FAILURES);
            } else {
                Thread.ofVirtual().name("login").start(() -> compare(attempt));
                return;
            }
        }
        waiting.remove(source);
    }

    private void compare(Attempt attempt) {
        boolean right = false;
        try {
            right = passwords.matches(attempt.user().map(User::password), attempt.password());
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "a password cannot be compared: {0}", e.toString());
        } finally {
            boolean matches = right;
            thread.execute(() -> compared(attempt, matches));
        }
    }

    private void compared(Attempt attempt, boolean right) {
        Source source = attempt.newcomer().source();
        waiting.get(source).remove();
        if (right) {
            failures.succeeded(source);
        } else {
            failures.failed(source, clock.instant());
        }
        if (present.remove(attempt.newcomer().event().client())) {
            Optional<User> user = attempt.user().filter(_ -> right);
            user.ifPresentOrElse(
                    attempt.outcome()::right, () -> attempt.outcome().refused(LoginRefusal.CREDENTIALS));
        }
        next(source);
    }
}

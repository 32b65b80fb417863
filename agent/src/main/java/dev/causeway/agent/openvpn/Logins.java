package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.FailedLogins.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Compares the passwords of those who want to come in. That takes its time and is done elsewhere; all else
/// happens in one thread. Those of one user from one address come one after the other, so that nobody guesses
/// more than is counted.
///
/// Nobody is turned away at once, whether there is no such user or the password is wrong: who was made a moment ago,
/// or given another password, may not be known here yet.
final class Logins {

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());

    /// So many may wait. More than this are not done within the time that a client waits for.
    static final int MOST_WAITING = 1000;

    /// So many of a node are compared at a time: clients of other nodes have their turn as well.
    private static final int AT_ONCE = 2;

    /// What an API has answered is known on hosts before this has passed, unless they are away.
    private static final Duration SECOND_LOOK = Duration.ofMillis(500);

    private final PasswordCheck passwords;
    private final Executor thread;
    private final Executor later;
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

    private record Attempt(Newcomer newcomer, String password, Supplier<List<User>> users, Outcome outcome) {

        /// As it is now.
        Optional<User> user() {
            return users.get().stream()
                    .filter(user -> user.name().equals(newcomer.name()))
                    .findFirst();
        }
    }

    /// @param thread the one thread
    Logins(PasswordCheck passwords, Executor thread, Clock clock) {
        this.passwords = passwords;
        this.thread = thread;
        this.later = CompletableFuture.delayedExecutor(SECOND_LOOK.toMillis(), TimeUnit.MILLISECONDS, thread);
        this.clock = clock;
    }

    /// @param users as they are when this is asked, in the one thread
    void arrive(Newcomer newcomer, String password, Supplier<List<User>> users, Outcome outcome) {
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
            if (!isPresent(attempt)) {
                queue.remove();
            } else if (failures.isRefused(source, clock.instant())) {
                queue.remove();
                present.remove(attempt.newcomer().event().client());
                // Later: should it fail, the others behind it go on.
                thread.execute(() -> attempt.outcome().refused(LoginRefusal.TOO_MANY_FAILURES));
            } else {
                Optional<User> user = attempt.user();
                compare(attempt, user, right -> compared(attempt, user, right));
                return;
            }
        }
        waiting.remove(source);
    }

    /// @param then given, in the one thread, whether the password is the user's; nothing if it was not compared, which
    ///     is neither a failure nor a success
    private void compare(Attempt attempt, Optional<User> user, Consumer<Optional<Boolean>> then) {
        Thread.ofVirtual().name("login").start(() -> {
            Optional<Boolean> right = Optional.empty();
            turns.acquireUninterruptibly();
            try {
                right = right(attempt, user);
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "a password cannot be compared: {0}", e.toString());
            } finally {
                turns.release();
                Optional<Boolean> matches = right;
                thread.execute(() -> then.accept(matches));
            }
        });
    }

    /// Whoever has left takes nobody's turn.
    private Optional<Boolean> right(Attempt attempt, Optional<User> user) {
        return isPresent(attempt)
                ? Optional.of(passwords.matches(user.map(User::password), attempt.password()))
                : Optional.empty();
    }

    private boolean isPresent(Attempt attempt) {
        return present.contains(attempt.newcomer().event().client());
    }

    private void compared(Attempt attempt, Optional<User> user, Optional<Boolean> right) {
        if (right.equals(Optional.of(false))) {
            later.execute(() -> lookAgain(attempt, user));
        } else {
            decided(attempt, user, right);
        }
    }

    /// Who has left meanwhile has failed as well, or nobody who guesses would wait for the answer.
    private void lookAgain(Attempt attempt, Optional<User> before) {
        Optional<User> user = attempt.user();
        if (isPresent(attempt) && user.isPresent() && !user.equals(before)) {
            compare(attempt, user, right -> decided(attempt, user, right));
        } else {
            decided(attempt, before, Optional.of(false));
        }
    }

    /// The next one has its turn whatever becomes of this one.
    private void decided(Attempt attempt, Optional<User> user, Optional<Boolean> right) {
        Source source = attempt.newcomer().source();
        waiting.get(source).remove();
        right.ifPresent(matches -> count(source, matches));
        try {
            if (present.remove(attempt.newcomer().event().client())) {
                tell(attempt, user, right);
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

    private static void tell(Attempt attempt, Optional<User> user, Optional<Boolean> right) {
        if (right.isEmpty()) {
            attempt.outcome().refused(LoginRefusal.BUSY);
            return;
        }
        user.filter(_ -> right.get())
                .ifPresentOrElse(
                        attempt.outcome()::right, () -> attempt.outcome().refused(LoginRefusal.CREDENTIALS));
    }
}

package dev.causeway.controller.database;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.causeway.model.ServiceException;
import dev.causeway.model.Unavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.util.PSQLException;

/// The database, migrated to this version of the project. Work is done in transactions only.
public final class Database implements Questions, AutoCloseable {

    private static final Logger LOG = System.getLogger(Database.class.getName());
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");
    private static final int ATTEMPTS = 5;

    /// A call that cannot be served is refused soon, so that it does not hold what others need. The limits follow each
    /// other: who waits for a connection outlasts those who hold one and wait for a lock.
    private static final String LIMITS = "SET lock_timeout = '2s';"
            + " SET statement_timeout = '10s'; SET idle_in_transaction_session_timeout = '15s'";

    private static final int SILENCE_SECONDS = 20;
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(3);
    private static final Duration WAIT_FOR_PROOF_OF_LIFE = Duration.ofSeconds(1);

    private final Supplier<Address> address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Map<String, Function<String, ServiceException>> explanations;
    private final Queue<Listener> listeners = new ConcurrentLinkedQueue<>();

    private Database(
            Supplier<Address> address,
            HikariDataSource pool,
            Map<String, Function<String, ServiceException>> explanations) {
        this.address = address;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin()).installPlugin(new StoredTypes());
        this.explanations = explanations;
    }

    /// Where a database is and how to log in.
    public record Address(String url, String user, String password) {

        @Override
        public String toString() {
            return url;
        }
    }

    /// Connects and brings the schema up to date.
    ///
    /// @throws IllegalStateException if the database does not answer, or is of a newer version than this program
    public static Database open(Address address, int connections) {
        return open(() -> address, connections);
    }

    /// The same for a database whose address may change.
    public static Database open(Supplier<Address> address, int connections) {
        Migrations.run(new LoginSource(address, 0));
        return new Database(address, pool(address, "database", connections), new ConcurrentHashMap<>());
    }

    /// The same database over connections of its own: whoever works there is served while all others are taken.
    public Database apart(String name, int connections) {
        return new Database(address, pool(address, name, connections), explanations);
    }

    private static HikariDataSource pool(Supplier<Address> address, String name, int connections) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new LoginSource(address, SILENCE_SECONDS));
        config.setConnectionInitSql(LIMITS);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        config.setValidationTimeout(WAIT_FOR_PROOF_OF_LIFE.toMillis());
        return new HikariDataSource(config);
    }

    /// Reads in one transaction that sees one moment and changes nothing.
    ///
    /// @throws Unavailable if the database does not serve it in time
    public <T> T read(Function<Handle, T> work) {
        return asked(() -> jdbi.inTransaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return work.apply(handle);
        }));
    }

    /// Asks one question: one exchange with the server, which sees one moment.
    ///
    /// @throws Unavailable if the database does not serve it in time
    @Override
    public <T> List<T> list(Select<T> question) {
        return asked(() -> {
            try (Connection connection = pool.getConnection()) {
                return question.list(connection);
            } catch (SQLException e) {
                throw new Select.Failed(e);
            }
        });
    }

    /// The same, for the first row of the answer.
    @Override
    public <T> Optional<T> first(Select<T> question) {
        return list(question).stream().findFirst();
    }

    /// Asks several questions in one exchange, all about the same moment.
    ///
    /// @throws Unavailable if the database does not serve it in time
    @Override
    public void ask(Pipeline questions) {
        Optional<?> _ = asked(() -> {
            try (Connection connection = pool.getConnection()) {
                questions.readAlone(connection);
                return Optional.empty();
            } catch (SQLException e) {
                throw new Select.Failed(e);
            }
        });
    }

    /// Reads and writes in one transaction: all of it or nothing. It is run again when the database asks for that, or
    /// the work does so by [Overtaken], so it must do nothing but work on the handle.
    ///
    /// @throws ServiceException the explanation of a constraint that the work violates
    /// @throws Unavailable if the database does not serve it in time
    public <T> T write(Function<Handle, T> work) {
        return asked(() -> written(work));
    }

    private <T> T written(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (Overtaken e) {
                if (attempt == ATTEMPTS) {
                    throw e.refusal();
                }
            } catch (JdbiException e) {
                Optional<PSQLException> cause = complaint(e);
                if (attempt == ATTEMPTS
                        || cause.isEmpty()
                        || !TRY_AGAIN.contains(cause.get().getSQLState())) {
                    throw cause.flatMap(this::explanation)
                            .<RuntimeException>map(found -> found)
                            .orElse(e);
                }
            }
        }
    }

    /// Like [#write], for work without a result.
    public void change(Consumer<Handle> work) {
        write(handle -> {
            work.accept(handle);
            return Optional.empty();
        });
    }

    /// Says what it means for a caller when a constraint is violated. A constraint without an explanation is one that
    /// no request can violate.
    public Database explain(String constraint, Supplier<ServiceException> failure) {
        return explain(constraint, _ -> failure.get());
    }

    /// The same for a constraint of which the database tells more, in words.
    public Database explain(String constraint, Function<String, ServiceException> failure) {
        explanations.put(constraint, failure);
        return this;
    }

    /// Works on a part of what is [written][#write], so that a constraint that the part violates is explained
    /// at once, to whoever knows which part it is.
    ///
    /// @throws ServiceException the explanation of a constraint that the work violates
    public <T> T explained(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw explanation(e);
        }
    }

    /// The explanation of the constraint that a part of what is written violates; the failure itself if it is another
    /// one.
    public RuntimeException explanation(JdbiException failure) {
        return complaint(failure)
                .flatMap(this::explanation)
                .<RuntimeException>map(found -> found)
                .orElse(failure);
    }

    /// Calls back with the payload of every notification of a channel from now on, and with an empty text whenever some
    /// may have been lost because the connection was. It ends with the database if it is not closed before.
    @CanIgnoreReturnValue
    public Listener listen(String channel, Consumer<String> onNotification) {
        Listener listener = Listener.start(address, channel, onNotification);
        listeners.add(listener);
        return listener;
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        pool.close();
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            if (!Failures.isPassing(e)) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    () -> "the database fails: " + Failures.sql(e).orElseThrow().getMessage());
            throw new Unavailable("the database does not answer; try again later");
        }
    }

    /// Whether a statement failed since it would violate a constraint, for who knows more of that than the constraint's
    /// explanation.
    public static boolean violates(JdbiException error, String constraint) {
        return complaint(error)
                .flatMap(said -> Optional.ofNullable(said.getServerErrorMessage()))
                .filter(said -> constraint.equals(said.getConstraint()))
                .isPresent();
    }

    private static Optional<PSQLException> complaint(JdbiException error) {
        return Failures.sql(error).filter(PSQLException.class::isInstance).map(PSQLException.class::cast);
    }

    private Optional<ServiceException> explanation(PSQLException error) {
        return Optional.ofNullable(error.getServerErrorMessage())
                .filter(said -> said.getConstraint() != null)
                .flatMap(said -> Optional.ofNullable(explanations.get(said.getConstraint()))
                        .map(failure -> failure.apply(
                                Optional.ofNullable(said.getDetail()).orElse(""))));
    }
}

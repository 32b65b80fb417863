package dev.causeway.controller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Unavailable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What becomes of calls when the database does not answer them.
class DatabaseLimitsTest {

    private static final Database.Address ADDRESS = TestDatabase.address();
    private static final Database DATABASE = Database.open(ADDRESS, 3);
    private static final Database APART = DATABASE.apart("apart", 1);

    @BeforeAll
    static void createTable() {
        DATABASE.change(tx -> tx.execute("CREATE TABLE thing AS SELECT 1 AS n"));
    }

    @AfterAll
    static void close() {
        APART.close();
        DATABASE.close();
    }

    @Test
    void refusesCallsThatWaitForALockAndServesThoseThatDoNot() throws Exception {
        try (var holder = DriverManager.getConnection(ADDRESS.url(), ADDRESS.user(), ADDRESS.password());
                var lock = holder.createStatement();
                var threads = Executors.newCachedThreadPool()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE thing");
            List<Future<Integer>> stuck = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                stuck.add(threads.submit((Callable<Integer>) () -> DATABASE.read(DatabaseLimitsTest::count)));
            }
            assertThat(APART.<Integer>read(tx ->
                            tx.createQuery("SELECT 5").mapTo(Integer.class).one()))
                    .isEqualTo(5);
            for (Future<Integer> call : stuck) {
                assertThatThrownBy(call::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(Unavailable.class);
            }
            holder.rollback();
        }
        assertThat(DATABASE.<Integer>read(DatabaseLimitsTest::count)).isEqualTo(1);
    }

    @Test
    void limitsWhatACallMayTake() {
        for (Database database : List.of(DATABASE, APART)) {
            assertThat(setting(database, "lock_timeout")).isEqualTo("2s");
            assertThat(setting(database, "statement_timeout")).isEqualTo("10s");
            assertThat(setting(database, "idle_in_transaction_session_timeout")).isEqualTo("15s");
        }
    }

    @Test
    void doesNotWaitForEverForAServerThatSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var address = new Database.Address(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/none", "nobody", "none");
            assertThatThrownBy(() -> Database.open(address, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the database does not answer");
        }
        for (Database database : List.of(DATABASE, APART)) {
            int milliseconds = database.<Integer>read(tx -> silenceAllowed(tx.getConnection()));
            assertThat(milliseconds).isEqualTo(20_000);
        }
    }

    private static int silenceAllowed(Connection connection) {
        try {
            return connection.getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsACallWhoseConnectionIsCutToTryAgain() {
        assertThatThrownBy(() -> DATABASE.read(tx -> tx.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void doesNotExcuseAMistakeOfItsOwn() {
        assertThatThrownBy(() -> DATABASE.read(tx -> tx.execute("SELECT nonsense")))
                .isNotInstanceOf(Unavailable.class);
    }

    private static int count(Handle tx) {
        return tx.createQuery("SELECT count(*) FROM thing").mapTo(Integer.class).one();
    }

    private static String setting(Database database, String name) {
        return database.read(tx -> tx.createQuery("SELECT current_setting(:name)")
                .bind("name", name)
                .mapTo(String.class)
                .one());
    }
}

package dev.causeway.controller.database;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/// Databases for tests: one throwaway server for all tests of a JVM, and in it as many migrated databases as are asked
/// for, each a copy of a template and so there in a few milliseconds.
///
/// ```java
/// private static final Database DATABASE = TestDatabase.fresh();
/// ```
public final class TestDatabase {

    private static final String TEMPLATE = "migrated";
    private static final int CONNECTIONS = 4;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /// A database of its own, empty but for the tables.
    public static Database fresh() {
        return Database.open(address(), CONNECTIONS);
    }

    /// The same, not connected to yet.
    public static Database.Address address() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return Server.INSTANCE.address(name);
    }

    /// A database without tables, for tests of migrations.
    public static Database.Address empty() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return Server.INSTANCE.address(name);
    }

    /// A database without tables that belongs to a user who has no other right.
    static Database.Address ofAnOrdinaryUser() {
        String name = "test_" + COUNT.incrementAndGet();
        execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
        execute("CREATE DATABASE " + name + " OWNER " + name);
        return new Database.Address(Server.INSTANCE.address(name).url(), name, name);
    }

    private static void execute(String statement) {
        execute(Server.INSTANCE.address(), statement);
    }

    /// Runs a statement outside of any transaction.
    public static void execute(Database.Address address, String statement) {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {

        static final EmbeddedServer INSTANCE = start();

        private static EmbeddedServer start() {
            try {
                Path everybody = Path.of(System.getProperty("java.io.tmpdir"), "causeway-test-binaries");
                Files.createDirectories(everybody);
                Path folder = Files.createTempDirectory("causeway-test-database");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                EmbeddedServer server = EmbeddedServer.start(folder, everybody, ServerSettings.THROWAWAY);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
                createTemplate(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void createTemplate(EmbeddedServer server) {
            execute(server.address(), "CREATE DATABASE " + TEMPLATE);
            Database.open(server.address(TEMPLATE), 2).close();
        }

        private static void end(EmbeddedServer server, Path folder) {
            server.close();
            try {
                PostgresBinaries.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Waits, inside a transaction that holds something, until another transaction waits for it, or until there is no
    /// need any more.
    public static void awaitAnotherThatWaits(Handle tx, BooleanSupplier needless) {
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> needless.getAsBoolean()
                        || tx.createQuery("""
                                        SELECT EXISTS (SELECT FROM pg_locks
                                                        WHERE NOT granted
                                                          AND transactionid = pg_current_xact_id()::xid)""").mapTo(Boolean.class).one());
    }
}

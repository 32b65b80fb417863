package dev.causeway.scenarios.bench;

import dev.causeway.controller.database.Select;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The service's own database, past the service: how fast the statement of a read is answered when that is all that is
/// done. No service with this database can be faster.
final class RawReads {

    private static final Path SERVER = Path.of("controller/database/data");
    private static final int PORT_LINE = 3;
    private static final int WARM_UP = 200;

    private final String url;
    private final String password;

    private RawReads(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /// @param data of the service
    static RawReads beside(Path data) {
        try {
            String port = Files.readAllLines(data.resolve(SERVER).resolve("postmaster.pid"))
                    .get(PORT_LINE)
                    .strip();
            return new RawReads(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                    Files.readString(data.resolve(SERVER).resolve("causeway.password")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Statements answered each second, when all clients ask at the same time, each on a connection of its own, and
    /// look at every row.
    ///
    /// @param questions asked over and over in this order
    double perSecond(List<? extends Select<?>> questions, int clients, Duration time) {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Double>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> one(questions, time)));
            }
            double sum = 0;
            for (Future<Double> each : all) {
                sum += each.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Runs statements that fill or clear tables.
    void change(String... statements) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double one(List<? extends Select<?>> questions, Duration time) throws SQLException {
        try (Connection connection = connect()) {
            for (int i = 0; i < WARM_UP; i++) {
                int _ = ask(connection, questions.get(i % questions.size()));
            }
            long start = System.nanoTime();
            long end = start + time.toNanos();
            int count = 0;
            while (System.nanoTime() < end) {
                int values = ask(connection, questions.get(count % questions.size()));
                if (values == 0) {
                    throw new IllegalStateException("nothing was found");
                }
                count++;
            }
            return count * 1e9 / (System.nanoTime() - start);
        }
    }

    /// @return how many values there were
    private static int ask(Connection connection, Select<?> question) throws SQLException {
        try (PreparedStatement statement = question.prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            int present = 0;
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    present += rows.getBytes(column) == null ? 0 : 1;
                }
            }
            return present;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "causeway", password);
    }
}

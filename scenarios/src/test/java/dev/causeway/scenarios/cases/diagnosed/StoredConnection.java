package dev.causeway.scenarios.cases.diagnosed;

import dev.causeway.scenarios.cloud.Cloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A connection as it lies in a service's own database: another version may have left it there otherwise than this one
/// would.
record StoredConnection(Path database, String connection) {

    private static final int PORT_LINE = 3;

    static StoredConnection in(Cloud cloud, String connection) {
        return new StoredConnection(cloud.data().resolve("controller/database/data"), connection);
    }

    /// Changes columns behind the service's back.
    void set(String columns) {
        try (var session = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres",
                        "causeway",
                        Files.readString(database.resolve("causeway.password")));
                var change = session.prepareStatement(
                        "UPDATE vpn_connection SET " + columns + " WHERE id = '" + connection + "'")) {
            if (change.executeUpdate() != 1) {
                throw new IllegalStateException("no connection " + connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port() throws IOException {
        return Integer.parseInt(Files.readAllLines(database.resolve("postmaster.pid"))
                .get(PORT_LINE)
                .strip());
    }
}

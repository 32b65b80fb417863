package dev.causeway.controller.database;

import java.io.Serial;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/// Logs in where the database is at that moment: the embedded server may have been started again at another port.
final class LoginSource extends PGSimpleDataSource {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String CANNOT_CONNECT = "08001";
    private static final String CONNECT_SECONDS = "5";

    private final transient Supplier<Database.Address> address;
    private final String silenceSeconds;

    /// @param silenceSeconds how long the server may say nothing before the connection counts as lost; zero for ever
    LoginSource(Supplier<Database.Address> address, int silenceSeconds) {
        this.address = address;
        this.silenceSeconds = Integer.toString(silenceSeconds);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Database.Address now = address();
        var properties = new Properties();
        if (now.user() != null) {
            properties.setProperty("user", now.user());
        }
        if (now.password() != null) {
            properties.setProperty("password", now.password());
        }
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", silenceSeconds);
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(now.url(), properties);
    }

    private Database.Address address() throws SQLException {
        try {
            return address.get();
        } catch (UncheckedIOException e) {
            throw new SQLException("the database's password cannot be read: " + e.getMessage(), CANNOT_CONNECT, e);
        }
    }
}

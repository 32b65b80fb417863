package dev.causeway.controller.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Waits for the notifications of a channel on a connection of its own, and connects again when that is lost.
public final class Listener implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Listener.class.getName());
    private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);
    private static final int WAIT_MILLISECONDS = 5_000;
    private static final int SILENCE_SECONDS = 10;

    private final LoginSource source;
    private final String channel;
    private final Consumer<String> onNotification;
    private volatile boolean closed;
    private Thread thread;

    private Listener(LoginSource source, String channel, Consumer<String> onNotification) {
        this.source = source;
        this.channel = channel;
        this.onNotification = onNotification;
    }

    static Listener start(Supplier<Database.Address> address, String channel, Consumer<String> onNotification) {
        if (!channel.matches("[a-z_]+")) {
            throw new IllegalArgumentException("not a plain channel name: " + channel);
        }
        var listener = new Listener(new LoginSource(address, SILENCE_SECONDS), channel, onNotification);
        // A platform thread: the driver waits for notifications inside a lock.
        listener.thread = Thread.ofPlatform().daemon().name("listen-" + channel).start(listener::run);
        return listener;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the notifications of " + channel + " are interrupted", e);
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
        }
        onNotification.accept("");
        while (!closed) {
            PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLISECONDS);
            for (PGNotification notification : received) {
                onNotification.accept(notification.getParameter());
            }
            // A server that has vanished notifies of nothing for ever.
            if (received.length == 0 && !connection.isValid(SILENCE_SECONDS)) {
                throw new SQLException("the connection is lost");
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(BEFORE_NEXT_TRY);
        } catch (InterruptedException _) {
            closed = true;
        }
    }
}

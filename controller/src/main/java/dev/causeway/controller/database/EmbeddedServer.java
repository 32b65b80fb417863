package dev.causeway.controller.database;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// The PostgreSQL server that comes with the controller. It keeps its data in a folder, so that the next start finds
/// them. A server that outlived its controller (which was killed) is adopted, and one that ends is started again.
public final class EmbeddedServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());

    private static final String USER = "causeway";
    private static final String MAIN_DATABASE = "postgres";
    private static final String WRONG_PASSWORD = "28P01";
    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DataFolder folder;
    private final PostgresBinaries binaries;
    private final ServerSettings settings;
    private final ServerUser user = ServerUser.current();
    private final ServerPrograms programs;
    private final Thread watcher =
            Thread.ofPlatform().daemon().name("database-server").unstarted(this::watch);
    private volatile String password = "";
    private volatile int port;
    private volatile boolean left;

    private EmbeddedServer(Path folder, PostgresBinaries binaries, ServerSettings settings) {
        this.folder = new DataFolder(folder.resolve("data"));
        this.binaries = binaries;
        this.settings = settings;
        this.programs = new ServerPrograms(binaries, user);
    }

    /// Starts the server of a folder, or adopts the one that runs there. A new folder gets an empty database.
    ///
    /// @throws IllegalStateException if the folder is not whole, or the server does not start
    public static EmbeddedServer start(Path folder) {
        return start(folder, folder, ServerSettings.LASTING);
    }

    static EmbeddedServer start(Path folder, Path binariesFolder, ServerSettings settings) {
        try {
            Files.createDirectories(folder);
            var server =
                    new EmbeddedServer(folder.toRealPath(), PostgresBinaries.in(binariesFolder.toRealPath()), settings);
            server.folder.ensure(
                    (data, password) -> server.programs.initialise(data, USER, password, settings.durable()));
            server.password = server.folder.password();
            server.run();
            server.requirePassword();
            server.watcher.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("the embedded database does not start: " + e.getMessage(), e);
        }
    }

    /// How to log in to a database of the server. The port changes when the server had to be started again while
    /// somebody else had it.
    public Database.Address address(String database) {
        return new Database.Address("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password);
    }

    /// The database that every server has.
    public Database.Address address() {
        return address(MAIN_DATABASE);
    }

    /// Stops the server; open transactions are rolled back.
    @Override
    public void close() {
        leave();
        synchronized (programs) {
            try {
                if (Postmaster.on(folder.data()).isPresent()) {
                    programs.stop(folder.data());
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the embedded database was not stopped", e);
            }
        }
    }

    /// Lets the server run and does not look after it any more.
    void leave() {
        left = true;
        watcher.interrupt();
    }

    /// Makes sure that a server runs.
    private void run() throws IOException {
        synchronized (programs) {
            Optional<Postmaster> survivor = Postmaster.on(folder.data());
            if (survivor.isPresent() && !adopt(survivor.get())) {
                programs.stop(folder.data());
                survivor = Optional.empty();
            }
            if (survivor.isEmpty() && !left) {
                launch();
            }
        }
    }

    private boolean adopt(Postmaster survivor) {
        port = survivor.port();
        boolean usable = port != 0
                && survivor.runs(Path.of(binaries.program("postgres")))
                && refusal(address()).isEmpty();
        LOG.log(Level.INFO, usable ? "the running database server is adopted" : "the old database server is stopped");
        return usable;
    }

    /// Why nobody can log in, if so.
    private static Optional<SQLException> refusal(Database.Address address) {
        try (var _ = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            return Optional.empty();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the database server does not let us in", e);
            return Optional.of(e);
        }
    }

    private void requirePassword() {
        boolean wrong = refusal(address())
                .filter(error -> WRONG_PASSWORD.equals(error.getSQLState()))
                .isPresent();
        if (wrong) {
            close();
            throw new IllegalStateException("the password in %s does not open the database in %s; put back the one"
                            .formatted(folder.passwordFile(), folder.data())
                    + " that belongs to it");
        }
    }

    /// A server that ran before gets its port again, if it can. A free port may not be free a moment later.
    private void launch() throws IOException {
        for (int attempt = 1; ; attempt++) {
            if (port == 0 || attempt > 1) {
                port = freePort();
            }
            write(folder.data().resolve("postgresql.conf"), settings.text(port));
            write(folder.data().resolve("pg_hba.conf"), ServerSettings.access());
            try {
                programs.start(folder.data());
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /// Starts the server again whenever it has ended.
    private void watch() {
        Duration pause = BETWEEN_LOOKS;
        while (!left) {
            try {
                Thread.sleep(pause);
                if (Postmaster.on(folder.data()).isEmpty()) {
                    LOG.log(Level.WARNING, "the database server has ended and is started again");
                    run();
                }
                pause = BETWEEN_LOOKS;
            } catch (IOException e) {
                pause = longer(pause);
                LOG.log(Level.WARNING, "the database server does not start: " + e.getMessage());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        user.own(file);
    }
}

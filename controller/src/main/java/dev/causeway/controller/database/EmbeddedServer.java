package dev.causeway.controller.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The PostgreSQL server that comes with the controller. It keeps its data in a folder, so that the next start finds
/// them. A server that outlived its controller (which was killed) is adopted.
public final class EmbeddedServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());

    private static final String USER = "causeway";
    private static final String MAIN_DATABASE = "postgres";
    private static final int ATTEMPTS = 5;
    private static final int PATIENCE_SECONDS = 300;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path data;
    private final Path passwordFile;
    private final PostgresBinaries binaries;
    private final ServerSettings settings;
    private final ServerUser user = ServerUser.current();
    private int port;

    private EmbeddedServer(Path folder, PostgresBinaries binaries, ServerSettings settings) {
        this.data = folder.resolve("data");
        this.passwordFile = folder.resolve("password");
        this.binaries = binaries;
        this.settings = settings;
    }

    /// Starts the server of a folder, or adopts the one that runs there. A new folder gets an empty database.
    public static EmbeddedServer start(Path folder) {
        return start(folder, folder, ServerSettings.LASTING);
    }

    static EmbeddedServer start(Path folder, Path binariesFolder, ServerSettings settings) {
        try {
            Files.createDirectories(folder);
            var server =
                    new EmbeddedServer(folder.toRealPath(), PostgresBinaries.in(binariesFolder.toRealPath()), settings);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded database does not start: " + e.getMessage(), e);
        }
    }

    /// How to log in to a database of the server.
    public Database.Address address(String database) {
        try {
            return new Database.Address(
                    "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, Files.readString(passwordFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The database that every server has.
    public Database.Address address() {
        return address(MAIN_DATABASE);
    }

    /// Stops the server; open transactions are rolled back.
    @Override
    public void close() {
        try {
            control("stop", "-m", "fast");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the embedded database was not stopped", e);
        }
    }

    private void start() throws IOException {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise();
        }
        Optional<Postmaster> survivor = Postmaster.on(data);
        if (survivor.isPresent() && !adopt(survivor.get())) {
            control("stop", "-m", "fast");
            survivor = Optional.empty();
        }
        if (survivor.isEmpty()) {
            launch();
        }
    }

    private boolean adopt(Postmaster survivor) {
        port = survivor.port();
        boolean usable = port != 0 && survivor.runs(Path.of(binaries.program("postgres"))) && answers();
        LOG.log(Level.INFO, usable ? "the running database server is adopted" : "the old database server is stopped");
        return usable;
    }

    private boolean answers() {
        Database.Address address = address();
        try (var _ = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            return true;
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the database server does not answer", e);
            return false;
        }
    }

    /// The port is free when it is chosen, and may not be a moment later.
    private void launch() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            write(data.resolve("postgresql.conf"), settings.text(port));
            write(data.resolve("pg_hba.conf"), ServerSettings.access());
            try {
                control("start", "-l", data.resolve("start.log").toString());
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// Makes the data folder in one step: an interrupted one is thrown away by the next start.
    private void initialise() throws IOException {
        Path beside = data.resolveSibling("data.new");
        if (Files.exists(beside)) {
            PostgresBinaries.delete(beside);
        }
        Files.createDirectory(beside);
        user.own(beside);
        writePassword();
        Path forServer = Files.createTempFile("causeway", "");
        try {
            Files.copy(passwordFile, forServer, StandardCopyOption.REPLACE_EXISTING);
            user.own(forServer);
            run(List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + beside,
                    "--username=" + USER,
                    "--pwfile=" + forServer,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-locale",
                    settings.durable() ? "--sync-method=fsync" : "--no-sync"));
        } finally {
            Files.deleteIfExists(forServer);
        }
        Files.move(beside, data);
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile);
        Files.createFile(passwordFile, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(passwordFile, HexFormat.of().formatHex(random));
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        user.own(file);
    }

    private void control(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                binaries.program("pg_ctl"),
                "-D",
                data.toString(),
                "-w",
                "-s",
                "-t",
                Integer.toString(PATIENCE_SECONDS)));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("causeway", ".log");
        try {
            Process process = new ProcessBuilder(user.command(command))
                    .directory(data.getParent().getRoot().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(Path.of(command.getFirst()).getFileName() + " failed: "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }
}

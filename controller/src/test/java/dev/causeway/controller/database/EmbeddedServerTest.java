package dev.causeway.controller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.causeway.model.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedServerTest {

    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "causeway-test-binaries");

    private Path folder;
    private EmbeddedServer server;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(BINARIES);
        folder = Files.createTempDirectory("causeway-server-test");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = open();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        PostgresBinaries.delete(folder);
    }

    @Test
    void keepsWhatWasCommittedOverAStop() throws SQLException {
        execute(server, "CREATE TABLE kept AS SELECT 1");
        server.close();
        server = open();
        assertThat(answer(server, "SELECT count(*) FROM kept")).isEqualTo("1");
    }

    @Test
    void adoptsAServerThatOutlivedItsController() throws SQLException {
        String before = answer(server, "SELECT pg_postmaster_start_time()");
        server.leave();
        server = open();
        assertThat(answer(server, "SELECT pg_postmaster_start_time()")).isEqualTo(before);
    }

    @Test
    void startsBesideAFileThatNamesAProcessOfSomebodyElse() throws IOException, SQLException {
        server.close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n/x\n1\n5432\n");
        server = open();
        assertThat(answer(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void startsAfterItAndItsServerWereKilled() throws IOException, SQLException {
        execute(server, "CREATE TABLE kept AS SELECT 1");
        server.leave();
        killServer();
        server = open();
        assertThat(answer(server, "SELECT count(*) FROM kept")).isEqualTo("1");
    }

    @Test
    void startsItsServerAgainWhenThatIsKilledAndServesOn() throws IOException {
        try (Database database = Database.open(server::address, 2)) {
            database.change(tx -> tx.execute("CREATE TABLE kept AS SELECT 1"));
            killServer();
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(Unavailable.class)
                    .until(() -> database.read(tx -> tx.createQuery("SELECT count(*) FROM kept")
                                    .mapTo(Integer.class)
                                    .one())
                            == 1);
        }
    }

    @Test
    void takesAnotherPortWhenSomebodyElseHasItsOwn() throws IOException, SQLException {
        int before = port(server);
        server.close();
        try (var _ = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            server = open();
            assertThat(answer(server, "SELECT 1")).isEqualTo("1");
            assertThat(port(server)).isNotEqualTo(before);
        }
    }

    @Test
    void leavesThePasswordAloneWhenTheDataAreNotWhole() throws IOException, SQLException {
        execute(server, "CREATE TABLE kept AS SELECT 1");
        server.close();
        Path version = folder.resolve("data/PG_VERSION");
        Path aside = Files.move(version, folder.resolve("PG_VERSION"));
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("data is there but holds no whole database");
        Files.move(aside, version);
        server = open();
        assertThat(answer(server, "SELECT count(*) FROM kept")).isEqualTo("1");
    }

    @Test
    void keepsDataAndPasswordTogether() throws IOException, SQLException {
        execute(server, "CREATE TABLE kept AS SELECT 1");
        server.close();
        Path aside = Files.move(folder.resolve("data"), folder.resolve("aside"));
        open().close();
        PostgresBinaries.delete(folder.resolve("data"));
        Files.move(aside, folder.resolve("data"));
        server = open();
        assertThat(answer(server, "SELECT count(*) FROM kept")).isEqualTo("1");
    }

    @Test
    void namesWhatOfDataAndPasswordIsMissing() throws IOException {
        server.close();
        Path password = Files.move(folder.resolve("data/causeway.password"), folder.resolve("password"));
        open().close();
        Path data = Files.move(folder.resolve("data"), folder.resolve("aside"));
        assertThatThrownBy(this::open).hasMessageContaining("password is there but not the database that it opens");
        Files.move(data, folder.resolve("data"));
        Files.delete(password);
        assertThatThrownBy(this::open).hasMessageContaining("data is there but not the password that opens it");
        Files.writeString(password, "another one");
        assertThatThrownBy(this::open).hasMessageContaining("does not open the database");
    }

    @Test
    void loosesNothingThatWasCommittedWhenThePowerFails() throws SQLException {
        assertThat(answer(server, "SHOW fsync")).isEqualTo("on");
        assertThat(answer(server, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(answer(server, "SHOW full_page_writes")).isEqualTo("on");
    }

    @Test
    void listensOnTheLoopbackAndOnNoSocketOfTheFileSystem() throws SQLException {
        assertThat(answer(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(answer(server, "SHOW unix_socket_directories")).isEmpty();
    }

    @Test
    void writesNoLineForEveryStatementThatFails() throws IOException, SQLException {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> answer(server, "SELECT 1 / 0")).hasMessageContaining("division by zero");
        }
        try (var logs = Files.list(folder.resolve("data/log"))) {
            for (Path log : logs.toList()) {
                assertThat(log).content().doesNotContain("division by zero");
            }
        }
    }

    @Test
    void isOfTheMajorVersionThatItsDataAreKeptIn() throws SQLException {
        assertThat(answer(server, "SHOW server_version")).startsWith("18.");
    }

    @Test
    void refusesWhoHasNoPassword() {
        Database.Address address = server.address();
        assertThatThrownBy(() -> DriverManager.getConnection(address.url(), address.user(), "guess"))
                .hasMessageContaining("password authentication failed");
        assertThat(folder.resolve("data/causeway.password"))
                .satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }

    private void killServer() throws IOException {
        ProcessHandle process = ProcessHandle.of(
                        Postmaster.on(folder.resolve("data")).orElseThrow().pid())
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static int port(EmbeddedServer server) {
        return URI.create(server.address().url().substring("jdbc:".length())).getPort();
    }

    private EmbeddedServer open() {
        return EmbeddedServer.start(folder, BINARIES, ServerSettings.LASTING);
    }

    private static void execute(EmbeddedServer server, String statement) throws SQLException {
        try (Connection connection = connect(server);
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private static String answer(EmbeddedServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        Database.Address address = server.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}

package dev.causeway.controller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Busy;
import dev.causeway.model.GatewayId;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.Unavailable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private static final Database DATABASE = TestDatabase.fresh();

    @BeforeAll
    static void createTable() {
        DATABASE.change(tx -> tx.execute("CREATE TABLE thing (name text CONSTRAINT thing_name PRIMARY KEY, n int)"));
        DATABASE.explain("thing_name", () -> new InvalidInput("name: another thing has it"));
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void needsNoMoreOfAServerThanADatabaseOfItsOwn() {
        try (var database = Database.open(TestDatabase.ofAnOrdinaryUser(), 1)) {
            assertThat(database.<List<String>>read(tx -> tx.createQuery("SELECT extname FROM pg_extension")
                            .mapTo(String.class)
                            .list()))
                    .contains("btree_gist", "btree_gin", "pg_trgm");
        }
    }

    @Test
    void refusesADatabaseOfANewerVersionAndChangesNothingInIt() {
        Database.Address address = TestDatabase.address();
        try (var newer = Database.open(address, 1)) {
            newer.change(tx -> tx.execute("""
                    INSERT INTO flyway_schema_history
                           (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    SELECT max(installed_rank) + 1, '987', 'later', 'SQL', 'V987__later.sql', 'somebody', 1, true
                      FROM flyway_schema_history"""));
            List<String> before = history(newer);
            assertThatThrownBy(() -> Database.open(address, 1).close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "the database is of a newer version than this program, which does not know step 987 of it;"
                                    + " start the newer program, or put back the copy of the database that was made before the"
                                    + " upgrade");
            assertThat(history(newer)).isEqualTo(before);
        }
    }

    private static List<String> history(Database database) {
        return database.read(tx -> tx.createQuery("SELECT h::text FROM flyway_schema_history h ORDER BY installed_rank")
                .mapTo(String.class)
                .list());
    }

    @Test
    void explainsAViolatedConstraintToTheCaller() {
        DATABASE.change(tx -> insert(tx, "once"));
        assertThatThrownBy(() -> DATABASE.change(tx -> insert(tx, "once")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("name: another thing has it");
    }

    @Test
    void keepsNothingOfWorkThatFails() {
        assertThatThrownBy(() -> DATABASE.change(tx -> {
                    insert(tx, "lost");
                    throw new InvalidInput("after all");
                }))
                .isInstanceOf(InvalidInput.class);
        assertThat(count("lost")).isZero();
    }

    @Test
    void runsWorkThatWasOvertakenAgainAndKeepsNothingOfTheTimesBefore() {
        var times = new AtomicInteger();
        DATABASE.change(tx -> {
            insert(tx, "overtaken " + times.incrementAndGet());
            if (times.get() < 3) {
                throw new Overtaken(new Busy("overtaken"));
            }
        });
        assertThat(count("overtaken 1")).isZero();
        assertThat(count("overtaken 3")).isOne();
        assertThatThrownBy(() -> DATABASE.change(_ -> {
                    throw new Overtaken(new Busy("overtaken each time"));
                }))
                .isInstanceOf(Busy.class)
                .hasMessage("overtaken each time");
    }

    @Test
    void saysOfEveryPassingFailureThatItIsUnavailable() {
        for (String code : List.of("08006", "53300", "55P03", "57014", "57P01", "40001")) {
            assertThatThrownBy(() -> DATABASE.change(tx ->
                            tx.execute("DO $$ BEGIN RAISE EXCEPTION 'down' USING ERRCODE = '" + code + "'; END $$")))
                    .as(code)
                    .isInstanceOf(Unavailable.class)
                    .hasMessageNotContaining("down");
        }
        assertThatThrownBy(() -> DATABASE.read(tx -> tx.execute("SELECT 1 / 0")))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void isUnavailableWhenNoConnectionIsFree() throws InterruptedException {
        var taken = new CountDownLatch(2);
        var done = new CountDownLatch(1);
        try (Database two = Database.open(TestDatabase.address(), 2);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                threads.execute(() -> two.read(_ -> {
                    taken.countDown();
                    return await(done);
                }));
            }
            taken.await();
            assertThatThrownBy(() -> two.read(tx -> tx.execute("SELECT 1"))).isInstanceOf(Unavailable.class);
            done.countDown();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesToWriteWhileReading() {
        assertThatThrownBy(() -> DATABASE.read(tx -> tx.execute("INSERT INTO thing VALUES ('read')")))
                .rootCause()
                .hasMessageContaining("read-only");
    }

    @Test
    void storesTheWordsOfTheModel() {
        var gateway = GatewayId.random();
        var project = ProjectId.random();
        DATABASE.change(tx -> {
            tx.execute("CREATE TABLE words (id uuid, project text, address inet, prefixes cidr[], version text)");
            tx.createUpdate("INSERT INTO words VALUES (:id, :project, :address, :prefixes, :version)")
                    .bind("id", gateway)
                    .bind("project", project)
                    .bind("address", Ipv4.parse("192.0.2.1"))
                    .bindArray("prefixes", Prefix.class, Prefix.parse("10.0.0.0/8"), Prefix.parse("10.1.0.0/16"))
                    .bind("version", IkeVersion.V2)
                    .execute();
            var row = tx.createQuery("SELECT * FROM words")
                    .map((rows, context) -> List.of(
                            context.findColumnMapperFor(GatewayId.class)
                                    .orElseThrow()
                                    .map(rows, "id", context),
                            context.findColumnMapperFor(ProjectId.class)
                                    .orElseThrow()
                                    .map(rows, "project", context),
                            context.findColumnMapperFor(Ipv4.class)
                                    .orElseThrow()
                                    .map(rows, "address", context),
                            rows.getString("version"),
                            context.findColumnMapperFor(IkeVersion.class)
                                    .orElseThrow()
                                    .map(rows, "version", context)))
                    .one();
            assertThat(row).containsExactly(gateway, project, Ipv4.parse("192.0.2.1"), "v2", IkeVersion.V2);
            assertThat(tx.createQuery("SELECT unnest(prefixes) FROM words")
                            .mapTo(Prefix.class)
                            .list())
                    .containsExactly(Prefix.parse("10.0.0.0/8"), Prefix.parse("10.1.0.0/16"));
        });
    }

    @Test
    void hearsANotificationWhenItsTransactionIsCommitted() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (var _ = DATABASE.listen("test_channel", heard::add)) {
            assertThat(heard.poll(1, TimeUnit.MINUTES)).isEmpty();
            DATABASE.change(tx -> tx.execute("SELECT pg_notify('test_channel', 'hello')"));
            assertThat(heard.poll(1, TimeUnit.MINUTES)).isEqualTo("hello");
        }
    }

    private static void insert(Handle tx, String name) {
        tx.execute("INSERT INTO thing VALUES (?, 1)", name);
    }

    private static int count(String name) {
        return DATABASE.read(tx -> tx.createQuery("SELECT count(*) FROM thing WHERE name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .one());
    }
}

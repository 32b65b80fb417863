package dev.causeway.controller.database;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.GatewayId;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.Unavailable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SelectTest {

    private static final Exchanges EXCHANGES = Exchanges.with(TestDatabase.address());
    private static final Database DATABASE = Database.open(EXCHANGES.address(), 1);

    private static final Thing WHOLE = new Thing(
            GatewayId.random(),
            ProjectId.random(),
            IkeVersion.V2,
            Optional.of(Ipv4.parse("192.0.2.1")),
            List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("10.1.0.0/16")),
            Optional.of(Instant.parse("2026-01-02T03:04:05.678Z")),
            OptionalLong.of(4_294_967_296L));
    private static final Thing EMPTY = new Thing(
            GatewayId.random(),
            WHOLE.project(),
            IkeVersion.V1,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            OptionalLong.empty());

    private static final Select<Thing> ALL = Select.of(SelectTest::read, "SELECT * FROM thing");

    private record Thing(
            GatewayId id,
            ProjectId project,
            IkeVersion version,
            Optional<Ipv4> address,
            List<Prefix> prefixes,
            Optional<Instant> made,
            OptionalLong count) {}

    private static Thing read(Row row) throws SQLException {
        return new Thing(
                row.id("id", GatewayId::new),
                row.project("project"),
                row.word("version", IkeVersion.class),
                row.optionalAddress("address"),
                row.prefixes("prefixes"),
                row.optionalMoment("made"),
                row.optionalNumber("count"));
    }

    @BeforeAll
    static void createTable() {
        DATABASE.change(tx -> {
            tx.execute("""
                    CREATE TABLE thing (id uuid, project text, version text, address inet, prefixes cidr[],
                                        made timestamptz, count bigint)""");
            insert(tx, WHOLE);
            insert(tx, EMPTY);
        });
    }

    private static void insert(org.jdbi.v3.core.Handle tx, Thing thing) {
        Select.of(
                        row -> row.text("id"),
                        "INSERT INTO thing VALUES (?, ?, ?, ?::inet, ?::cidr[], ?::timestamptz, ?::bigint) RETURNING id",
                        thing.id(),
                        thing.project(),
                        thing.version(),
                        thing.address(),
                        thing.prefixes(),
                        thing.made(),
                        thing.count().isPresent() ? thing.count().getAsLong() : null)
                .list(tx);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
        EXCHANGES.close();
    }

    @Test
    void readsWhatWasStoredHoweverOftenTheStatementRan() {
        for (int i = 0; i < 20; i++) {
            assertThat(DATABASE.list(ALL)).containsExactly(WHOLE, EMPTY);
        }
    }

    @Test
    void findsByValuesOfEveryKind() {
        assertThat(DATABASE.list(ALL.and(" WHERE id = ANY (?)", List.of(EMPTY.id()))))
                .containsExactly(EMPTY);
        assertThat(DATABASE.first(ALL.and(" WHERE address = ?", WHOLE.address().orElseThrow())))
                .contains(WHOLE);
        assertThat(DATABASE.first(ALL.and(" WHERE made < ?", Instant.parse("2026-01-02T03:04:05.678Z"))))
                .isEmpty();
        assertThat(DATABASE.list(ALL.and(" WHERE project = ?", WHOLE.project()).and(" AND id = ?", Optional.empty())))
                .hasSize(2);
    }

    @Test
    void isOneExchange() {
        DATABASE.list(ALL);
        long before = EXCHANGES.count();
        DATABASE.list(ALL);
        assertThat(EXCHANGES.count() - before).isOne();
    }

    @Test
    void seesWhatItsTransactionSees() {
        assertThatThrownBy(() -> DATABASE.change(tx -> {
                    tx.execute("DELETE FROM thing");
                    assertThat(ALL.list(tx)).isEmpty();
                    throw new InvalidInput("after all");
                }))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void readsThePartOfARowThatIsUnderAName() {
        Select<Thing> joined = Select.of(row -> read(row.under("one_")), """
                        SELECT 1 AS id, id AS one_id, project AS one_project, version AS one_version,
                               address AS one_address, prefixes AS one_prefixes, made AS one_made, count AS one_count
                          FROM thing ORDER BY count""");
        assertThat(DATABASE.list(joined)).containsExactly(WHOLE, EMPTY);
    }

    /// What is read of one row may stand elsewhere in the order of what is read of the next.
    @Test
    void readsRowsInWhichDifferentColumnsAreAskedFor() {
        Select<String> either = Select.of(
                row -> row.flag("first")
                        ? row.text("a") + row.text("b")
                        : row.text("b") + row.text("c") + row.text("a"),
                "SELECT n % 2 = 1 AS first, 'a' AS a, 'b' AS b, 'c' AS c FROM generate_series(1, 4) AS n");
        assertThat(DATABASE.list(either)).containsExactly("ab", "bca", "ab", "bca");
    }

    @Test
    void readsRowsOfMoreColumnsThanAnyTableHas() {
        Select<Integer> wide = Select.of(
                row -> {
                    int sum = 0;
                    for (int i = 0; i < 200; i++) {
                        sum += row.number("c" + i);
                    }
                    return sum;
                },
                "SELECT "
                        + IntStream.range(0, 200).mapToObj(i -> i + " AS c" + i).collect(joining(", "))
                        + " FROM generate_series(1, 3)");
        assertThat(DATABASE.list(wide)).containsExactly(19_900, 19_900, 19_900);
    }

    @Test
    void failsAsTransactionsDo() {
        assertThatThrownBy(() -> DATABASE.list(Select.of(row -> row.number("n"), "SELECT 1 / 0 AS n")))
                .isInstanceOf(JdbiException.class);
        assertThatThrownBy(() -> DATABASE.list(
                        Select.of(row -> row.text("n"), "SELECT pg_terminate_backend(pg_backend_pid()) AS n")))
                .isInstanceOf(Unavailable.class);
    }
}

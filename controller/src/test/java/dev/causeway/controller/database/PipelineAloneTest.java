package dev.causeway.controller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Several questions that are asked by themselves, outside of a transaction.
class PipelineAloneTest {

    private static final Exchanges EXCHANGES = Exchanges.with(TestDatabase.address());
    private static final Database DATABASE = Database.open(EXCHANGES.address(), 1);
    private static final Select<Integer> COUNT =
            Select.of(row -> row.number("count"), "SELECT count(*)::int AS count FROM thing");

    @BeforeAll
    static void createTable() {
        DATABASE.change(tx -> tx.execute("CREATE TABLE thing (id int)"));
    }

    @AfterAll
    static void close() {
        DATABASE.close();
        EXCHANGES.close();
    }

    @Test
    void takesOneExchangeHoweverOftenItIsAsked() {
        for (int i = 0; i < 20; i++) {
            var questions = new Pipeline();
            var first = questions.add(COUNT);
            var second = questions.add(COUNT.and(" WHERE id > ?", i));
            long before = EXCHANGES.count();
            DATABASE.ask(questions);
            assertThat(EXCHANGES.count() - before).isOne();
            assertThat(first.first()).contains(0);
            assertThat(second.first()).contains(0);
        }
    }

    @Test
    void seesOneMoment() {
        var questions = new Pipeline();
        var moments = java.util.stream.IntStream.range(0, 2)
                .mapToObj(_ -> questions.add(Select.of(
                        row -> row.text("seen"), "SELECT pg_current_snapshot()::text AS seen, pg_sleep(0.01)")))
                .toList();
        DATABASE.ask(questions);
        assertThat(moments.getFirst().list()).isEqualTo(moments.getLast().list());
    }

    @Test
    void changesNothing() {
        var questions = new Pipeline();
        questions.add(Select.of(row -> row.number("id"), "INSERT INTO thing VALUES (1) RETURNING id"));
        assertThatThrownBy(() -> DATABASE.ask(questions)).rootCause().hasMessageContaining("read-only");
        assertThat(DATABASE.first(COUNT)).contains(0);
    }

    /// The only connection serves the next caller.
    @Test
    void leavesNothingBehindWhenItFails() {
        var questions = new Pipeline();
        questions.add(COUNT);
        questions.add(Select.of(row -> row.number("n"), "SELECT 1 / 0 AS n"));
        assertThatThrownBy(() -> DATABASE.ask(questions)).isInstanceOf(JdbiException.class);
        assertThat(DATABASE.<Integer>write(tx -> COUNT.first(tx).orElseThrow())).isZero();
    }
}

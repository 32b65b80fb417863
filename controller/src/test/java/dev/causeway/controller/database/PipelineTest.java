package dev.causeway.controller.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private static final Exchanges EXCHANGES = Exchanges.with(TestDatabase.address());
    private static final Database DATABASE = Database.open(EXCHANGES.address(), 2);

    private static final Select<Integer> LOCK = Select.of(row -> row.number("n"), "SELECT n FROM counter FOR UPDATE");
    private static final Select<Integer> SUM = Select.of(row -> row.number("sum"), "SELECT sum(n) FROM entry");

    @BeforeAll
    static void createTables() {
        DATABASE.change(tx -> {
            tx.execute("CREATE TABLE counter (n integer)");
            tx.execute("CREATE TABLE entry (n integer CONSTRAINT entry_small CHECK (n < 100))");
        });
    }

    @BeforeEach
    void empty() {
        DATABASE.change(tx -> {
            tx.execute("TRUNCATE counter, entry");
            tx.execute("INSERT INTO counter VALUES (1)");
            tx.execute("INSERT INTO entry VALUES (1)");
        });
    }

    @AfterAll
    static void close() {
        DATABASE.close();
        EXCHANGES.close();
    }

    @Test
    void allStatementsAreOneExchangeAndEachSeesThoseBeforeIt() {
        // More often than the driver needs until it prepares statements in the server.
        for (int i = 10; i < 20; i++) {
            int n = i;
            long before = EXCHANGES.count();
            int sum = DATABASE.write(tx -> {
                var pipeline = new Pipeline();
                pipeline.add(LOCK);
                pipeline.add(Write.of("INSERT INTO entry VALUES (?)", n));
                pipeline.add(Write.of("UPDATE entry SET n = n + ? WHERE n = ?", 1, n));
                var found = pipeline.add(SUM);
                pipeline.add(Write.of("DELETE FROM entry WHERE n = ?", n + 1));
                pipeline.run(tx);
                return found.first().orElseThrow();
            });
            assertThat(sum).isEqualTo(1 + n + 1);
            // With the two that begin and end the transaction.
            assertThat(EXCHANGES.count() - before).isEqualTo(3);
        }
    }

    @Test
    void whatComesBehindALockSeesWhatTheLockWasHeldFor() throws Exception {
        var held = new CountDownLatch(1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> DATABASE.change(tx -> {
            LOCK.list(tx);
            held.countDown();
            TestDatabase.awaitAnotherThatWaits(tx, () -> false);
            Write.of("INSERT INTO entry VALUES (41)").in(tx);
        }));
        held.await();
        int sum = DATABASE.write(tx -> {
            var pipeline = new Pipeline();
            pipeline.add(LOCK);
            var found = pipeline.add(SUM);
            pipeline.run(tx);
            return found.first().orElseThrow();
        });
        other.join();
        assertThat(sum).isEqualTo(42);
    }

    @Test
    void nothingStaysOfOneThatFails() {
        assertThatThrownBy(() -> DATABASE.change(tx -> {
                    var pipeline = new Pipeline();
                    pipeline.add(Write.of("INSERT INTO entry VALUES (2)"));
                    pipeline.add(Write.of("INSERT INTO entry VALUES (100)"));
                    pipeline.run(tx);
                }))
                .hasMessageContaining("entry_small");
        assertThat(DATABASE.first(SUM)).contains(1);
    }

    @Test
    void anAnswerIsThereOnceThePipelineHasRun() {
        var answer = new Pipeline().add(SUM);
        assertThatThrownBy(answer::first).isInstanceOf(IllegalStateException.class);
    }
}

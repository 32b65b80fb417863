package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Among many connections, a page of them is found by an index.
class ManyConnectionsTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final ProjectId PROJECT = ProjectId.random();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void aPageIsReadInTheOrderOfItsIndexAndNotCounted() {
        assertThat(plan(ConnectionQuestions.list(PROJECT, 50)))
                .contains("Index Scan Backward using vpn_connection_marker", "project_quota")
                .doesNotContain("Seq Scan on vpn_connection");
    }

    /// As the server plans it where reading whole tables and sorting them costs too much, as it does among many.
    private static String plan(Select<?> question) {
        return DATABASE.write(tx -> {
            tx.execute("SET LOCAL enable_seqscan = off");
            tx.execute("SET LOCAL enable_bitmapscan = off");
            Select<String> explained =
                    new Select<>("EXPLAIN " + question.sql(), question.values(), row -> row.text("QUERY PLAN"));
            return String.join("\n", explained.list(tx));
        });
    }
}

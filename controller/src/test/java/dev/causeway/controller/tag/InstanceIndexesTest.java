package dev.causeway.controller.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.connection.VpnConnection;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.gateway.CustomerGateway;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Searches among many resources read no table as a whole.
class InstanceIndexesTest {

    private static final int MANY = 20_000;
    private static final ProjectId PROJECT = ProjectId.random();
    private static final Database DATABASE = TestDatabase.fresh();

    @BeforeAll
    static void fill() {
        DATABASE.change(tx -> {
            tx.createUpdate("""
                            INSERT INTO customer_gateway
                                   (id, project_id, name, address, created_at, updated_at)
                            SELECT gen_random_uuid(), :project, 'site-' || n, '198.51.100.1',
                                   timestamptz '2026-01-01' + n * interval '1 ms', now()
                              FROM generate_series(1, :many) AS n""").bind("project", PROJECT).bind("many", MANY).execute();
            tx.execute("""
                    INSERT INTO resource_tag (resource_id, resource_type, project_id, key, value)
                    SELECT id, 'customer-gateway', project_id, 'number', name FROM customer_gateway""");
        });
        // Not allowed in a transaction, and what a running server does by itself.
        DATABASE.readOnce(tx -> tx.execute("VACUUM ANALYZE customer_gateway"));
        DATABASE.readOnce(tx -> tx.execute("VACUUM ANALYZE resource_tag"));
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void aPartOfANameIsFoundByItsIndex() {
        assertThat(usesInstead("customer_gateway_name", new InstanceFilter(false, List.of(), Optional.of("ite-1234"))))
                .isEqualTo(11);
    }

    @Test
    void aTagIsFoundByItsIndex() {
        var tag = new InstanceFilter.Condition("number", List.of("site-17", "site-18"));
        assertThat(usesInstead("resource_tag_of_project", new InstanceFilter(false, List.of(tag), Optional.empty())))
                .isEqualTo(2);
    }

    @Test
    void everyTypeHasAnIndexOfItsNames() {
        for (ResourceType type : List.of(VpnGateway.TYPE, CustomerGateway.TYPE, VpnConnection.TYPE)) {
            List<String> indexes =
                    DATABASE.read(tx -> tx.createQuery("SELECT indexdef FROM pg_indexes WHERE tablename = :table")
                            .bind("table", type.table())
                            .mapTo(String.class)
                            .list());
            assertThat(indexes)
                    .anySatisfy(index -> assertThat(index).contains("USING gin (project_id, name gin_trgm_ops)"));
        }
    }

    /// Searches and counts, and checks by what the server notes that it used the index for both and read no table from
    /// its beginning to its end.
    private static long usesInstead(String index, InstanceFilter filter) {
        Scans before = scans(index);
        long found = DATABASE.read(tx -> {
            assertThat(InstanceTable.newestFirst(tx, CustomerGateway.TYPE, PROJECT, filter, new Window(1000, 0)))
                    .hasSizeLessThan(20);
            return InstanceTable.count(tx, CustomerGateway.TYPE, PROJECT, filter);
        });
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(scans(index).ofIndex()).isGreaterThanOrEqualTo(before.ofIndex() + 2));
        assertThat(scans(index).ofTables()).isEqualTo(before.ofTables());
        return found;
    }

    private record Scans(long ofIndex, long ofTables) {}

    private static Scans scans(String index) {
        return DATABASE.readOnce(tx -> tx.createQuery("""
                        SELECT (SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = :index) AS of_index,
                               (SELECT sum(seq_scan) FROM pg_stat_user_tables
                                 WHERE relname IN ('customer_gateway', 'resource_tag')) AS of_tables""")
                .bind("index", index)
                .map((row, _) -> new Scans(row.getLong("of_index"), row.getLong("of_tables")))
                .one());
    }
}

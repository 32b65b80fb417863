package dev.causeway.controller.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.VpnConnection;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.gateway.CustomerGateway;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Searches among many resources read no table as a whole.
class InstanceIndexesTest {

    private static final int MANY = 20_000;
    private static final ProjectId PROJECT = ProjectId.random();
    private static final Page<Instant> FIRST = new Page<>(Paging.COUNTED, 1000, Optional.empty(), 0);
    private static final Database.Address ADDRESS = TestDatabase.address();
    private static final Database DATABASE = Database.open(ADDRESS, 2);

    @BeforeAll
    static void fill() {
        DATABASE.change(tx -> {
            tx.execute("UPDATE quota_type SET quota = ?", MANY);
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
        TestDatabase.execute(ADDRESS, "VACUUM ANALYZE customer_gateway");
        TestDatabase.execute(ADDRESS, "VACUUM ANALYZE resource_tag");
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
        return DATABASE.read(tx -> {
            Scans before = scans(tx, index);
            assertThat(InstanceTable.newestFirst(CustomerGateway.TYPE, PROJECT, filter, FIRST)
                            .list(tx))
                    .hasSizeLessThan(20);
            long found = InstanceTable.count(CustomerGateway.TYPE, PROJECT, filter)
                    .first(tx)
                    .orElseThrow();
            Scans after = scans(tx, index);
            assertThat(after.ofIndex()).isGreaterThanOrEqualTo(before.ofIndex() + 2);
            assertThat(after.ofTables()).isEqualTo(before.ofTables());
            return found;
        });
    }

    /// How often the index and the whole tables were read so far in this transaction, and before it as far as the
    /// server has not taken notice of that.
    private record Scans(long ofIndex, long ofTables) {}

    private static Scans scans(Handle tx, String index) {
        return tx.createQuery("""
                        SELECT pg_stat_get_xact_numscans(:index::regclass) AS of_index,
                               pg_stat_get_xact_numscans('customer_gateway'::regclass)
                               + pg_stat_get_xact_numscans('resource_tag'::regclass) AS of_tables""")
                .bind("index", index)
                .map((row, _) -> new Scans(row.getLong("of_index"), row.getLong("of_tables")))
                .one();
    }
}

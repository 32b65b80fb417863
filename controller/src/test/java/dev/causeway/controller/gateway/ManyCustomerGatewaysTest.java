package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A page of many is found by an index in its order, and costs what it holds.
class ManyCustomerGatewaysTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final CustomerGatewayTable.Filter NONE = CustomerGatewayTable.Filter.NONE;
    private static final ProjectId PROJECT = ProjectId.random();
    private static final int MANY = 20_000;

    @BeforeAll
    static void insert() {
        DATABASE.change(tx -> {
            tx.execute("UPDATE quota_type SET quota = ?", MANY);
            tx.execute("""
                    INSERT INTO customer_gateway (id, project_id, name, address, created_at, updated_at)
                    SELECT gen_random_uuid(), ?, 'cgw', '192.0.2.1', at, at
                      FROM generate_series(1, ?) AS n, LATERAL (SELECT timestamptz 'epoch' + n * interval '1s') AS t (at)
                    """, PROJECT.value(), MANY);
            tx.execute("ANALYZE customer_gateway");
        });
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void aPageIsReadInTheOrderOfItsIndex() {
        for (var before : List.<Optional<Instant>>of(Optional.empty(), Optional.of(Instant.ofEpochSecond(10_000)))) {
            Select<CustomerGateway> page = CustomerGatewayTable.newestFirst(PROJECT, NONE, before, 51);
            assertThat(plan(page))
                    .contains("Index Scan Backward using customer_gateway_marker")
                    .doesNotContain("Sort", "Seq Scan on customer_gateway");
        }
    }

    @Test
    void theTotalStandsBesideEveryPage() {
        var gateways = new CustomerGateways(DATABASE, new GatewayUsers(), Clock.systemUTC());
        assertThat(gateways.list(PROJECT, NONE, page(51))).satisfies(list -> {
            assertThat(list.rows()).hasSize(51);
            assertThat(list.total()).isEqualTo(MANY);
        });
        assertThat(gateways.list(ProjectId.random(), NONE, page(51)))
                .isEqualTo(new Listing<CustomerGateway>(List.of(), 0));
    }

    @Test
    void theTotalOfAllCostsTheSameHoweverManyThereAre() {
        assertThat(plan(CustomerGatewayTable.count(PROJECT, NONE))).doesNotContain("on customer_gateway");
    }

    private static Page<Instant> page(int rows) {
        return new Page<>(Paging.NEWEST_FIRST, rows - 1, Optional.empty(), 0);
    }

    private static String plan(Select<?> question) {
        return DATABASE.write(tx -> {
            Select<String> explained =
                    new Select<>("EXPLAIN " + question.sql(), question.values(), row -> row.text("QUERY PLAN"));
            return String.join("\n", explained.list(tx));
        });
    }
}

package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Busy;
import dev.causeway.model.SubnetId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Names on a host are made of the first eight digits of an identifier: two that begin alike would be one.
class NamesOnHostsTest {

    private final TestCloud lab = new TestCloud();
    private SubnetId one;
    private SubnetId sibling;
    private SubnetId elsewhere;

    @BeforeEach
    void make() {
        TestCloud.Site site = lab.gateway("");
        String customer = lab.customerGateway("198.51.100.2");
        lab.connect(site, site.eip1(), customer, TestCloud.USUAL);
        lab.connect(site, site.eip2(), customer, TestCloud.USUAL);
        one = site.subnet();
        sibling = lab.subnet(site.vpc(), "10.0.2.0/24");
        elsewhere = lab.subnet(lab.vpc("10.200.0.0/16"), "10.200.0.0/24");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void noTwoThingsOfAKindBeginAlike() {
        for (String table : List.of("vpc", "gateway_node", "vpn_connection")) {
            List<UUID> ids = ids(table);
            assertThatThrownBy(() -> begin(table, ids.get(1), ids.get(0)))
                    .as(table)
                    .isInstanceOf(Busy.class);
        }
    }

    @Test
    void subnetsOfTwoVpcsMayBeginAlikeAndThoseOfOneMayNot() {
        assertThatThrownBy(() -> begin("subnet", sibling.value(), one.value())).isInstanceOf(Busy.class);
        assertThatCode(() -> begin("subnet", elsewhere.value(), one.value())).doesNotThrowAnyException();
    }

    @Test
    void whatBeganAlikeBeforeKeepsItsNames() throws IOException {
        String migration;
        try (var text = getClass().getResourceAsStream("/migrations/V054__names_on_hosts.sql")) {
            migration = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String table : List.of("vpc", "subnet", "gateway_node", "vpn_connection")) {
            lab.database.change(tx -> tx.execute("DROP INDEX " + table + "_name_on_hosts"));
        }
        List<UUID> nodes = ids("gateway_node");
        begin("gateway_node", nodes.get(1), nodes.get(0));
        begin("subnet", sibling.value(), one.value());
        lab.database.change(tx -> execute(tx, migration));
        List<UUID> connections = ids("vpn_connection");
        assertThatThrownBy(() -> begin("vpn_connection", connections.get(1), connections.get(0)))
                .isInstanceOf(Busy.class);
    }

    private static void execute(Handle tx, String text) {
        try (var statement = tx.getConnection().createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Gives a thing an identifier that begins like another's.
    private void begin(String table, UUID id, UUID other) {
        String alike = other.toString().substring(0, 8) + id.toString().substring(8);
        assertThat(alike).isNotEqualTo(other.toString());
        lab.database.change(tx -> {
            tx.execute("SET LOCAL session_replication_role = replica");
            tx.execute("UPDATE " + table + " SET id = ?::uuid WHERE id = ?", alike, id);
        });
    }

    private List<UUID> ids(String table) {
        return lab.database.read(tx ->
                tx.createQuery("SELECT id FROM " + table).mapTo(UUID.class).list());
    }
}

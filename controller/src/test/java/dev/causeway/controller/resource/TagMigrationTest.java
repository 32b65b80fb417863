package dev.causeway.controller.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.GatewayId;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// Tags that earlier versions kept in two ways are all found in the one table.
class TagMigrationTest {

    private static final String BEFORE = "055";

    /// One resource of each type, as far as tags need it: nothing that it refers to is there.
    private static final String EARLIER = """
            SET session_replication_role = replica;
            INSERT INTO vpc (id, project_id, name, description, cidr, enterprise_project_id, generation)
            VALUES ('00000000-0000-4000-8000-000000000001', 'p1', '', '', '10.0.0.0/16', '0', 1);
            INSERT INTO subnet (id, vpc_id, project_id, vpc_cidr, name, description, cidr, gateway, dhcp, dns,
                                availability_zone, neutron_subnet_id, generation)
            VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'p1', '10.0.0.0/16',
                    '', '', '10.0.1.0/24', '10.0.1.1', true, '{}', '', gen_random_uuid(), 1);
            INSERT INTO eip (id, project_id, segment, address, type, alias, bandwidth_id, enterprise_project_id)
            VALUES ('00000000-0000-4000-8000-000000000003', 'p1', '203.0.113.0/24', '203.0.113.10', '5_bgp', '',
                    gen_random_uuid(), '0');
            INSERT INTO inventory_tag VALUES
                ('00000000-0000-4000-8000-000000000001', 'of (vpc)', 'a'),
                ('00000000-0000-4000-8000-000000000002', 'of subnet', 'b'),
                ('00000000-0000-4000-8000-000000000003', 'of eip', ''),
                ('00000000-0000-4000-8000-00000000dead', 'of nothing', '');
            INSERT INTO vpn_gateway (id, project_id, name, vpc_id, subnet_id, access_vpc_id, access_subnet_id,
                                     local_subnets, bgp_asn, flavor, ha_mode, zones_chosen, enterprise_project_id, tags,
                                     created_at, updated_at, changed_at)
            VALUES ('00000000-0000-4000-8000-000000000004', 'p2', 'g', gen_random_uuid(), gen_random_uuid(),
                    gen_random_uuid(), gen_random_uuid(), '{10.0.0.0/16}', 64512, 'Professional1', 'active-active', false,
                    '0', '[{"key":"b","value":"x\\"y"},{"key":"año","value":""}]', now(), now(), now());
            INSERT INTO customer_gateway (id, project_id, name, address, tags, created_at, updated_at)
            VALUES ('00000000-0000-4000-8000-000000000005', 'p2', 'c', '198.51.100.1', '[]', now(), now()),
                   ('00000000-0000-4000-8000-000000000006', 'p2', 'c', '198.51.100.1', '[{"key":"k","value":"v"}]',
                    now() + interval '1s', now());
            INSERT INTO vpn_connection (id, project_id, gateway_id, node_id, customer_gateway_id, peer_address, slot, name,
                style, ha_role, enable_nqa, peer_subnets, tunnel_network, tunnel_local, tunnel_peer, ike_version,
                ike_phase1_mode, ike_integrity, ike_encryption, ike_dh_group, ike_lifetime, dpd_interval, dpd_timeout,
                dpd_message, ipsec_integrity, ipsec_encryption, ipsec_lifetime, tags, created_at, updated_at, changed_at)
            VALUES ('00000000-0000-4000-8000-000000000007', 'p3', gen_random_uuid(), gen_random_uuid(),
                    gen_random_uuid(), '198.51.100.1', 1, 'n', 'static', 'master', false, '{192.168.1.0/24}',
                    '169.254.70.0/30', '169.254.70.1', '169.254.70.2', 'v2', 'main', 'sha2-256', 'aes-128', 'group15',
                    86400, 30, 15, 'seq-hash-notify', 'sha2-256', 'aes-128', 3600, '[{"key":"line","value":"1"}]',
                    now(), now(), now());
            """;

    private record Row(UUID id, String type, String project, Tag tag) {}

    @Test
    void nothingIsLost() throws SQLException {
        Database.Address address = TestDatabase.empty();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:migrations")
                .target(BEFORE)
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(EARLIER);
        }
        try (var database = Database.open(address, 2)) {
            assertThat(rows(database))
                    .containsExactly(
                            row(1, "vpcs", "p1", new Tag("of (vpc)", "a")),
                            row(2, "subnets", "p1", new Tag("of subnet", "b")),
                            row(3, "publicips", "p1", new Tag("of eip", "")),
                            row(4, "vpn-gateway", "p2", new Tag("año", "")),
                            row(4, "vpn-gateway", "p2", new Tag("b", "x\"y")),
                            row(6, "customer-gateway", "p2", new Tag("k", "v")),
                            row(7, "vpn-connection", "p3", new Tag("line", "1")));
            assertThat(database.<List<Tag>>read(tx -> TagTable.of(tx, new GatewayId(id(4)))))
                    .containsExactly(new Tag("año", ""), new Tag("b", "x\"y"));
        }
    }

    private static List<Row> rows(Database database) {
        return database.read(tx -> tx.createQuery("SELECT * FROM resource_tag ORDER BY resource_id, key COLLATE \"C\"")
                .map((row, _) -> new Row(
                        row.getObject("resource_id", UUID.class),
                        row.getString("resource_type"),
                        row.getString("project_id"),
                        new Tag(row.getString("key"), row.getString("value"))))
                .list());
    }

    private static Row row(int id, String type, String project, Tag tag) {
        return new Row(id(id), type, project, tag);
    }

    private static UUID id(int number) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
    }
}

package dev.causeway.controller.connection;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.reports.BgpSession;
import dev.causeway.controller.reports.Sighting;
import dev.causeway.controller.reports.Symptoms;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.MonitorId;
import dev.causeway.model.Prefix;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// How connections lie in `vpn_connection`, and where what they show of other tables is found.
final class ConnectionRow {

    private static final int TUNNEL_LENGTH = 30;

    private static final RowForm<SteeringSpec> STEERING = RowForm.of(SteeringSpec.class, ConnectionRow::steering)
            .with("style", SteeringSpec::style)
            .with("enable_nqa", ConnectionRow::nqa)
            .with("enable_hub", ConnectionRow::hub)
            .with("peer_subnets", SteeringSpec::peerSubnets);

    private static final RowForm<TunnelAddresses> TUNNEL = RowForm.of(TunnelAddresses.class, ConnectionRow::tunnel)
            .with("tunnel_network", TunnelAddresses::network)
            .with("tunnel_local", tunnel -> tunnel.local().address())
            .with("tunnel_peer", tunnel -> tunnel.peer().address());

    static final RowForm<VpnConnection> FORM = RowForm.of(VpnConnection.class, STEERING, TUNNEL, TagTable.FORM);

    private static final String COLUMNS = FORM.columns("c") + ", " + RuleTable.COLUMN + ", " + TagTable.column("c.id")
            + ", g.enterprise_project_id, e.id AS eip_id, e.address AS eip_address";

    private static final String TABLES = """
             FROM vpn_connection c
              JOIN vpn_gateway g ON g.id = c.gateway_id
              LEFT JOIN eip e ON e.node_id = c.node_id
            """;

    private static final String MONITOR = """
            , (SELECT m.id FROM connection_monitor m
                WHERE m.connection_id = c.id AND m.dropped_generation IS NULL) AS monitor_id""";

    /// All connections, `c`, each with what belongs to it.
    static final Select<VpnConnection> ALL = Select.of(FORM::read, "SELECT " + COLUMNS + TABLES);

    /// The same, with what was seen of their tunnels, in brief.
    static final Select<Seen> SEEN = Select.of(
            row -> new Seen(FORM.read(row), Sighting.read(row), Symptoms.read(row), Optional.empty(), monitor(row)),
            "SELECT " + COLUMNS + ", " + Sighting.COLUMNS + ", " + Symptoms.BRIEF + MONITOR + TABLES + Sighting.JOINS);

    /// The same, with what was seen of their BGP sessions and of what ails them in full.
    static final Select<Seen> WHOLE = Select.of(
            row -> new Seen(FORM.read(row), Sighting.read(row), Symptoms.read(row), BgpSession.read(row), monitor(row)),
            "SELECT " + COLUMNS + ", " + Sighting.COLUMNS + ", " + Symptoms.COLUMNS + ", " + BgpSession.COLUMNS
                    + MONITOR + TABLES + Sighting.JOINS + BgpSession.JOIN);

    /// A connection, and what was seen of it.
    ///
    /// @param session empty unless it was asked for and reported
    record Seen(
            VpnConnection connection,
            Sighting sighting,
            Symptoms symptoms,
            Optional<BgpSession> session,
            Optional<MonitorId> monitor) {}

    private ConnectionRow() {}

    /// Finds the monitor of a connection.
    static Select<MonitorId> monitorOf(ConnectionId id) {
        return Select.of(
                row -> row.id("id", MonitorId::new),
                "SELECT id FROM connection_monitor WHERE connection_id = ? AND dropped_generation IS NULL",
                id);
    }

    private static Optional<MonitorId> monitor(Row row) throws SQLException {
        return row.has("monitor_id") ? Optional.of(row.id("monitor_id", MonitorId::new)) : Optional.empty();
    }

    private static SteeringSpec steering(Row row) throws SQLException {
        List<Prefix> peerSubnets = row.prefixes("peer_subnets");
        return switch (row.word("style", ConnectionStyle.class)) {
            case POLICY -> new SteeringSpec.Policy(peerSubnets, RuleTable.read(row));
            case STATIC -> new SteeringSpec.Static(peerSubnets, row.flag("enable_nqa"));
            case BGP -> new SteeringSpec.Bgp(peerSubnets, row.flag("enable_hub"));
        };
    }

    private static boolean nqa(SteeringSpec steering) {
        return switch (steering) {
            case SteeringSpec.Policy _, SteeringSpec.Bgp _ -> false;
            case SteeringSpec.Static fixed -> fixed.nqa();
        };
    }

    private static boolean hub(SteeringSpec steering) {
        return switch (steering) {
            case SteeringSpec.Policy _, SteeringSpec.Static _ -> false;
            case SteeringSpec.Bgp learnt -> learnt.hub();
        };
    }

    private static TunnelAddresses tunnel(Row row) throws SQLException {
        return new TunnelAddresses(end(row.address("tunnel_local")), end(row.address("tunnel_peer")));
    }

    private static InterfaceAddress end(Ipv4 address) {
        return new InterfaceAddress(address, TUNNEL_LENGTH);
    }
}

package dev.causeway.controller.connection;

import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ApiWord;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.EipId;
import dev.causeway.model.Encryption;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// What one row of `vpn_connection` says, with its policy rules.
final class ConnectionRow {

    private static final int TUNNEL_LENGTH = 30;

    private ConnectionRow() {}

    static VpnConnection map(ResultSet row) throws SQLException {
        return new VpnConnection(identity(row), ends(row), spec(row), history(row));
    }

    private static VpnConnection.Identity identity(ResultSet row) throws SQLException {
        return new VpnConnection.Identity(
                new ConnectionId(row.getObject("id", UUID.class)),
                new ProjectId(row.getString("project_id")),
                row.getInt("slot"),
                word(HaRole.class, row, "ha_role"),
                TagTable.read(row),
                row.getString("enterprise_project_id"));
    }

    private static ConnectionSpec spec(ResultSet row) throws SQLException {
        return new ConnectionSpec(
                new ResourceName(row.getString("name")),
                steering(row),
                new TunnelAddresses(tunnel(row, "tunnel_local"), tunnel(row, "tunnel_peer")),
                ike(row),
                ipsec(row));
    }

    private static SteeringSpec steering(ResultSet row) throws SQLException {
        List<Prefix> peerSubnets = prefixes(row, "peers");
        return switch (word(ConnectionStyle.class, row, "style")) {
            case POLICY -> new SteeringSpec.Policy(peerSubnets, RuleTable.rules(row));
            case STATIC -> new SteeringSpec.Static(peerSubnets, row.getBoolean("enable_nqa"));
            case BGP -> throw new IllegalStateException("a connection of style bgp is stored");
        };
    }

    static List<Prefix> prefixes(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(Prefix::parse)
                .toList();
    }

    private static VpnConnection.Ends ends(ResultSet row) throws SQLException {
        return new VpnConnection.Ends(
                new GatewayId(row.getObject("gateway_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                new EipId(row.getObject("eip_id", UUID.class)),
                Ipv4.parse(row.getString("eip_address")),
                new CustomerGatewayId(row.getObject("customer_gateway_id", UUID.class)),
                Ipv4.parse(row.getString("peer_address")));
    }

    private static IkeProfile ike(ResultSet row) throws SQLException {
        return new IkeProfile(
                word(IkeVersion.class, row, "ike_version"),
                word(Phase1Mode.class, row, "ike_phase1_mode"),
                word(Integrity.class, row, "ike_integrity"),
                word(Encryption.class, row, "ike_encryption"),
                word(DhGroup.class, row, "ike_dh_group"),
                row.getInt("ike_lifetime"),
                Optional.ofNullable(row.getString("ike_local_id")).map(Ipv4::parse),
                Optional.ofNullable(row.getString("ike_peer_id")).map(Ipv4::parse),
                new Dpd(
                        row.getInt("dpd_interval"),
                        row.getInt("dpd_timeout"),
                        word(DpdMessage.class, row, "dpd_message")));
    }

    private static IpsecSettings ipsec(ResultSet row) throws SQLException {
        return new IpsecSettings(
                word(Integrity.class, row, "ipsec_integrity"),
                word(Encryption.class, row, "ipsec_encryption"),
                Optional.ofNullable(row.getString("ipsec_pfs")).map(group -> ApiWord.parse(DhGroup.class, group)),
                row.getInt("ipsec_lifetime"));
    }

    private static VpnConnection.History history(ResultSet row) throws SQLException {
        return new VpnConnection.History(
                row.getLong("generation"),
                row.getLong("applied_generation"),
                Moments.instant(row, "created_at"),
                Moments.instant(row, "updated_at"),
                Moments.instant(row, "changed_at"),
                dropped(row));
    }

    private static OptionalLong dropped(ResultSet row) throws SQLException {
        long generation = row.getLong("dropped_generation");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(generation);
    }

    private static InterfaceAddress tunnel(ResultSet row, String column) throws SQLException {
        return new InterfaceAddress(Ipv4.parse(row.getString(column)), TUNNEL_LENGTH);
    }

    private static <E extends Enum<E> & ApiWord> E word(Class<E> set, ResultSet row, String column)
            throws SQLException {
        return ApiWord.parse(set, row.getString(column));
    }
}

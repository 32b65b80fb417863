package dev.causeway.controller.connection;

import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Writes rows of `vpn_connection`.
final class ConnectionWrites {

    private ConnectionWrites() {}

    static void insert(Handle tx, VpnConnection connection, Optional<byte[]> sealedPsk) {
        Update insert = tx.createUpdate("""
                INSERT INTO vpn_connection
                       (id, project_id, gateway_id, node_id, customer_gateway_id, peer_address, slot, name, style,
                        ha_role, enable_nqa, peer_subnets, tunnel_network, tunnel_local, tunnel_peer,
                        ike_version, ike_phase1_mode, ike_integrity, ike_encryption, ike_dh_group, ike_lifetime,
                        ike_local_id, ike_peer_id, dpd_interval, dpd_timeout, dpd_message,
                        ipsec_integrity, ipsec_encryption, ipsec_pfs, ipsec_lifetime,
                        created_at, updated_at, changed_at, psk)
                VALUES (:id, :project, :gateway, :node, :customerGateway, :peer, :slot, :name, :style,
                        :haRole, :nqa, :peerSubnets, :tunnelNetwork, :tunnelLocal, :tunnelPeer,
                        :ikeVersion, :phase1Mode, :ikeIntegrity, :ikeEncryption, :dhGroup, :ikeLifetime,
                        :localId::inet, :peerId::inet, :dpdInterval, :dpdTimeout, :dpdMessage,
                        :ipsecIntegrity, :ipsecEncryption, :pfs, :ipsecLifetime, :now, :now, :now, :psk)""")
                .bind("project", connection.identity().project())
                .bind("gateway", connection.ends().gateway())
                .bind("node", connection.ends().node())
                .bind("slot", connection.identity().slot())
                .bind("style", connection.spec().steering().style())
                .bind("haRole", connection.identity().haRole())
                .bind("now", connection.history().createdAt())
                .bind("psk", sealedPsk.orElse(null));
        bindSettings(insert, connection).execute();
        RuleTable.insert(tx, connection);
        VpnConnection.Identity identity = connection.identity();
        TagTable.put(tx, VpnConnection.TYPE, identity.project(), identity.id(), identity.tags());
    }

    /// Writes all that can change.
    static void update(Handle tx, VpnConnection connection) {
        Update update = tx.createUpdate("""
                UPDATE vpn_connection
                   SET customer_gateway_id = :customerGateway, peer_address = :peer, name = :name, enable_nqa = :nqa,
                       peer_subnets = :peerSubnets, tunnel_network = :tunnelNetwork, tunnel_local = :tunnelLocal,
                       tunnel_peer = :tunnelPeer, ike_version = :ikeVersion, ike_phase1_mode = :phase1Mode,
                       ike_integrity = :ikeIntegrity, ike_encryption = :ikeEncryption, ike_dh_group = :dhGroup,
                       ike_lifetime = :ikeLifetime, ike_local_id = :localId::inet, ike_peer_id = :peerId::inet,
                       dpd_interval = :dpdInterval, dpd_timeout = :dpdTimeout, dpd_message = :dpdMessage,
                       ipsec_integrity = :ipsecIntegrity, ipsec_encryption = :ipsecEncryption, ipsec_pfs = :pfs,
                       ipsec_lifetime = :ipsecLifetime, generation = :generation, updated_at = :updated,
                       changed_at = :changed
                 WHERE id = :id""")
                .bind("generation", connection.history().generation())
                .bind("updated", connection.history().updatedAt())
                .bind("changed", connection.history().changedAt());
        bindSettings(update, connection).execute();
        RuleTable.replace(tx, connection);
    }

    static void storePsk(Handle tx, ConnectionId id, byte[] sealed) {
        tx.createUpdate("UPDATE vpn_connection SET psk = :psk WHERE id = :id")
                .bind("id", id)
                .bind("psk", sealed)
                .execute();
    }

    static void markDropped(Handle tx, ConnectionId id, long documentGeneration, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_connection
                           SET dropped_generation = :dropped, updated_at = :now
                         WHERE id = :id""")
                .bind("id", id)
                .bind("dropped", documentGeneration)
                .bind("now", now)
                .execute();
    }

    /// Notes, for each connection, the newest generation that its node ever held.
    static void markApplied(Handle tx, Map<ConnectionId, Long> generations) {
        tx.createUpdate("""
                        UPDATE vpn_connection c
                           SET applied_generation = held.generation
                          FROM unnest(:ids::uuid[], :generations::bigint[]) AS held (id, generation)
                         WHERE c.id = held.id AND c.applied_generation < held.generation""")
                .bindArray(
                        "ids",
                        UUID.class,
                        generations.keySet().stream().map(ConnectionId::value).toList())
                .bindArray("generations", Long.class, List.copyOf(generations.values()))
                .execute();
    }

    /// The connections that a node no longer has, if its document of this generation is applied.
    static List<ConnectionId> droppedBy(Handle tx, NodeId node, long documentGeneration) {
        return tx.createQuery("""
                        SELECT id
                          FROM vpn_connection
                         WHERE node_id = :node AND dropped_generation <= :generation""")
                .bind("node", node)
                .bind("generation", documentGeneration)
                .mapTo(ConnectionId.class)
                .list();
    }

    static void delete(Handle tx, ConnectionId id) {
        tx.createUpdate("DELETE FROM vpn_connection WHERE id = :id")
                .bind("id", id)
                .execute();
        TagTable.removeAll(tx, id);
    }

    private static String text(Optional<Ipv4> address) {
        return address.map(Ipv4::toString).orElse(null);
    }

    private static boolean nqa(SteeringSpec steering) {
        return switch (steering) {
            case SteeringSpec.Policy _ -> false;
            case SteeringSpec.Static routed -> routed.nqa();
        };
    }

    private static Update bindSettings(Update statement, VpnConnection connection) {
        ConnectionSpec spec = connection.spec();
        IkeProfile ike = spec.ike();
        return statement
                .bind("id", connection.id())
                .bind("customerGateway", connection.ends().customerGateway())
                .bind("peer", connection.ends().peer())
                .bind("name", spec.name().text())
                .bind("nqa", nqa(spec.steering()))
                .bindArray("peerSubnets", Prefix.class, spec.steering().peerSubnets())
                .bind("tunnelNetwork", spec.tunnel().network())
                .bind("tunnelLocal", spec.tunnel().local().address())
                .bind("tunnelPeer", spec.tunnel().peer().address())
                .bind("ikeVersion", ike.version())
                .bind("phase1Mode", ike.phase1Mode())
                .bind("ikeIntegrity", ike.integrity())
                .bind("ikeEncryption", ike.encryption())
                .bind("dhGroup", ike.dhGroup())
                .bind("ikeLifetime", ike.lifetimeSeconds())
                .bind("localId", text(ike.localId()))
                .bind("peerId", text(ike.peerId()))
                .bind("dpdInterval", ike.dpd().intervalSeconds())
                .bind("dpdTimeout", ike.dpd().timeoutSeconds())
                .bind("dpdMessage", ike.dpd().message())
                .bind("ipsecIntegrity", spec.ipsec().integrity())
                .bind("ipsecEncryption", spec.ipsec().encryption())
                .bind("pfs", spec.ipsec().pfs().map(DhGroup::word).orElse(null))
                .bind("ipsecLifetime", spec.ipsec().lifetimeSeconds());
    }
}

package dev.causeway.controller.connection;

import dev.causeway.controller.database.As;
import dev.causeway.controller.database.Joined;
import dev.causeway.controller.gateway.AsNumber;
import dev.causeway.controller.gateway.CustomerGateway;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A connection between a gateway node and a customer gateway, as it is wanted. Its pre-shared key is not among this:
/// that is read only to build the document of its node.
///
/// @param history when it changed, and how far the data plane has followed
public record VpnConnection(Identity identity, Ends ends, ConnectionSpec spec, History history) {

    public static final ResourceType TYPE = new ResourceType(
            "vpn-connection",
            "VPN connection",
            ConnectionId::parse,
            "vpn_connection",
            "vpn_connection",
            "dropped_generation IS NOT NULL");

    private static final Ipv4 NOWHERE = Ipv4.parse("0.0.0.0");

    /// What it is from the beginning.
    ///
    /// @param slot names the connection's interfaces on its node
    public record Identity(
            ConnectionId id,
            ProjectId project,
            int slot,
            HaRole haRole,
            @Joined List<Tag> tags,
            @Joined @As("enterprise_project_id") String enterpriseProject) {

        public Identity {
            tags = List.copyOf(tags);
        }
    }

    /// The two ends.
    ///
    /// @param eip the EIP of the node; empty while it has none
    /// @param address that EIP's address
    /// @param peer the customer gateway's address
    /// @param asNumber the customer gateway's; present if its routes are learnt by BGP
    public record Ends(
            GatewayId gateway,
            NodeId node,
            @Joined @As("eip_id") Optional<EipId> eip,
            @Joined @As("eip_address") Optional<Ipv4> address,
            CustomerGatewayId customerGateway,
            @As("peer_address") Ipv4 peer,
            @As("peer_asn") Optional<AsNumber> asNumber) {

        Ends leadingTo(CustomerGateway other, Optional<AsNumber> itsAsNumber) {
            return new Ends(gateway, node, eip, address, other.id(), other.address(), itsAsNumber);
        }
    }

    /// What became of it.
    ///
    /// @param appliedGeneration the newest generation that was ever reported as applied; 0 before
    /// @param changedAt when the generation last rose
    /// @param droppedGeneration of the node's document that no longer has the tunnel; empty unless deletion has
    ///     begun
    /// @param resets how often the tenant wanted what is negotiated to be made anew
    public record History(
            long generation,
            long appliedGeneration,
            Instant createdAt,
            Instant updatedAt,
            Instant changedAt,
            OptionalLong droppedGeneration,
            long resets) {

        static History beginning(Instant now) {
            return new History(1, 0, now, now, now, OptionalLong.empty(), 0);
        }

        /// @param follows whether the data plane must follow the change
        History changed(boolean follows, Instant now) {
            return new History(
                    follows ? generation + 1 : generation,
                    appliedGeneration,
                    createdAt,
                    now,
                    follows ? now : changedAt,
                    droppedGeneration,
                    resets);
        }
    }

    public ConnectionId id() {
        return identity.id();
    }

    public boolean deleting() {
        return history.droppedGeneration().isPresent();
    }

    /// The same connection with other ends and another spec. Its generation rises if its node is told anything else
    /// than before.
    ///
    /// @param newKey whether it has a new pre-shared key
    VpnConnection changed(Ends newEnds, ConnectionSpec newSpec, boolean newKey, Instant now) {
        var after = new VpnConnection(identity, newEnds, newSpec, history);
        Ipv4 address = ends.address().orElse(NOWHERE);
        boolean follows = newKey || !after.tunnel(address, Optional.empty()).equals(tunnel(address, Optional.empty()));
        return new VpnConnection(identity, newEnds, newSpec, history.changed(follows, now));
    }

    /// What its node is told of it; nothing while the node has no address from which it could negotiate.
    Optional<Tunnel> onNode(Optional<PreSharedKey> psk) {
        return ends.address().map(address -> tunnel(address, psk));
    }

    private Tunnel tunnel(Ipv4 address, Optional<PreSharedKey> psk) {
        return new Tunnel(
                id(),
                history.generation(),
                identity.slot(),
                ends.peer(),
                new Authentication.SharedKey(psk),
                spec.ike().between(address, ends.peer()),
                spec.ipsec(),
                spec.tunnel().local(),
                spec.tunnel().peer(),
                steering(),
                history.resets());
    }

    /// What its node, and others, are told of the networks that it leads to.
    Steering steering() {
        return switch (spec.steering()) {
            case SteeringSpec.Policy policy -> new Steering.Policy(policy.rules());
            case SteeringSpec.Static fixed -> new Steering.Static(fixed.peerSubnets(), fixed.nqa());
            case SteeringSpec.Bgp learnt ->
                new Steering.Bgp(
                        learnt.peerSubnets(), ends.asNumber().orElseThrow().value(), learnt.hub());
        };
    }
}

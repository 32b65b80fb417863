package dev.causeway.controller.connection;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A connection between a gateway node and a customer gateway, as it is wanted. Its pre-shared key is not among this:
/// that is read only to build the document of its node.
///
/// @param slot names the connection's interfaces on its node
/// @param policyRules empty unless the style is policy
/// @param history when it changed, and how far the data plane has followed
public record VpnConnection(
        ConnectionId id,
        ProjectId project,
        ResourceName name,
        Ends ends,
        int slot,
        ConnectionStyle style,
        HaRole haRole,
        boolean nqa,
        List<Prefix> peerSubnets,
        List<PolicyRule> policyRules,
        TunnelAddresses tunnel,
        IkeProfile ike,
        IpsecSettings ipsec,
        List<Tag> tags,
        String enterpriseProject,
        History history) {

    public VpnConnection {
        peerSubnets = List.copyOf(peerSubnets);
        policyRules = List.copyOf(policyRules);
        tags = List.copyOf(tags);
    }

    /// The two ends.
    ///
    /// @param eip the EIP of the node
    /// @param address that EIP's address
    /// @param peer the customer gateway's address
    public record Ends(
            GatewayId gateway, NodeId node, EipId eip, Ipv4 address, CustomerGatewayId customerGateway, Ipv4 peer) {

        Ends leadingTo(CustomerGatewayId otherGateway, Ipv4 otherPeer) {
            return new Ends(gateway, node, eip, address, otherGateway, otherPeer);
        }
    }

    /// What became of it.
    ///
    /// @param appliedGeneration the newest generation that was ever reported as applied; 0 before
    /// @param changedAt when the generation last rose
    /// @param droppedGeneration of the node's document that no longer has the tunnel; empty unless deletion has
    ///     begun
    public record History(
            long generation,
            long appliedGeneration,
            Instant createdAt,
            Instant updatedAt,
            Instant changedAt,
            OptionalLong droppedGeneration) {

        /// @param follows whether the data plane must follow the change
        History changed(boolean follows, Instant now) {
            return new History(
                    follows ? generation + 1 : generation,
                    appliedGeneration,
                    createdAt,
                    now,
                    follows ? now : changedAt,
                    droppedGeneration);
        }
    }

    VpnConnection with(List<PolicyRule> rules) {
        return new VpnConnection(
                id,
                project,
                name,
                ends,
                slot,
                style,
                haRole,
                nqa,
                peerSubnets,
                rules,
                tunnel,
                ike,
                ipsec,
                tags,
                enterpriseProject,
                history);
    }

    VpnConnection with(History itsHistory) {
        return new VpnConnection(
                id,
                project,
                name,
                ends,
                slot,
                style,
                haRole,
                nqa,
                peerSubnets,
                policyRules,
                tunnel,
                ike,
                ipsec,
                tags,
                enterpriseProject,
                itsHistory);
    }

    public boolean deleting() {
        return history.droppedGeneration().isPresent();
    }

    /// The customer's networks that are reached through the tunnel: with policies, only what these name.
    public List<Prefix> destinations() {
        return style == ConnectionStyle.POLICY ? destinations(policyRules) : peerSubnets;
    }

    static List<Prefix> destinations(List<PolicyRule> rules) {
        Stream<Prefix> all = rules.stream().flatMap(rule -> rule.destinations().stream());
        return all.distinct().sorted().toList();
    }
}

package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Select;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A feature whose things use gateways, such as connections. A gateway knows of them what is asked here. While it is
/// locked, none of them comes or goes.
public interface GatewayUser {

    /// How many there are of a gateway.
    ///
    /// @param groups how many customer gateways they lead to
    record Usage(int connections, int groups) {

        static final Usage NONE = new Usage(0, 0);

        Usage plus(Usage other) {
            return new Usage(connections + other.connections, groups + other.groups);
        }
    }

    /// How many there are of each gateway. Gateways without any are left out.
    ///
    /// @param gateways finds them, in its only column
    Select<Map.Entry<GatewayId, Usage>> usage(Select<GatewayId> gateways);

    /// Whether there are any of a gateway.
    boolean any(Handle tx, GatewayId gateway);

    /// Whether any of them leads to a customer gateway, which is locked.
    boolean leadsTo(Handle tx, CustomerGatewayId customerGateway);

    /// A customer's network that one of them leads to and that lies in one of these.
    Optional<Prefix> peerSubnetInside(Handle tx, GatewayId gateway, List<Prefix> subnets);

    /// The networks on the gateway's side that they carry packets from, if they name any.
    List<Prefix> sources(Handle tx, GatewayId gateway);

    /// Those of a node follow its public address: their settings are new. The node's document is touched by the
    /// gateway.
    void addressChanged(Handle tx, NodeId node, Instant now);

    /// How those of a node are steered whose routes are learnt by BGP.
    List<Steering.Bgp> spoken(Handle tx, NodeId node);

    /// The tunnels that a node serves.
    List<Tunnel> tunnels(Handle tx, NodeId node);
}

package dev.causeway.agent.node;

import dev.causeway.agent.firewall.Passage;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Credential;
import dev.causeway.agent.ipsec.Selection;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.model.NodeId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one tunnel of a node's document means for the drivers.
///
/// @param localSubnets the networks in the VPC that peers reach
record TunnelPlan(NodeId node, TunnelConfig.Outside outside, List<Prefix> localSubnets, Tunnel tunnel) {

    TunnelConfig ipsec() {
        return new TunnelConfig(
                node,
                tunnel.connection(),
                tunnel.generation(),
                new Slot(tunnel.slot()),
                outside,
                tunnel.peer(),
                switch (tunnel.authentication()) {
                    case Authentication.SharedKey(Optional<PreSharedKey> key) -> new Credential.Secret(key);
                },
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                switch (tunnel.steering()) {
                    case Steering.Static fixed -> new Selection.Networks(localSubnets, fixed.peerSubnets());
                    case Steering.Policy(List<PolicyRule> rules) -> new Selection.Rules(localSubnets, rules);
                    case Steering.Bgp _ -> new Selection.Everything(localSubnets);
                },
                tunnel.resets());
    }

    Passage passage() {
        return new Passage(
                new Slot(tunnel.slot()),
                tunnel.peer(),
                tunnel.localAddress().address(),
                tunnel.peerAddress().address(),
                Set.copyOf(tunnel.steering().destinations()),
                switch (tunnel.steering()) {
                    case Steering.Static _ -> new Passage.Everything(localSubnets);
                    case Steering.Policy(List<PolicyRule> rules) -> new Passage.Pairs(rules);
                    case Steering.Bgp spoken -> new Passage.Spoken(localSubnets, spoken.hub());
                });
    }
}

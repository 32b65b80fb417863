package dev.causeway.controller.connection;

import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.stream.Stream;

/// What decides which packets enter a connection's tunnel, as the tenant said it: one kind for each style, and no
/// connection ever changes from one to another.
public sealed interface SteeringSpec {

    /// The networks that the tenant calls the customer's. Rules about them hold whatever the style is.
    List<Prefix> peerSubnets();

    /// The customer's networks that are reached through the tunnel.
    List<Prefix> destinations();

    ConnectionStyle style();

    /// Packets enter that match a rule; the peer subnets are only kept and shown.
    record Policy(List<Prefix> peerSubnets, List<PolicyRule> rules) implements SteeringSpec {

        public Policy {
            peerSubnets = List.copyOf(peerSubnets);
            rules = List.copyOf(rules);
        }

        @Override
        public List<Prefix> destinations() {
            Stream<Prefix> all = rules.stream().flatMap(rule -> rule.destinations().stream());
            return all.distinct().sorted().toList();
        }

        @Override
        public ConnectionStyle style() {
            return ConnectionStyle.POLICY;
        }
    }

    /// Packets to what the customer gateway announces by BGP enter, as far as it lies in the peer subnets.
    ///
    /// @param hub whether what one customer gateway announces is announced to the others
    record Bgp(List<Prefix> peerSubnets, boolean hub) implements SteeringSpec {

        public Bgp {
            peerSubnets = List.copyOf(peerSubnets);
        }

        /// The networks in which what is announced may lie.
        @Override
        public List<Prefix> destinations() {
            return peerSubnets;
        }

        @Override
        public ConnectionStyle style() {
            return ConnectionStyle.BGP;
        }
    }

    /// Packets to the peer subnets enter.
    ///
    /// @param nqa whether the tunnel counts as up only while the customer's end of it answers
    record Static(List<Prefix> peerSubnets, boolean nqa) implements SteeringSpec {

        public Static {
            peerSubnets = List.copyOf(peerSubnets);
        }

        @Override
        public List<Prefix> destinations() {
            return peerSubnets;
        }

        @Override
        public ConnectionStyle style() {
            return ConnectionStyle.STATIC;
        }
    }
}

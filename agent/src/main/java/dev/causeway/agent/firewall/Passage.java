package dev.causeway.agent.firewall;

import dev.causeway.agent.host.Slot;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Set;

/// What may pass one tunnel.
///
/// @param peer the other end's address on the internet
/// @param localAddress what the tunnel interface carries
/// @param peerAddress the other end's address inside of the tunnel
/// @param networks the customer's networks
public record Passage(
        Slot slot, Ipv4 peer, Ipv4 localAddress, Ipv4 peerAddress, Set<Prefix> networks, Allowed allowed) {

    public Passage {
        networks = Set.copyOf(networks);
    }

    /// Who in the VPC may talk to whom of the customer's.
    public sealed interface Allowed permits Everything, Spoken, Pairs {}

    /// All in these networks of the VPC, to all in the customer's networks.
    public record Everything(List<Prefix> local) implements Allowed {

        public Everything {
            local = List.copyOf(local);
        }
    }

    /// The same where routes are learned by BGP, which the two ends of the tunnel speak with each other.
    ///
    /// @param hub whether the customer's networks may talk to those of other hubs too
    public record Spoken(List<Prefix> local, boolean hub) implements Allowed {

        public Spoken {
            local = List.copyOf(local);
        }
    }

    /// What rules name.
    public record Pairs(List<PolicyRule> rules) implements Allowed {

        public Pairs {
            rules = List.copyOf(rules);
        }
    }
}

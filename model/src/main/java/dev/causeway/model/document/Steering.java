package dev.causeway.model.document;

import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// What decides which packets enter a tunnel. Whoever needs to know asks for the case in a switch without `default`,
/// so that a further one makes the compiler name every place.
public sealed interface Steering {

    /// The customer's networks that may lead into the tunnel.
    List<Prefix> destinations();

    /// This, if it is by BGP.
    default Optional<Bgp> spoken() {
        return switch (this) {
            case Policy _, Static _ -> Optional.empty();
            case Bgp bgp -> Optional.of(bgp);
        };
    }

    /// Rules of the tenant: only what they name enters.
    record Policy(List<PolicyRule> rules) implements Steering {

        public Policy {
            rules = List.copyOf(rules);
        }

        /// Each once, in order.
        @Override
        public List<Prefix> destinations() {
            return rules.stream()
                    .flatMap(rule -> rule.destinations().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /// Static routes: everything between the gateway's local subnets and these networks of the customer's.
    ///
    /// @param nqa whether the tunnel counts as up only while the customer's end of it answers
    record Static(List<Prefix> peerSubnets, boolean nqa) implements Steering {

        public Static {
            peerSubnets = List.copyOf(peerSubnets);
        }

        public Static(List<Prefix> peerSubnets) {
            this(peerSubnets, false);
        }

        @Override
        public List<Prefix> destinations() {
            return peerSubnets;
        }
    }

    /// Routes that the customer gateway announces by BGP: each that equals or lies in one of these networks leads into
    /// the tunnel while it is announced.
    ///
    /// @param peerAsn the customer gateway's AS number
    /// @param hub whether what one customer gateway announces is announced to the others, and leads to it from them
    record Bgp(List<Prefix> peerSubnets, long peerAsn, boolean hub) implements Steering {

        public Bgp {
            peerSubnets = List.copyOf(peerSubnets);
        }

        /// The networks in which what is learnt may lie.
        @Override
        public List<Prefix> destinations() {
            return peerSubnets;
        }
    }
}

package dev.causeway.model.document;

import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;

/// What decides which packets enter a tunnel. Whoever needs to know asks for the case in a switch without `default`,
/// so that a further one makes the compiler name every place.
public sealed interface Steering {

    /// The customer's networks that the document itself leads into the tunnel.
    List<Prefix> destinations();

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
    record Static(List<Prefix> peerSubnets) implements Steering {

        public Static {
            peerSubnets = List.copyOf(peerSubnets);
        }

        @Override
        public List<Prefix> destinations() {
            return peerSubnets;
        }
    }
}

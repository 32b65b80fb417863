package dev.causeway.agent.ipsec;

import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.stream.Stream;

/// What a tunnel shall carry.
public sealed interface Selection {

    /// The networks in the VPC from which packets may come: a peer may narrow a child SA to any of them.
    List<Prefix> sources();

    /// Whatever is led into it, and between these networks all of it.
    ///
    /// @param local the networks in the VPC
    /// @param remote the customer's
    record Networks(List<Prefix> local, List<Prefix> remote) implements Selection {

        public Networks {
            local = List.copyOf(local);
            remote = List.copyOf(remote);
        }

        @Override
        public List<Prefix> sources() {
            return local;
        }
    }

    /// Whatever is led into it, and none of it may be left out: nobody knows beforehand what that will be.
    ///
    /// @param local the networks in the VPC
    record Everything(List<Prefix> local) implements Selection {

        public Everything {
            local = List.copyOf(local);
        }

        @Override
        public List<Prefix> sources() {
            return local;
        }
    }

    /// What rules name, and nothing else.
    ///
    /// @param local the networks in the VPC, of which rules may name parts, or more
    record Rules(List<Prefix> local, List<PolicyRule> rules) implements Selection {

        public Rules {
            local = List.copyOf(local);
            rules = List.copyOf(rules);
        }

        @Override
        public List<Prefix> sources() {
            return Stream.concat(local.stream(), rules.stream().map(PolicyRule::source))
                    .toList();
        }
    }
}

package dev.causeway.model.document;

import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.CommonNetworks;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How far the users of a group reach: what its policies name, as far as it lies in the server's local subnets. Without
/// a policy, nowhere.
public record Reach(List<Prefix> localSubnets, List<Access.Policy> policies) {

    public Reach {
        localSubnets = List.copyOf(localSubnets);
        policies = List.copyOf(policies);
    }

    /// All that is reached, in the order of the networks. None of them lies in another.
    public List<Prefix> networks() {
        List<Prefix> named = policies.stream()
                .flatMap(policy -> policy.destinations().stream())
                .toList();
        return CommonNetworks.of(named, localSubnets);
    }

    /// The first policy by which an address is reached; empty if it is not.
    public Optional<AccessPolicyId> opening(Ipv4 destination) {
        return policies.stream()
                .filter(policy -> opened(policy).anyMatch(network -> network.contains(destination)))
                .map(Access.Policy::id)
                .findFirst();
    }

    private Stream<Prefix> opened(Access.Policy policy) {
        return policy.destinations().stream().flatMap(named -> CommonNetworks.of(named, localSubnets));
    }
}

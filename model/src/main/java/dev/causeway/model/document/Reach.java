package dev.causeway.model.document;

import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
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
        List<Prefix> found = new ArrayList<>();
        // In this order a network comes right before those that lie in it.
        policies.stream().flatMap(this::opened).sorted().forEach(network -> {
            if (found.isEmpty() || !found.getLast().contains(network)) {
                found.add(network);
            }
        });
        return List.copyOf(found);
    }

    /// The first policy by which an address is reached; empty if it is not.
    public Optional<AccessPolicyId> opening(Ipv4 destination) {
        return policies.stream()
                .filter(policy -> opened(policy).anyMatch(network -> network.contains(destination)))
                .map(Access.Policy::id)
                .findFirst();
    }

    /// Of two networks that have anything in common one lies in the other.
    private Stream<Prefix> opened(Access.Policy policy) {
        return policy.destinations().stream()
                .flatMap(named -> localSubnets.stream()
                        .filter(named::overlaps)
                        .map(local -> local.contains(named) ? named : local));
    }
}

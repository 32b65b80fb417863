package dev.causeway.controller.connection;

import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a request makes of a connection. Rules are checked for what is new in it: what was there before was accepted,
/// and other things may have changed around it since.
///
/// @param before empty if the connection is new as a whole
record Change(Optional<VpnConnection> before, VpnConnection after) {

    static Change fresh(VpnConnection made) {
        return new Change(Optional.empty(), made);
    }

    boolean peerIsNew() {
        return before.filter(old -> old.ends().peer().equals(after.ends().peer()))
                .isEmpty();
    }

    /// A network that a request names.
    ///
    /// @param path of the place where it does
    record Part(String path, Prefix network) {

        private static Stream<Part> all(String path, List<Prefix> networks) {
            return IntStream.range(0, networks.size())
                    .mapToObj(i -> new Part("%s[%d]".formatted(path, i), networks.get(i)));
        }
    }

    /// The networks that packets shall be carried to.
    List<Part> newDestinations() {
        return added(Change::destinations);
    }

    /// The networks that packets shall be carried from.
    List<Part> newSources() {
        return added(Change::sources);
    }

    private static Stream<Part> destinations(SteeringSpec steering) {
        Stream<Part> subnets = Part.all("peer_subnets", steering.peerSubnets());
        return switch (steering) {
            case SteeringSpec.Static _, SteeringSpec.Bgp _ -> subnets;
            case SteeringSpec.Policy policy ->
                Stream.concat(
                        subnets, ofRules(policy, (path, rule) -> Part.all(path + ".destination", rule.destinations())));
        };
    }

    private static Stream<Part> sources(SteeringSpec steering) {
        return switch (steering) {
            case SteeringSpec.Static _, SteeringSpec.Bgp _ -> Stream.empty();
            case SteeringSpec.Policy policy ->
                ofRules(policy, (path, rule) -> Stream.of(new Part(path + ".source", rule.source())));
        };
    }

    private static Stream<Part> ofRules(
            SteeringSpec.Policy policy, BiFunction<String, PolicyRule, Stream<Part>> parts) {
        List<PolicyRule> rules = policy.rules();
        return IntStream.range(0, rules.size())
                .boxed()
                .flatMap(i -> parts.apply("policy_rules[%d]".formatted(i), rules.get(i)));
    }

    private List<Part> added(Function<SteeringSpec, Stream<Part>> parts) {
        Set<Prefix> present = before.stream()
                .flatMap(old -> parts.apply(old.spec().steering()))
                .map(Part::network)
                .collect(Collectors.toSet());
        return parts.apply(after.spec().steering())
                .filter(part -> !present.contains(part.network()))
                .toList();
    }
}

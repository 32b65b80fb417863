package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// The rules of a policy connection. No two of them may claim the same packet: the pairs of networks are negotiated as
/// traffic selectors, and of two that overlap the daemon would serve one only.
final class PolicyRules {

    private static final String NAME = "policy_rules";
    private static final int MOST = 5;
    private static final int MOST_DESTINATIONS = 50;

    private PolicyRules() {}

    static Optional<List<PolicyRule>> optional(JsonReader in) {
        return in.optionalObjects(NAME, MOST, PolicyRules::rule).map(rules -> checked(in, rules));
    }

    private static PolicyRule rule(JsonReader in) {
        Prefix source = in.required("source", Prefix::parse);
        // Rules are compared with each other, so that many destinations would cost much.
        List<Prefix> destinations = in.requiredList("destination", MOST_DESTINATIONS, PeerSubnets::parse);
        if (destinations != null && destinations.isEmpty()) {
            in.violation("destination", "must have 1 to %d subnets, not 0", MOST_DESTINATIONS);
        }
        return new PolicyRule(source, destinations);
    }

    private static List<PolicyRule> checked(JsonReader in, List<PolicyRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            overlapInside(in, i, rules.get(i).destinations());
            for (int j = 0; j < i; j++) {
                compare(in, i, rules.get(i), j, rules.get(j));
            }
        }
        return rules;
    }

    private static void compare(JsonReader in, int i, PolicyRule rule, int j, PolicyRule earlier) {
        if (rule.source().equals(earlier.source())) {
            in.violation("%s[%d].source".formatted(NAME, i), "is the source of rule %d too: %s", j + 1, rule.source());
        } else if (rule.source().overlaps(earlier.source())) {
            rule.destinations().stream()
                    .filter(destination -> earlier.destinations().stream().anyMatch(destination::overlaps))
                    .findFirst()
                    .ifPresent(destination -> in.violation(
                            "%s[%d]".formatted(NAME, i),
                            "overlaps rule %d: packets from %s to %s would match both",
                            j + 1,
                            rule.source(),
                            destination));
        }
    }

    private static void overlapInside(JsonReader in, int i, List<Prefix> destinations) {
        List<Prefix> sorted = destinations.stream().sorted().toList();
        for (int k = 1; k < sorted.size(); k++) {
            if (sorted.get(k - 1).overlaps(sorted.get(k))) {
                in.violation(
                        "%s[%d].destination".formatted(NAME, i), "%s and %s overlap", sorted.get(k - 1), sorted.get(k));
            }
        }
    }
}

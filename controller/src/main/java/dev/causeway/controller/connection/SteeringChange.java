package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a request says of what enters the tunnel. What is absent stays as it is.
record SteeringChange(
        Optional<List<Prefix>> peerSubnets,
        Optional<List<PolicyRule>> rules,
        Optional<Boolean> nqa,
        Optional<Boolean> hub) {

    static SteeringChange read(JsonReader in) {
        return read(in, PeerSubnets.optional(in), PolicyRules.optional(in));
    }

    /// Reads that of a new connection, where nothing stays as it is.
    static SteeringChange readWhole(JsonReader in) {
        return read(
                in,
                Optional.of(PeerSubnets.required(in)),
                PolicyRules.optional(in).or(() -> Optional.of(List.of())));
    }

    private static SteeringChange read(
            JsonReader in, Optional<List<Prefix>> peerSubnets, Optional<List<PolicyRule>> rules) {
        return new SteeringChange(
                peerSubnets, rules, in.optionalBoolean("enable_nqa"), in.optionalBoolean("enable_hub"));
    }

    /// What does not go with a style.
    List<Violation> misfits(ConnectionStyle style) {
        Stream<Optional<Violation>> found = switch (style) {
            case POLICY -> Stream.of(hubElsewhere(style), nqaElsewhere(style), noRules());
            case STATIC -> Stream.of(hubElsewhere(style), rulesElsewhere(style));
            case BGP -> Stream.of(nqaElsewhere(style), rulesElsewhere(style));
        };
        return found.flatMap(Optional::stream).toList();
    }

    private Optional<Violation> hubElsewhere(ConnectionStyle style) {
        return hub.filter(on -> on).map(on -> elsewhere("enable_hub", ConnectionStyle.BGP, on.toString(), style));
    }

    private Optional<Violation> nqaElsewhere(ConnectionStyle style) {
        return nqa.filter(on -> on).map(on -> elsewhere("enable_nqa", ConnectionStyle.STATIC, on.toString(), style));
    }

    private Optional<Violation> rulesElsewhere(ConnectionStyle style) {
        return rules.filter(given -> !given.isEmpty())
                .map(given -> elsewhere("policy_rules", ConnectionStyle.POLICY, "a list of " + given.size(), style));
    }

    private static Violation elsewhere(String name, ConnectionStyle where, String sent, ConnectionStyle style) {
        return new Violation(
                name,
                "must be set only when style is %s, not to %s when it is %s"
                        .formatted(where.word(), sent, style.word()));
    }

    private Optional<Violation> noRules() {
        return rules.filter(List::isEmpty)
                .map(_ -> new Violation("policy_rules", "must have at least one rule when style is policy"));
    }

    SteeringSpec on(SteeringSpec before) {
        return switch (before) {
            case SteeringSpec.Policy policy ->
                new SteeringSpec.Policy(peerSubnets.orElse(policy.peerSubnets()), rules.orElse(policy.rules()));
            case SteeringSpec.Static routed ->
                new SteeringSpec.Static(peerSubnets.orElse(routed.peerSubnets()), nqa.orElse(routed.nqa()));
            case SteeringSpec.Bgp learnt ->
                new SteeringSpec.Bgp(peerSubnets.orElse(learnt.peerSubnets()), hub.orElse(learnt.hub()));
        };
    }

    /// What it makes of a new connection.
    SteeringSpec fresh(ConnectionStyle style) {
        return on(
                switch (style) {
                    case POLICY -> new SteeringSpec.Policy(List.of(), List.of());
                    case STATIC -> new SteeringSpec.Static(List.of(), false);
                    case BGP -> new SteeringSpec.Bgp(List.of(), false);
                });
    }
}

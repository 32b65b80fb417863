package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.Unsupported;
import dev.causeway.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a request says of what enters the tunnel. What is absent stays as it is.
///
/// @param hub belongs to a style that is not built
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
        List<Violation> found = new ArrayList<>();
        if (hub.orElse(false)) {
            found.add(new Violation("enable_hub", "must be set only when style is bgp"));
        }
        if (style != ConnectionStyle.STATIC && nqa.orElse(false)) {
            found.add(new Violation("enable_nqa", "must be set only when style is static"));
        }
        if (style != ConnectionStyle.POLICY && !rules.orElse(List.of()).isEmpty()) {
            found.add(new Violation("policy_rules", "must be set only when style is policy"));
        }
        if (style == ConnectionStyle.POLICY && rules.filter(List::isEmpty).isPresent()) {
            found.add(new Violation("policy_rules", "must have at least one rule when style is policy"));
        }
        return found;
    }

    SteeringSpec on(SteeringSpec before) {
        return switch (before) {
            case SteeringSpec.Policy policy ->
                new SteeringSpec.Policy(peerSubnets.orElse(policy.peerSubnets()), rules.orElse(policy.rules()));
            case SteeringSpec.Static routed ->
                new SteeringSpec.Static(peerSubnets.orElse(routed.peerSubnets()), nqa.orElse(routed.nqa()));
        };
    }

    /// What it makes of a new connection.
    SteeringSpec fresh(ConnectionStyle style) {
        return on(
                switch (style) {
                    case POLICY -> new SteeringSpec.Policy(List.of(), List.of());
                    case STATIC -> new SteeringSpec.Static(List.of(), false);
                    case BGP -> throw new Unsupported("connections of style bgp are not supported yet");
                });
    }
}

package dev.causeway.controller.access;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.UserGroupId;
import dev.causeway.model.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The body of a request for a policy, or to change one: then what is absent stays as it is.
record PolicyRequest(
        Optional<String> name,
        Optional<UserGroupId> group,
        Optional<String> description,
        Optional<List<Prefix>> destinations) {

    private static final String DESTINATIONS = "dest_ip_cidrs";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DESCRIPTION = 255;

    static PolicyRequest ofNew(JsonReader in) {
        return new PolicyRequest(
                Optional.ofNullable(in.required("name", PolicyRequest::name)),
                Optional.ofNullable(in.required("user_group_id", UserGroupId::parse)),
                Descriptions.read(in, LONGEST_DESCRIPTION),
                Optional.ofNullable(destinations(in)));
    }

    static PolicyRequest ofChange(JsonReader in) {
        return new PolicyRequest(
                in.optional("name", PolicyRequest::name),
                in.optional("user_group_id", UserGroupId::parse),
                Descriptions.read(in, LONGEST_DESCRIPTION),
                in.has(DESTINATIONS) ? Optional.ofNullable(destinations(in)) : Optional.empty());
    }

    private static String name(String text) {
        if (text.isEmpty()) {
            throw new InvalidInput("must have at least one character");
        }
        return Descriptions.text(text, LONGEST_NAME);
    }

    private static List<Prefix> destinations(JsonReader in) {
        if (in.isEmptyList(DESTINATIONS)) {
            in.violation(DESTINATIONS, "must have at least one CIDR block");
        }
        List<Prefix> networks = in.whenTooMany(P2cCode.TOO_MANY_DESTINATIONS)
                .whenWrong(P2cCode.DESTINATION_INVALID)
                .requiredList(DESTINATIONS, AccessPolicy.MOST_DESTINATIONS, Prefix::parse);
        if (networks == null) {
            return null;
        }
        Set<Prefix> seen = new HashSet<>();
        for (int i = 0; i < networks.size(); i++) {
            if (!seen.add(networks.get(i))) {
                in.violation(
                        new Violation(DESTINATIONS + "[" + i + "]", P2cCode.DESTINATION_TWICE.of(networks.get(i))));
            }
        }
        return networks;
    }
}

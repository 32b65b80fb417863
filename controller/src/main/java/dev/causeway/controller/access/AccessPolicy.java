package dev.causeway.controller.access;

import dev.causeway.controller.database.Joined;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;

/// Lets the users of a group reach networks.
record AccessPolicy(
        AccessPolicyId id,
        ServerId server,
        UserGroupId group,
        @Joined String groupName,
        String name,
        String description,
        List<Prefix> destinations,
        Instant createdAt,
        Instant updatedAt) {

    /// How many a server may have.
    static final int MOST = 100;

    static final int MOST_DESTINATIONS = 10;

    AccessPolicy {
        destinations = List.copyOf(destinations);
    }

    /// The same policy, as it was last changed then.
    AccessPolicy at(Instant now) {
        return new AccessPolicy(id, server, group, groupName, name, description, destinations, createdAt, now);
    }

    /// Whether what hosts know of the policy is the same.
    boolean isAlikeOnHosts(AccessPolicy other) {
        return group.equals(other.group) && destinations.equals(other.destinations);
    }
}

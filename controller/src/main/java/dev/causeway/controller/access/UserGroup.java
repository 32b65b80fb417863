package dev.causeway.controller.access;

import dev.causeway.controller.database.As;
import dev.causeway.controller.database.Joined;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;

/// A group of users of a VPN server. Each user is in one.
///
/// @param standard whether it holds the users that are in no other
/// @param users how many are in it
record UserGroup(
        UserGroupId id,
        ServerId server,
        String name,
        String description,
        @As("is_default") boolean standard,
        @Joined long users,
        Instant createdAt,
        Instant updatedAt) {

    static final int LONGEST_DESCRIPTION = 64;

    /// The name of the one that each server has from the beginning.
    static final String STANDARD = "default";

    /// How many a server may have beside the default one.
    static final int MOST = 50;

    /// The one that each server has from the beginning.
    static UserGroup standard(ServerId server, Instant now) {
        return new UserGroup(UserGroupId.random(), server, STANDARD, "Default user group", true, 0, now, now);
    }

    /// The same group, as it was last changed then.
    UserGroup at(Instant now) {
        return new UserGroup(id, server, name, description, standard, users, createdAt, now);
    }

    /// @throws dev.causeway.model.Coded if it is the default one
    UserGroup requireCustom() {
        if (standard) {
            throw P2cCode.GROUP_IS_DEFAULT.failure();
        }
        return this;
    }
}

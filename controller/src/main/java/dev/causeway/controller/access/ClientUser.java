package dev.causeway.controller.access;

import dev.causeway.controller.database.As;
import dev.causeway.controller.database.Joined;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;

/// A user of a VPN server, without the password.
record ClientUser(
        ClientUserId id,
        ServerId server,
        UserGroupId group,
        @Joined String groupName,
        ClientUserName name,
        String description,
        @As("static_ip") StaticAddress staticAddress,
        Instant createdAt,
        Instant updatedAt) {

    static final int LONGEST_DESCRIPTION = 64;

    /// The same user with other settings; the very same if they are no others.
    ClientUser changed(UserGroup newGroup, String newDescription, StaticAddress newAddress, Instant now) {
        boolean same =
                newGroup.id().equals(group) && newDescription.equals(description) && newAddress.equals(staticAddress);
        return same
                ? this
                : new ClientUser(
                        id, server, newGroup.id(), newGroup.name(), name, newDescription, newAddress, createdAt, now);
    }

    /// Whether what hosts know of the user is the same.
    boolean isAlikeOnHosts(ClientUser other) {
        return group.equals(other.group) && staticAddress.equals(other.staticAddress);
    }
}

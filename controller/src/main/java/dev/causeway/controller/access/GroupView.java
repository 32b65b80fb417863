package dev.causeway.controller.access;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;

/// A group of users as the API shows it.
record GroupView(
        UserGroupId id,
        String name,
        String description,
        String type,
        long userNumber,
        Instant createdAt,
        Instant updatedAt) {

    static GroupView of(UserGroup group) {
        return new GroupView(
                group.id(),
                group.name(),
                group.description(),
                group.standard() ? "Default" : "Custom",
                group.users(),
                group.createdAt(),
                group.updatedAt());
    }

    record One(GroupView userGroup, String requestId) {}

    record Made(OnlyId userGroup, String requestId) {}

    record OnlyId(UserGroupId id) {}

    record Many(List<GroupView> userGroups, long totalCount, PageInfo pageInfo, String requestId) {}
}

package dev.causeway.controller.access;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user as the API shows it: never with the password.
record UserView(
        ClientUserId id,
        String name,
        String description,
        UserGroupId userGroupId,
        String userGroupName,
        String staticIp,
        Instant createdAt,
        Instant updatedAt) {

    static UserView of(ClientUser user) {
        return new UserView(
                user.id(),
                user.name().text(),
                user.description(),
                user.group(),
                user.groupName(),
                user.staticAddress().text(),
                user.createdAt(),
                user.updatedAt());
    }

    record One(UserView user, String requestId) {}

    record Made(OnlyId user, String requestId) {}

    record OnlyId(ClientUserId id) {}

    record Many(List<UserView> users, long totalCount, PageInfo pageInfo, String requestId) {}

    /// One as a group's list has it.
    record InGroup(ClientUserId id, String name, String description) {

        static InGroup of(ClientUser user) {
            return new InGroup(user.id(), user.name().text(), user.description());
        }
    }

    record ManyInGroup(List<InGroup> users, long totalCount, PageInfo pageInfo, String requestId) {}

    /// One that cannot be made, as it was sent.
    record Invalid(
            Optional<String> name,
            Optional<String> description,
            Optional<String> userGroupName,
            Optional<String> staticIp,
            String cause) {

        static Invalid of(BatchJudge.Unfit unfit) {
            UserBatch.Wanted user = unfit.user();
            return new Invalid(user.name(), user.description(), user.group(), user.address(), unfit.cause());
        }
    }

    record Batch(List<Invalid> invalidUsers, String requestId) {}

    record Done(String requestId) {}
}

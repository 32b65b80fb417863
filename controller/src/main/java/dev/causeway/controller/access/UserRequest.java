package dev.causeway.controller.access;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.UserGroupId;
import java.util.Optional;

/// The body of a request for a new user.
///
/// @param group absent for the default one
record UserRequest(
        ClientUserName name,
        NewPassword password,
        String description,
        Optional<UserGroupId> group,
        StaticAddress address) {

    static UserRequest read(JsonReader in) {
        ClientUserName name = in.required("name", ClientUserName::parse);
        NewPassword password = in.required("password", NewPassword::parse);
        if (name != null && password != null) {
            in.check("password", () -> password.requireNot(name));
        }
        return new UserRequest(
                name,
                password,
                Descriptions.read(in, ClientUser.LONGEST_DESCRIPTION).orElse(""),
                group(in),
                in.optional("static_ip", StaticAddress::parse).orElse(StaticAddress.NONE));
    }

    /// Some clients send an empty text for none.
    static Optional<UserGroupId> group(JsonReader in) {
        return in.optional(
                        "user_group_id",
                        text -> text.isEmpty() ? Optional.<UserGroupId>empty() : Optional.of(UserGroupId.parse(text)))
                .flatMap(group -> group);
    }
}

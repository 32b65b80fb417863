package dev.causeway.controller.access;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.UserGroupId;
import java.util.Optional;

/// The body of a request to change a user. What is absent stays as it is.
record UserUpdate(Optional<String> description, Optional<UserGroupId> group, Optional<StaticAddress> address) {

    static UserUpdate read(JsonReader in) {
        return new UserUpdate(
                Descriptions.read(in, ClientUser.LONGEST_DESCRIPTION),
                UserRequest.group(in),
                in.optional("static_ip", StaticAddress::parse));
    }
}

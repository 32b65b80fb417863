package dev.causeway.controller.access;

import dev.causeway.controller.clientgateway.ClientFlavor;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ResourceId;
import dev.causeway.model.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The body of a request about several users, each once.
record UserList(List<ClientUserId> ids) {

    private static final String NAME = "users";

    UserList {
        ids = List.copyOf(ids);
    }

    static UserList read(JsonReader in) {
        List<ClientUserId> ids = in.whenEmpty(P2cCode.NO_USERS_GIVEN)
                .requiredObjects(NAME, ClientFlavor.MOST_CONNECTIONS, user -> user.required("id", ClientUserId::parse));
        Set<ClientUserId> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!seen.add(ids.get(i)) && !ids.get(i).value().equals(ResourceId.NOBODY)) {
                in.violation(new Violation(NAME + "[" + i + "].id", P2cCode.USER_TWICE.of(ids.get(i))));
            }
        }
        return new UserList(ids);
    }
}

package dev.causeway.controller.access;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/// The body of a request for a group of users, or to change one: then what is absent stays as it is.
record GroupRequest(Optional<String> name, Optional<String> description) {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    static GroupRequest ofNew(JsonReader in) {
        return new GroupRequest(Optional.ofNullable(in.required("name", GroupRequest::name)), description(in));
    }

    static GroupRequest ofChange(JsonReader in) {
        return new GroupRequest(in.optional("name", GroupRequest::name), description(in));
    }

    private static Optional<String> description(JsonReader in) {
        return Descriptions.read(in, UserGroup.LONGEST_DESCRIPTION);
    }

    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 64 letters, digits, underscores and hyphens");
        }
        return text;
    }

    UserGroup of(UserGroup before) {
        return new UserGroup(
                before.id(),
                before.server(),
                name.orElse(before.name()),
                description.orElse(before.description()),
                before.standard(),
                before.users(),
                before.createdAt(),
                before.updatedAt());
    }
}

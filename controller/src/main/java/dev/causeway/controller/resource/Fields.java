package dev.causeway.controller.resource;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.regex.Pattern;

/// How fields are read that gateways, customer gateways and connections have in common.
public final class Fields {

    /// The enterprise project of what is in none.
    public static final String NO_ENTERPRISE_PROJECT = "0";

    private static final Pattern ENTERPRISE_PROJECT = Pattern.compile("0|[0-9A-Za-z-]{36}");

    private Fields() {}

    /// Reads `tags`.
    public static List<Tag> tags(JsonReader in) {
        List<Tag> tags = in.optionalObjects("tags", Tag.MOST, Fields::tag).orElse(List.of());
        try {
            return Tag.checked(tags);
        } catch (InvalidInput e) {
            in.violation("tags", "%s", e.getMessage());
            return List.of();
        }
    }

    /// Checks the identifier of an enterprise project.
    ///
    /// @throws InvalidInput if it has not the form of one
    public static String enterpriseProject(String text) {
        if (!ENTERPRISE_PROJECT.matcher(text).matches()) {
            throw new InvalidInput("must be 0 or an ID of 36 letters, digits and hyphens");
        }
        return text;
    }

    /// Reads the filter `enterprise_project_id`, which may be repeated.
    public static List<String> enterpriseProjects(Call call) {
        return call.queryAll("enterprise_project_id").stream()
                .filter(text -> !text.isEmpty())
                .map(Fields::filter)
                .toList();
    }

    private static String filter(String text) {
        try {
            return enterpriseProject(text);
        } catch (InvalidInput e) {
            throw new InvalidInput("enterprise_project_id: %s", e.getMessage());
        }
    }

    private static Tag tag(JsonReader in) {
        return new Tag(
                in.required("key", text -> text),
                in.optional("value", text -> text).orElse(""));
    }
}

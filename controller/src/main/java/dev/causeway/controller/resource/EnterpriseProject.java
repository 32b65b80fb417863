package dev.causeway.controller.resource;

import dev.causeway.controller.web.Call;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.regex.Pattern;

/// Enterprise projects: groups of a tenant's resources across projects. Causeway keeps their identifiers
/// and filters by them; it knows nothing else of them.
public final class EnterpriseProject {

    /// The one of what is in none.
    public static final String NONE = "0";

    private static final String FILTER = "enterprise_project_id";
    private static final String ALL = "all_granted_eps";
    private static final Pattern FORM = Pattern.compile("0|[0-9A-Za-z-]{36}");

    private EnterpriseProject() {}

    /// Checks the identifier of an enterprise project.
    ///
    /// @throws InvalidInput if it has not the form of one
    public static String parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("must be 0 or an ID of 36 letters, digits and hyphens");
        }
        return text;
    }

    /// Which enterprise projects a list is restricted to, by the parameter `enterprise_project_id`, which
    /// may be repeated; none, if it is not.
    public static List<String> filter(Call call) {
        if (call.queryAll(FILTER).contains(ALL)) {
            return List.of();
        }
        return call.queryAll(FILTER, text -> text.isEmpty() ? text : parse(text)).stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }
}

package dev.causeway.controller.resource;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.regex.Pattern;

/// Enterprise projects: groups of a tenant's resources across projects. Causeway keeps their identifiers
/// and filters by them; it knows nothing else of them.
public final class EnterpriseProject {

    /// The one of what is in none.
    public static final String NONE = "0";

    private static final String ALL = "all_granted_eps";
    private static final Pattern FORM = Pattern.compile("0|[0-9A-Za-z-]{36}");

    public static final Parameter<String> FILTER = Parameter.text(
                    "enterprise_project_id",
                    "only what is in one of these enterprise projects; %s and an empty text ask for all".formatted(ALL),
                    text -> text.isEmpty() || text.equals(ALL) ? text : parse(text))
            .repeated();

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
        List<String> wanted = call.queryAll(FILTER);
        return wanted.contains(ALL)
                ? List.of()
                : wanted.stream().filter(text -> !text.isEmpty()).toList();
    }
}

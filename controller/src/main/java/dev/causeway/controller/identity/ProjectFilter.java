package dev.causeway.controller.identity;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import java.util.List;
import java.util.Optional;

/// Which of the caller's projects a list shall hold, and which part of it.
///
/// @param perPage how many a page has
/// @param page from 1
record ProjectFilter(
        Optional<String> name,
        Optional<String> domain,
        Optional<String> parent,
        Optional<Boolean> enabled,
        Optional<Boolean> isDomain,
        int page,
        int perPage) {

    private static final int MOST = 5000;

    private static final Parameter<String> NAME = Parameter.text("name", "only the project of this name");
    private static final Parameter<String> DOMAIN = Parameter.text("domain_id", "only projects of this domain");
    private static final Parameter<String> PARENT = Parameter.text("parent_id", "only projects of this one or domain");
    private static final Parameter<Boolean> ENABLED = Parameter.flag("enabled", "only those that are, or are not");
    private static final Parameter<Boolean> IS_DOMAIN = Parameter.flag("is_domain", "only domains, or only others");
    private static final Parameter<Integer> PAGE =
            Parameter.number("page", "which page; without it the first", 1, MOST);
    private static final Parameter<Integer> PER_PAGE = Parameter.number(
            "per_page", "how many projects a page has at most; without it %d".formatted(MOST), 1, MOST);

    static final Parameters PARAMETERS = Parameters.of(NAME, DOMAIN, PARENT, ENABLED, IS_DOMAIN, PAGE, PER_PAGE);

    static ProjectFilter of(Call call) {
        return new ProjectFilter(
                call.query(NAME),
                call.query(DOMAIN),
                call.query(PARENT),
                call.query(ENABLED),
                call.query(IS_DOMAIN),
                call.query(PAGE).orElse(1),
                call.query(PER_PAGE).orElse(MOST));
    }

    boolean holds(ProjectEndpoints.ProjectView project) {
        return name.orElse(project.name()).equals(project.name())
                && domain.orElse(project.domainId()).equals(project.domainId())
                && parent.orElse(project.parentId()).equals(project.parentId())
                && enabled.orElse(project.enabled()) == project.enabled()
                && isDomain.orElse(project.isDomain()) == project.isDomain();
    }

    <T> List<T> page(List<T> all) {
        return all.stream().skip((page - 1L) * perPage).limit(perPage).toList();
    }
}

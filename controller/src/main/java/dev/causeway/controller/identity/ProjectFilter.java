package dev.causeway.controller.identity;

import dev.causeway.controller.web.Call;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import java.util.List;
import java.util.Locale;
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

    static ProjectFilter of(Call call) {
        return new ProjectFilter(
                call.query("name"),
                call.query("domain_id"),
                call.query("parent_id"),
                call.query("enabled", ProjectFilter::truth),
                call.query("is_domain", ProjectFilter::truth),
                call.query("page", ProjectFilter::number).orElse(1),
                call.query("per_page", ProjectFilter::number).orElse(MOST));
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

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInput("must be true or false, not '%s'", Quote.of(text));
        };
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST) {
            throw new InvalidInput("must be a number from 1 to %d, not '%s'", MOST, Quote.of(text));
        }
        return Integer.parseInt(text);
    }
}

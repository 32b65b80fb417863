package dev.causeway.controller.app;

import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of operations in the pages about the API: a row begins with an operation or several, and names behind
/// them what they may be told.
final class ApiPages {

    private static final Path FOLDER = Path.of(System.getProperty("user.dir")).resolveSibling("docs/api");

    private static final Pattern ROW = Pattern.compile("\\| (`(?:GET|POST|PUT|DELETE|HEAD) /[^|]*) \\|.*");
    private static final Pattern OPERATION = Pattern.compile("`([A-Z]+ /\\S*)`");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z_.-]+)`");

    /// Some pages say once where all their paths begin.
    private static final Pattern WHOLE =
            Pattern.compile("[A-Z]+ /(v[0-9.]+|V[0-9.]+|admin|console|openapi.json|healthz|)(/.*)?");

    private ApiPages() {}

    /// What pages name and routes do not know: operations, and their parameters.
    static List<String> unknownTo(List<Route> routes) {
        Map<String, Set<String>> known = routes.stream()
                .collect(Collectors.toMap(
                        route -> plain(route.toString()),
                        route ->
                                route.parameters().stream().map(Parameter::name).collect(Collectors.toSet())));
        return rows().flatMap(row -> unknown(row, known)).toList();
    }

    private static Stream<String> unknown(String row, Map<String, Set<String>> known) {
        return all(OPERATION, row).filter(WHOLE.asMatchPredicate()).flatMap(operation -> {
            Set<String> taken = known.get(plain(operation));
            return taken == null
                    ? Stream.of(operation)
                    : all(NAME, row).filter(name -> !taken.contains(name)).map(name -> operation + " " + name);
        });
    }

    /// Whatever its parameters are called.
    private static String plain(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }

    private static Stream<String> all(Pattern pattern, String row) {
        return pattern.matcher(row).results().map(found -> found.group(1));
    }

    private static Stream<String> rows() {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            return pages.flatMap(page -> lines(page).stream()).toList().stream()
                    .map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row -> row.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the code to the table of packages in `docs/architecture.md`.
class ImportTableTest {

    private static final String ROOT = "dev.causeway.";
    private static final Pattern CODE = Pattern.compile("`([a-z.*]+)`");

    @Test
    void packagesImportOnlyWhatTheTableAllows() throws IOException {
        Map<String, List<String>> table = table();
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT + "model", ROOT + "controller", ROOT + "agent", ROOT + "scenarios")) {
            Optional<String> from = row(table, type.getPackageName());
            if (from.isEmpty()) {
                violations.add(type.getPackageName() + " has no row in the table");
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (to.startsWith(ROOT) && !allowed(from.get(), table.get(from.get()), to.substring(ROOT.length()))) {
                    violations.add(type.getName() + " imports " + to);
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void nettyIsKnownInOnePlace() {
        Set<String> users = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT + "model", ROOT + "controller", ROOT + "agent", ROOT + "scenarios")
                        .stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use ->
                                        use.getTargetClass().getPackageName().startsWith("io.netty.")))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());
        assertThat(users).containsExactly(ROOT + "controller.web");
    }

    private static Optional<String> row(Map<String, List<String>> table, String packageName) {
        String name = packageName.substring(ROOT.length());
        return table.containsKey(name)
                ? Optional.of(name)
                : name.startsWith("scenarios.") ? Optional.of("scenarios") : Optional.empty();
    }

    private static boolean allowed(String from, List<String> rights, String to) {
        return to.equals(from)
                || rights.stream()
                        .anyMatch(right -> right.endsWith(".*")
                                ? (to + ".").startsWith(right.substring(0, right.length() - 1))
                                : to.equals(right));
    }

    private static Map<String, List<String>> table() throws IOException {
        Path document =
                Path.of(System.getProperty("user.dir")).resolveSibling("docs").resolve("architecture.md");
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(document)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && cells[1].strip().startsWith("`")) {
                table.put(codes(cells[1]).getFirst(), codes(cells[3]));
            }
        }
        return table;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(result -> result.group(1)).collect(Collectors.toList());
    }

    @Test
    void theTableIsRead() throws IOException {
        assertThat(table().get("model.wire")).isEqualTo(Arrays.asList("model", "model.document"));
    }
}

package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the code to the table of owners in `docs/architecture.md`: what a table holds is written by one package.
class TableOwnersTest {

    private static final Path CLONE = Path.of("..");
    private static final Path SOURCES = CLONE.resolve("controller/src/main/java/dev/causeway");
    private static final Path MIGRATIONS = CLONE.resolve("controller/src/main/resources/migrations");

    /// They write whatever table they are given. Who gives them one names it in the text.
    private static final Set<String> GENERIC = Set.of("Write.java", "PartTable.java");

    private static final Pattern CELL = Pattern.compile("`([a-z0-9._]+)`");
    private static final Pattern WRITES = Pattern.compile(
            "(?:INSERT INTO|DELETE FROM|TRUNCATE(?: TABLE)?|(?<!FOR |KEY |DO )UPDATE)\\s+(?:ONLY )?([a-z0-9_]+|\"|%s)");
    private static final Pattern GIVEN = Pattern.compile("Write\\.(?:insert|update)\\(\\s*(\"?\\w+)");
    private static final Pattern CHANGES =
            Pattern.compile("(CREATE|DROP) TABLE (?:IF (?:NOT )?EXISTS )?(\\w+)|ALTER TABLE (\\w+) RENAME TO (\\w+)");

    @Test
    void aTableIsWrittenByItsOwnerAlone() throws IOException {
        Map<String, String> owners = owners();
        Set<String> violations = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        for (Path file : files(SOURCES, ".java")) {
            String text = Files.readString(file);
            String writer = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
            for (String table : written(file, text)) {
                seen.add(table);
                if (!writer.equals(owners.get(table))) {
                    violations.add("%s writes %s, which is %s's".formatted(file, table, owners.get(table)));
                }
            }
        }
        assertThat(violations).isEmpty();
        assertThat(seen).contains("document", "placement", "vpn_connection", "customer_gateway");
    }

    @Test
    void everyTableHasAnOwner() throws IOException {
        Set<String> tables = new HashSet<>();
        for (Path file : files(MIGRATIONS, ".sql")) {
            CHANGES.matcher(Files.readString(file)).results().forEach(change -> follow(tables, change));
        }
        assertThat(owners().keySet()).containsExactlyInAnyOrderElementsOf(tables);
    }

    private static void follow(Set<String> tables, MatchResult change) {
        if (change.group(1) == null) {
            tables.remove(change.group(3));
            tables.add(change.group(4));
        } else if (change.group(1).equals("CREATE")) {
            tables.add(change.group(2));
        } else {
            tables.remove(change.group(2));
        }
    }

    /// The tables that a file writes; a text where it does not say which.
    private static List<String> written(Path file, String text) {
        List<String> tables = new ArrayList<>();
        if (!GENERIC.contains(file.getFileName().toString())) {
            WRITES.matcher(text).results().map(found -> found.group(1)).forEach(tables::add);
            GIVEN.matcher(text)
                    .results()
                    .map(found -> literal(text, found.group(1)))
                    .forEach(tables::add);
        }
        return tables;
    }

    private static String literal(String text, String given) {
        if (given.startsWith("\"")) {
            return given.substring(1);
        }
        return Pattern.compile("String " + given + " = \"(\\w+)\"")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("a table that " + given + " names");
    }

    private static Map<String, String> owners() throws IOException {
        Map<String, String> owners = new HashMap<>();
        for (String line : Files.readAllLines(CLONE.resolve("docs/architecture.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 4 && cells[1].strip().startsWith("`controller.")) {
                String owner = CELL.matcher(cells[1])
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                CELL.matcher(cells[2]).results().forEach(table -> owners.put(table.group(1), owner));
            }
        }
        return owners;
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }
}

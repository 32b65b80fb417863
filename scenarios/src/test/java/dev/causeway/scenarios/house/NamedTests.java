package dev.causeway.scenarios.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tests that a page promises by name.
final class NamedTests {

    private static final Path CLONE = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    private NamedTests() {}

    /// Those that do not exist.
    static List<String> missing(Path page) throws IOException {
        List<String> missing = new ArrayList<>();
        var names = TEST.matcher(Files.readString(page));
        while (names.find()) {
            if (!exists(names.group(1), names.group(2))) {
                missing.add(names.group());
            }
        }
        return missing;
    }

    private static boolean exists(String type, String method) throws IOException {
        return source(type).contains(" " + method + "(");
    }

    /// The text of a test's class; empty if there is none.
    static String source(String type) throws IOException {
        try (Stream<Path> files = Files.find(
                CLONE,
                20,
                (path, _) -> path.endsWith(type + ".java") && path.toString().contains("/src/test/"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}

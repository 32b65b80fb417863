package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/pains.md` promises tests by name: each of them exists.
class PainsTableTest {

    private static final Path CLONE = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestNamedInTheTableExists() throws IOException {
        List<String> missing = new ArrayList<>();
        var names = TEST.matcher(Files.readString(CLONE.resolve("docs/pains.md")));
        while (names.find()) {
            if (!exists(names.group(1), names.group(2))) {
                missing.add(names.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String type, String method) throws IOException {
        try (Stream<Path> files = Files.find(
                CLONE,
                20,
                (path, _) -> path.endsWith(type + ".java") && path.toString().contains("/src/test/"))) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains(" " + method + "(")) {
                    return true;
                }
            }
            return false;
        }
    }
}

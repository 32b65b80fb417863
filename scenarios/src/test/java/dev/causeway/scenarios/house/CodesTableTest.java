package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.P2cCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/api/p2c-codes.md` says of each code what provokes it or why nothing does: it has all of them, and the tests
/// exist.
class CodesTableTest {

    private static final Path TABLE = Path.of("../docs/api/p2c-codes.md");

    /// What is said of a code: tests, a reason, or that nothing raises it yet.
    private static final Pattern TESTS = Pattern.compile("`\\w+Test\\.\\w+`(, `\\w+Test\\.\\w+`)*");
    private static final Pattern NEVER = Pattern.compile("never raised: \\S.*");
    private static final String NOT_YET = "not built yet";

    @Test
    void everyCodeStandsInTheTableAsItIs() throws IOException {
        assertThat(rows())
                .extracting(cells -> String.join("|", cells.subList(0, 3)))
                .containsExactlyElementsOf(P2cCode.all().stream()
                        .map(code -> "%s|%d|%s".formatted(code.code(), code.status(), code.text()))
                        .toList());
    }

    @Test
    void ofEveryCodeItIsSaidWhatProvokesItOrWhyNothingDoes() throws IOException {
        assertThat(rows())
                .extracting(cells -> cells.get(3))
                .allSatisfy(said -> assertThat(said.equals(NOT_YET)
                                || TESTS.matcher(said).matches()
                                || NEVER.matcher(said).matches())
                        .as(said)
                        .isTrue());
    }

    @Test
    void everyTestNamedInTheTableExists() throws IOException {
        assertThat(NamedTests.missing(TABLE)).isEmpty();
    }

    private static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("| VPN.")) {
                rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }
}

package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.DiagnosisCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/api/diagnosis.md` has every code and no other, and the tests that provoke them.
class DiagnosisTableTest {

    private static final Path TABLE = Path.of("../docs/api/diagnosis.md");

    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z0-9-]+)` \\| [^|]+ \\| [^|]*\\| `(\\w+Test)\\.\\w+` \\|$", Pattern.MULTILINE);

    /// Cases, and tests of the agent in which daemons run.
    private static final Pattern REAL =
            Pattern.compile("^@Case$|^class \\w+ extends In(Speaker)?Lab ", Pattern.MULTILINE);

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(TABLE)).results().toList();
    }

    @Test
    void everyCodeStandsInTheTableAndNoOther() throws IOException {
        assertThat(rows())
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(Arrays.stream(DiagnosisCode.values())
                        .map(DiagnosisCode::word)
                        .toList());
    }

    @Test
    void everyTestNamedInTheTableExists() throws IOException {
        assertThat(NamedTests.missing(TABLE)).isEmpty();
    }

    /// A word that is made of others may be the end of one.
    @Test
    void everyTestNamedInTheTableExpectsItsCodeOfDaemonsThatRun() throws IOException {
        for (MatchResult row : rows()) {
            String code = row.group(1);
            String test = NamedTests.source(row.group(2));
            assertThat(test).as(row.group(2)).containsPattern(REAL);
            assertThat(test)
                    .as("%s in %s", code, row.group(2))
                    .containsAnyOf("\"" + code + "\"", code.replaceFirst("^(ike|esp)", "\"") + "\"");
        }
    }
}

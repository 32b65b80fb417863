package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.DiagnosisCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/api/diagnosis.md` has every code and no other, and the tests that provoke them.
class DiagnosisTableTest {

    private static final Path TABLE = Path.of("../docs/api/diagnosis.md");

    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z0-9-]+)` \\| [^|]+ \\| [^|]*\\| `\\w+Test\\.\\w+` \\|$", Pattern.MULTILINE);

    @Test
    void everyCodeStandsInTheTableAndNoOther() throws IOException {
        List<String> described = ROW.matcher(Files.readString(TABLE))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(described)
                .containsExactlyElementsOf(Arrays.stream(DiagnosisCode.values())
                        .map(DiagnosisCode::word)
                        .toList());
    }

    @Test
    void everyTestNamedInTheTableExists() throws IOException {
        assertThat(NamedTests.missing(TABLE)).isEmpty();
    }
}

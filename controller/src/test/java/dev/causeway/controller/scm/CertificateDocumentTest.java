package dev.causeway.controller.scm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds `docs/api/certificates.md` to the operations that there are.
class CertificateDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api", "certificates.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z]+ /[^`]+)`[^|]*\\|[^|]*\\| `([^`]+)` \\|$", Pattern.MULTILINE);

    @Test
    void everyOperationIsDescribedAndNoOther(@TempDir Path folder) throws IOException {
        var described = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        try (var service = new ScmService(folder)) {
            var served = service.feature.routes().stream()
                    .map(route -> route.method() + " " + route.template() + " " + route.action())
                    .toList();
            assertThat(described).containsExactlyInAnyOrderElementsOf(served);
        }
    }
}

package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/api/inventory.md` to the operations that there are.
class ApiDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api", "inventory.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z]+ /[^`]+)`[^|]*\\|[^|]*\\| `([^`]+)` \\|$", Pattern.MULTILINE);

    @Test
    void everyOperationIsDescribedAndNoOther() throws IOException {
        List<String> described = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(ApiDocumentTest::operation)
                .toList();
        try (var cloud = new TestInventory()) {
            List<String> served = cloud.inventory.routes().stream()
                    .map(route -> route.method() + " " + route.template() + " " + route.action())
                    .toList();
            assertThat(described).containsExactlyInAnyOrderElementsOf(served);
        }
    }

    private static String operation(MatchResult row) {
        return row.group(1) + " " + row.group(2);
    }
}

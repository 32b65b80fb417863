package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/api/p2c-gateways.md` to the operations that there are.
class P2cGatewayDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api", "p2c-gateways.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z]+ /[^`]+)`[^|]*\\|[^|]*\\| `([^`]+)` \\|$", Pattern.MULTILINE);

    @Test
    void everyOperationIsDescribedAndNoOther() throws IOException {
        List<String> described = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        try (var cloud = new TestCloud()) {
            List<String> served = cloud.clientGateways.routes().stream()
                    .map(route -> route.method() + " " + route.template() + " " + route.action())
                    .toList();
            assertThat(described).containsExactlyInAnyOrderElementsOf(served);
        }
    }
}

package dev.causeway.controller.clienttrust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/api/client-cas.md` to the operations that there are.
class ClientCaDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api", "client-cas.md");
    private static final String SERVERS = "/v5/{project_id}/p2c-vpn-gateways/vpn-servers";
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z]+) (/[^`]+)`[^|]*\\|[^|]*\\| `([^`]+)` \\|$", Pattern.MULTILINE);

    @Test
    void everyOperationIsDescribedAndNoOther() throws IOException {
        var described = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1) + " " + SERVERS + row.group(2) + " " + row.group(3))
                .toList();
        try (var lab = new ClientCaLab()) {
            var served = lab.routes().stream()
                    .map(route -> route.method() + " " + route.template() + " " + route.action())
                    .toList();
            assertThat(described).containsExactlyInAnyOrderElementsOf(served);
        }
    }
}

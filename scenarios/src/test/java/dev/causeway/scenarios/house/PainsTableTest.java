package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/pains.md` promises tests by name: each of them exists.
class PainsTableTest {

    @Test
    void everyTestNamedInTheTableExists() throws IOException {
        assertThat(NamedTests.missing(Path.of("../docs/pains.md"))).isEmpty();
    }
}

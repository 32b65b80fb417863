package dev.causeway.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts that the version before has written: what it wrote is read, and what exists since then is written as it was.
class EarlierVersionTest {

    @ParameterizedTest
    @CsvSource({"node", "node-withdrawn", "vpc", "internet"})
    void documentsAreReadAndWrittenAsBefore(String name) throws IOException {
        assertThat(written(Wire.read(text(name), Document.class)))
                .isEqualTo(new String(text(name), StandardCharsets.UTF_8));
    }

    private static String written(Object value) {
        return new String(Wire.write(value), StandardCharsets.UTF_8);
    }

    private static byte[] text(String name) throws IOException {
        try (InputStream in = EarlierVersionTest.class.getResourceAsStream("/earlier/" + name + ".json")) {
            return in.readAllBytes();
        }
    }
}

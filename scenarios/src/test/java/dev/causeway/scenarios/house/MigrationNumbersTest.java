package dev.causeway.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds that a migration has a higher number than all that were there before it, whatever feature it belongs to: a
/// database that has those takes no lower one.
class MigrationNumbersTest {

    private static final Pattern NAME = Pattern.compile("V(\\d{3})__[a-z0-9_]+\\.sql");

    /// From when the tens stood for features.
    private static final List<Integer> BY_FEATURE = List.of(10, 20, 21, 30, 31, 32, 33, 40, 41, 42, 43, 44);

    private static final int FIRST_PLAIN = 50;

    /// There is no gap in which a later one could be lower, and no number that two have.
    @Test
    void riseByOne() throws IOException {
        List<Integer> numbers = numbers();
        int plain = numbers.size() - BY_FEATURE.size();
        assertThat(numbers)
                .isEqualTo(Stream.concat(
                                BY_FEATURE.stream(),
                                IntStream.range(FIRST_PLAIN, FIRST_PLAIN + plain)
                                        .boxed())
                        .toList());
    }

    private static List<Integer> numbers() throws IOException {
        Path folder = Path.of(System.getProperty("user.dir"))
                .resolveSibling("controller")
                .resolve("src/main/resources/migrations");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> number(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static int number(String file) {
        Matcher name = NAME.matcher(file);
        assertThat(name.matches()).as(file).isTrue();
        return Integer.parseInt(name.group(1));
    }
}

package dev.causeway.scenarios.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Runs the launcher's own tests, which are shell functions in `launcher/tests`. Each has a folder, and if it starts a
/// service an instance, of its own: they run beside each other and beside the cases.
@Tag("dataplane")
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {

    private static final Path TESTS = folderOfTheClone().resolve("launcher/tests/run");

    @TestFactory
    Stream<DynamicTest> theLauncher() throws Exception {
        return run("--list")
                .output()
                .lines()
                .map(name -> dynamicTest(name.replaceFirst("test_", "").replace('_', ' '), () -> passes(name)));
    }

    private static void passes(String name) throws Exception {
        Result result = run(name);
        assertThat(result.status()).as(result.output()).isZero();
    }

    private record Result(int status, String output) {}

    private static Result run(String argument) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(TESTS.toString(), argument))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /// The folder of the clone, from wherever the build was started.
    private static Path folderOfTheClone() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("causeway"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}

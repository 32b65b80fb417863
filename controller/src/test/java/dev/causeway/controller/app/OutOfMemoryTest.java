package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A controller without memory does not go on with threads missing.
class OutOfMemoryTest {

    private static final Path OPTIONS = Path.of("../launcher/controller.jvm");

    @Test
    void endsTheProcessWhoeverCatchesTheError() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.readAllLines(OPTIONS));
        command.addAll(List.of("-Xmx16m", "-cp", System.getProperty("java.class.path"), Hungry.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Has a thread that runs out of memory, and another that would live on.
    static final class Hungry {

        private Hungry() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.ofVirtual().start(() -> {
                try {
                    List<byte[]> held = new ArrayList<>();
                    while (held.size() < 1_000) {
                        held.add(new byte[1 << 20]);
                    }
                } catch (OutOfMemoryError _) {
                    // as a pool of threads does
                }
            });
            new CountDownLatch(1).await();
        }
    }
}

package dev.causeway.scenarios.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Runs a command to its end. The words reach the program as they are: no shell is involved.
public final class Program {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Executor READERS = task -> Thread.ofVirtual().start(task);

    /// What a finished command left.
    public record Output(int status, String out, String err) {

        public boolean ok() {
            return status == 0;
        }
    }

    /// A command that did not end with status 0.
    public static final class Failed extends RuntimeException {
        Failed(List<String> words, Output output) {
            super("`%s` ended with %d: %s%s"
                    .formatted(String.join(" ", words), output.status(), output.err(), output.out()));
        }
    }

    private Program() {}

    /// Runs a command and gives its standard output.
    ///
    /// @throws Failed if it does not end with status 0
    public static String run(List<String> words) {
        Output output = attempt(LIMIT, words);
        if (!output.ok()) {
            throw new Failed(words, output);
        }
        return output.out();
    }

    /// As [#run(List)], for words known where it is called.
    public static String run(String... words) {
        return run(List.of(words));
    }

    /// Runs a command whose failure is an answer too.
    public static Output attempt(List<String> words) {
        return attempt(LIMIT, words);
    }

    /// Runs a command for so long at most; a command that takes longer is killed and has status 137.
    public static Output attempt(Duration limit, List<String> words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), READERS);
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), READERS);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            return new Output(process.waitFor(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.causeway.scenarios.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A process that runs beside this one. Its standard output is kept in a file, its errors in a second one.
public final class Background implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final Path out;
    private final Path err;

    private Background(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// Starts a process.
    ///
    /// @param output where its standard output goes; errors go to the same name with `.err` behind it
    public static Background start(Path output, List<String> words) {
        Path errors = output.resolveSibling(output.getFileName() + ".err");
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().put("LC_ALL", "C");
            return new Background(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String output() {
        return read(out);
    }

    public String errors() {
        return read(err);
    }

    /// Sends a signal such as `INT` or `KILL` and waits until the process has ended.
    public void end(String signal) {
        if (process.isAlive()) {
            Command.attempt(List.of("kill", "-" + signal, Long.toString(pid())));
        }
        finish();
    }

    /// Tells the process by the end of its input that it is over, and waits for it.
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has ended already, which is what we wait for.
        }
        finish();
    }

    /// Waits for the end of a process that ends by itself.
    ///
    /// @return its exit status
    public int await(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + limit + ": " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Waits until the process has done what makes it usable.
    public void awaitReady(String what, BooleanSupplier ready) {
        Waiting.until(what, PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(what + ": ended at once: " + errors() + output());
            }
            return ready.getAsBoolean();
        });
    }

    @Override
    public void close() {
        end("KILL");
    }

    private void finish() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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

    private static final int LAST_LINES = 20;

    private final String program;
    private final Process process;
    private final Path out;
    private final Path err;
    private volatile boolean toldToEnd;

    private Background(String program, Process process, Path out, Path err) {
        this.program = program;
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
            return new Background(output.getFileName().toString(), builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From here on nobody in this thread waits for anything in vain when the process ends by itself.
    public Background watched() {
        Watch.add(this);
        return this;
    }

    boolean toldToEnd() {
        return toldToEnd;
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
        toldToEnd = true;
        if (process.isAlive()) {
            Program.attempt(List.of("kill", "-" + signal, Long.toString(pid())));
        }
        finish();
    }

    /// Tells the process by the end of its input that it is over, and waits for it.
    public void endInput() {
        toldToEnd = true;
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
        if (!endsWithin(limit)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after " + limit + ": " + errors());
        }
        return process.exitValue();
    }

    /// Waits for the end of a process that may end by itself.
    ///
    /// @return whether it has ended
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Waits until the process has done what makes it usable.
    public void awaitReady(String what, BooleanSupplier ready) {
        awaitWhileAlive(what, PATIENCE, ready);
    }

    /// Waits for what only comes as long as the process lives.
    ///
    /// @throws IllegalStateException with its last lines as soon as it has ended
    public void awaitWhileAlive(String what, Duration limit, BooleanSupplier condition) {
        Waiting.until(what, limit, () -> {
            boolean alive = process.isAlive();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!alive) {
                throw endedWhile("waiting for " + what);
            }
            return false;
        });
    }

    /// What to throw when the process has ended and should not have.
    public IllegalStateException endedWhile(String doing) {
        return new IllegalStateException("%s: ended with %d while %s; its last lines:%n%s%s"
                .formatted(program, process.exitValue(), doing, lastLines(errors()), lastLines(output())));
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) + "\n";
    }

    @Override
    public void close() {
        end("KILL");
    }

    private void finish() {
        if (!endsWithin(PATIENCE)) {
            process.destroyForcibly();
            boolean _ = endsWithin(PATIENCE);
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

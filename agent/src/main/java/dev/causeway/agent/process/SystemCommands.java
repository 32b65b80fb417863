package dev.causeway.agent.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Runs programs on this host.
public final class SystemCommands implements CommandRunner {

    private static final System.Logger LOG = System.getLogger(SystemCommands.class.getName());
    private static final Executor READERS = command -> Thread.ofVirtual().start(command);

    /// Where administration programs lie; a service's path often lacks them.
    private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

    @Override
    public String run(Command command) {
        LOG.log(System.Logger.Level.TRACE, "{0}", command);
        try {
            Process process = builder(command.arguments()).start();
            return await(command, process);
        } catch (IOException e) {
            throw new CommandFailed(command, e);
        }
    }

    @Override
    public ProcessHandle start(Command command, Map<String, String> environment, Path output) {
        List<String> arguments = new ArrayList<>();
        arguments.add("setsid");
        arguments.addAll(command.arguments());
        ProcessBuilder builder = builder(arguments)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new CommandFailed(command, e);
        }
    }

    /// Nothing of this process's own environment: it says how the agent itself is to use memory, for example.
    static ProcessBuilder builder(List<String> arguments) {
        var builder = new ProcessBuilder(arguments);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", PATH);
        return builder;
    }

    private static String await(Command command, Process process) throws IOException {
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        feed(command, process);
        try {
            if (!process.waitFor(command.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new CommandFailed(command, "no end within " + command.patience(), "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new CommandFailed(command, e);
        }
        if (process.exitValue() != 0) {
            throw new CommandFailed(command, "exit status " + process.exitValue(), errors.join() + output.join());
        }
        return output.join();
    }

    static void feed(Command command, Process process) throws IOException {
        try (var input = process.getOutputStream()) {
            input.write(command.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program that fails early does not read on: then its exit status and output say what is wrong.
            if (process.isAlive() && command.input().isEmpty()) {
                throw e;
            }
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                READERS);
    }
}

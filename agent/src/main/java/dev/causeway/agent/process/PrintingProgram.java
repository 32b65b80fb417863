package dev.causeway.agent.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that prints line after line for as long as it runs. It is this process's alone: when this one is gone,
/// nobody reads what it prints next, which ends it.
public final class PrintingProgram implements AutoCloseable {

    /// Killed, it is gone after this at the latest.
    private static final int SECONDS_TO_GO = 10;

    private final Process process;
    private final StringBuilder begun = new StringBuilder();

    private PrintingProgram(Process process) {
        this.process = process;
    }

    /// Starts a program.
    ///
    /// @param command its input is given to the program whole; its patience means nothing here
    /// @param environment added to the environment of the program
    /// @throws CommandFailed if it cannot be started
    public static PrintingProgram start(Command command, Map<String, String> environment) {
        ProcessBuilder builder = SystemCommands.builder(command.arguments()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            SystemCommands.feed(command, process);
            return new PrintingProgram(process);
        } catch (IOException e) {
            throw new CommandFailed(command, e);
        }
    }

    /// What it has printed since the last call, on its standard output and for its errors; waits for nothing.
    public List<String> lines() {
        begun.append(new String(arrived(), StandardCharsets.ISO_8859_1));
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n", from)) {
            lines.add(begun.substring(from, end));
            from = end + 1;
        }
        begun.delete(0, from);
        return lines;
    }

    /// Nothing comes from a program that has ended and of which all was read.
    private byte[] arrived() {
        InputStream output = process.getInputStream();
        try {
            return output.readNBytes(output.available());
        } catch (IOException _) {
            return new byte[0];
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Kills it, and returns when it is gone.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS_TO_GO, TimeUnit.SECONDS);
            process.getInputStream().close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // There is nothing to be read from it any more.
        }
    }
}

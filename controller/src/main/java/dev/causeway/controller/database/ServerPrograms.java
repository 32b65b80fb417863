package dev.causeway.controller.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the programs that make, start and stop a server, as the server's user.
record ServerPrograms(PostgresBinaries binaries, ServerUser user) {

    private static final int PATIENCE_SECONDS = 300;

    /// Fills an empty folder with an empty database.
    void initialise(Path folder, String superuser, String password, boolean durable) throws IOException {
        user.own(folder);
        Path forServer = Files.createTempFile("causeway", "");
        try {
            Files.writeString(forServer, password, StandardCharsets.UTF_8);
            user.own(forServer);
            run(List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + folder,
                    "--username=" + superuser,
                    "--pwfile=" + forServer,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-locale",
                    durable ? "--sync-method=fsync" : "--no-sync"));
        } finally {
            Files.deleteIfExists(forServer);
        }
    }

    /// Starts the server of a folder and waits until it takes calls.
    void start(Path data) throws IOException {
        control(data, "start", "-l", data.resolve("start.log").toString());
    }

    /// Stops it; open transactions are rolled back.
    void stop(Path data) throws IOException {
        control(data, "stop", "-m", "fast");
    }

    private void control(Path data, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                binaries.program("pg_ctl"),
                "-D",
                data.toString(),
                "-w",
                "-s",
                "-t",
                Integer.toString(PATIENCE_SECONDS)));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("causeway", ".log");
        try {
            Process process = new ProcessBuilder(user.command(command))
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(Path.of(command.getFirst()).getFileName() + " failed: "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }
}

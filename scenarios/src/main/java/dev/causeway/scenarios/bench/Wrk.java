package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.host.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A native load generator, `wrk`: it takes a small part of the processor time that a client in Java does, so that more
/// of it is left to the service. Calls are signed before, as that of the signature's making is the client's.
record Wrk(Path folder) {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /// What was measured.
    ///
    /// @param perSecond calls answered
    /// @param medianMillis of the time to an answer
    /// @param slowMillis its 99th percentile
    record Measured(double perSecond, double medianMillis, double slowMillis) {}

    /// Sends the calls over and over for some time.
    ///
    /// @param clients how many connections, each with one call at a time
    Measured overAndOver(Api api, List<byte[]> calls, int clients, Duration time) {
        return run(api, calls, clients, List.of(), time);
    }

    /// Sends each call once.
    Measured once(Api api, List<byte[]> calls, int clients) {
        return run(api, calls, Math.min(clients, calls.size()), List.of("CALLS_ONCE=yes"), LONGEST);
    }

    private Measured run(Api api, List<byte[]> calls, int clients, List<String> variables, Duration time) {
        Path file = write(calls);
        List<String> words = new ArrayList<>(List.of("env"));
        words.addAll(variables);
        words.addAll(List.of(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(clients),
                "--duration",
                time.toSeconds() + "s",
                "--timeout",
                "30s",
                "--script",
                script().toString(),
                api.credentials().endpoint(),
                "--",
                file.toString()));
        String output = Program.attempt(time.plus(LONGEST), words).out();
        return read(output);
    }

    private static Measured read(String output) {
        String[] words = output.lines()
                .filter(line -> line.startsWith("MEASURED "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk has measured nothing: " + output))
                .split(" ", -1);
        long failed = Long.parseLong(words[3]);
        if (failed > 0) {
            throw new IllegalStateException(failed + " of " + words[1] + " calls failed");
        }
        return new Measured(
                Long.parseLong(words[1]) * 1e6 / Long.parseLong(words[2]),
                Long.parseLong(words[4]) / 1e3,
                Long.parseLong(words[5]) / 1e3);
    }

    private Path script() {
        try (InputStream script = Wrk.class.getResourceAsStream("wrk.lua")) {
            Path file = folder.resolve("wrk.lua");
            Files.copy(script, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(List<byte[]> calls) {
        var all = new ByteArrayOutputStream();
        for (byte[] call : calls) {
            all.writeBytes((call.length + "\n").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(call);
        }
        try {
            return Files.write(folder.resolve("calls"), all.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How soon the service answers after a start, and how soon a call of the command line is done.
final class Starts {

    private static final int CALLS = 15;

    private final Figures figures;

    Starts(Figures figures) {
        this.figures = figures;
    }

    /// Starts a service twice: on nothing, and on what it left. It runs afterwards.
    Service measure(Path folder) {
        figures.progress("start of controller and agent");
        Service service = Service.start(folder.resolve("first"));
        figures.add(
                "cold start, with a new database, to the first answered call",
                "ms",
                service.coldStart().toNanos() / 1e6);
        service.endAgent("TERM");
        service.endController("TERM");
        long start = System.nanoTime();
        service.startController();
        figures.add("warm start to the first answered call", "ms", millis(start), Target.below(3500));
        service.startAgent();
        figures.add("warm start to all reconciled", "ms", millis(start));
        return service;
    }

    /// The launcher says where it is. Without it there is no command line.
    void measureCommandLine(Path data) {
        String home = System.getProperty("causeway.home", "");
        Path cache = data.resolve("app/controller/client.aot");
        if (home.isEmpty() || !Files.exists(cache)) {
            return;
        }
        List<String> call =
                List.of(home + "/causeway", "api", "--data", data.toString(), "GET", "/v5/{project_id}/vpn-gateways");
        Path aside = cache.resolveSibling("client.aot.aside");
        try {
            Files.createDirectories(data.resolve("run"));
            Files.move(cache, aside);
            double alone = time(withoutCurl(call));
            Files.move(aside, cache);
            double cached = time(withoutCurl(call));
            double now = time(call);
            figures.add("./causeway api, by the JVM alone, without a cache made at the build, median", "ms", alone);
            figures.add("./causeway api, by the JVM alone, median", "ms", cached);
            figures.add("./causeway api, median", "ms", now);
            figures.add(
                    "./causeway api, of the time by the JVM alone without that cache",
                    "%",
                    100 * now / alone,
                    Target.below(70));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> withoutCurl(List<String> call) {
        return Stream.concat(Stream.of("env", "JDK_JAVA_OPTIONS=-Dcauseway.curl=/nonexistent"), call.stream())
                .toList();
    }

    private static double time(List<String> call) {
        Program.run(call); // leaves the archive of its classes that the next ones use
        var samples = new Samples();
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            Program.run(call);
            samples.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return samples.medianMillis();
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}

package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Measures on a service of its own. `--out FILE` says where the JSON goes, `target/bench.json` otherwise;
/// `--only PART` leaves out all but one of the parts `setup`, `throughput`, `rates`, `clients`, `sites`,
/// `console` and `scale`. `--soak MINUTES` measures nothing but what is lost while SAs are replaced again and
/// again.
public final class Main {

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private enum Part {
        SETUP,
        THROUGHPUT,
        RATES,
        CLIENTS,
        SITES,
        CONSOLE,
        SCALE;

        /// Whether it has a service of its own.
        boolean alone() {
            return switch (this) {
                case SETUP, THROUGHPUT, RATES -> false;
                case CLIENTS, SITES, CONSOLE, SCALE -> true;
            };
        }

        static Part named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(option(arguments, "--out").orElse("target/bench.json"));
        Optional<Part> only = option(arguments, "--only").map(Part::named);
        Path folder = Files.createTempDirectory("causeway-bench-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Figures figures = new Figures(System.out);
        option(arguments, "--soak")
                .map(Integer::valueOf)
                .ifPresentOrElse(
                        minutes -> new Soak(figures, folder.resolve("soak")).measure(minutes),
                        () -> measure(figures, folder, only.map(List::of).orElse(List.of(Part.values()))));
        Program.run("rm", "-rf", folder.toString());
        figures.printTable();
        figures.write(file);
        System.out.println("written to " + file);
        System.exit(0);
    }

    private static void measure(Figures figures, Path folder, List<Part> parts) {
        if (!parts.stream().allMatch(Part::alone)) {
            measureInLab(figures, folder, parts);
        }
        if (parts.contains(Part.CLIENTS)) {
            new ClientFigures(figures, folder.resolve("clients")).measure();
        }
        if (parts.contains(Part.SITES)) {
            new SiteFigures(figures, folder.resolve("sites")).measure();
        }
        if (parts.contains(Part.CONSOLE)) {
            new ConsoleFigures(figures, folder.resolve("console")).measure();
        }
        if (parts.contains(Part.SCALE)) {
            new Scale(figures, folder.resolve("scale")).measure();
        }
    }

    private static void measureInLab(Figures figures, Path folder, List<Part> parts) {
        var starts = new Starts(figures);
        try (Service service = starts.measure(folder)) {
            starts.measureCommandLine(service.cloud().data());
            Memory memory = new Memory(figures, service);
            Waiting.pause(SETTLED);
            memory.measure("idle");
            try (Lab lab =
                    Lab.on(service.cloud(), folder.resolve("lab")).unobserved().open()) {
                for (Part part : parts) {
                    switch (part) {
                        case SETUP -> new SetUpTimes(figures).measure(lab);
                        case THROUGHPUT -> new Throughput(figures, folder.resolve("lab")).measure(lab);
                        case RATES -> new Rates(figures, service, memory).measure(lab, folder);
                        case CLIENTS, SITES, CONSOLE, SCALE -> {
                            // They have services of their own.
                        }
                    }
                }
            }
        }
    }

    private static Optional<String> option(String[] arguments, String name) {
        int place = List.of(arguments).indexOf(name);
        return place >= 0 && place + 1 < arguments.length ? Optional.of(arguments[place + 1]) : Optional.empty();
    }
}

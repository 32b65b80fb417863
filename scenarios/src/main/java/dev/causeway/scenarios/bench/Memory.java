package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Resident memory of the two processes.
final class Memory {

    private final Figures figures;
    private final Service service;

    Memory(Figures figures, Service service) {
        this.figures = figures;
        this.service = service;
    }

    void measure(String when) {
        figures.add(
                "controller, resident, " + when,
                "MiB",
                resident(service.controller().pid()));
        figures.add("agent, resident, " + when, "MiB", resident(service.agent().pid()), Target.below(150));
    }

    private static double resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

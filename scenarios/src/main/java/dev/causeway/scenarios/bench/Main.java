package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Command;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// Measures on a service of its own: `--out FILE` says where the JSON goes, `target/bench.json` otherwise.
public final class Main {

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        int out = words.indexOf("--out");
        Path file = Path.of(out >= 0 && out + 1 < words.size() ? words.get(out + 1) : "target/bench.json");
        Path folder = Files.createTempDirectory("causeway-bench-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Figures figures = new Figures(System.out);
        try (Service service = measureStart(figures, folder)) {
            Memory memory = new Memory(figures, service);
            Waiting.pause(SETTLED);
            memory.measure("idle");
            try (Lab lab =
                    Lab.on(service.cloud(), folder.resolve("lab")).unobserved().open()) {
                new SetUpTimes(figures).measure(lab);
                new Throughput(figures, folder.resolve("lab")).measure(lab);
                List<String> connections = new ApiRates(figures).measure(lab);
                measureManyConnections(lab, memory, connections);
            }
        }
        Command.run("rm", "-rf", folder.toString());
        figures.printTable();
        figures.write(file);
        System.out.println("written to " + file);
        System.exit(0);
    }

    private static Service measureStart(Figures figures, Path folder) {
        figures.progress("start of controller and agent");
        Service service = Service.start(folder.resolve("first"));
        service.endAgent("TERM");
        service.endController("TERM");
        long start = System.nanoTime();
        service.startController();
        figures.add("warm start to the first answered call", "ms", (System.nanoTime() - start) / 1e6, "< 5000 ms");
        service.startAgent();
        figures.add("warm start to all reconciled", "ms", (System.nanoTime() - start) / 1e6);
        return service;
    }

    private static void measureManyConnections(Lab lab, Memory memory, List<String> connections) {
        Waiting.pause(SETTLED);
        memory.measure("with %d connections".formatted(connections.size()));
        connections.forEach(lab.tenant()::deleteConnection);
        connections.forEach(lab.tenant()::awaitGone);
        lab.tenant().deleteCustomerGateways("bench-");
    }
}

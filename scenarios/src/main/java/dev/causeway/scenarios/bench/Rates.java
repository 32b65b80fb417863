package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How many calls the service answers, and how soon.
final class Rates {

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Figures figures;
    private final Service service;
    private final Memory memory;

    Rates(Figures figures, Service service, Memory memory) {
        this.figures = figures;
        this.service = service;
        this.memory = memory;
    }

    void measure(Lab lab, Path folder) {
        var wrk = new Wrk(folder);
        RawReads database = RawReads.beside(service.cloud().data());
        var several = new NativeRates(figures, service, wrk, database);
        var clients = new ApiRates(figures);
        List<String> connections = clients.measure(lab);
        several.measureReads(lab, connections);
        Waiting.pause(SETTLED);
        memory.measure("with %d connections".formatted(connections.size()));
        connections.forEach(lab.tenant()::deleteConnection);
        connections.forEach(lab.tenant()::awaitGone);
        several.measureWrites(lab, ApiRates.customerGateways(lab));
        lab.tenant().deleteCustomerGateways("bench-");
        new Among(figures, wrk, database).measure(lab);
    }
}

package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What consoles that are open cost the controller, while nothing changes and while something does each second.
final class OpenConsoles {

    private static final int CONSOLES = 50;
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration WATCHED = Duration.ofSeconds(30);

    private final Figures figures;
    private final Service service;
    private final Tenant tenant;

    OpenConsoles(Figures figures, Service service, Tenant tenant) {
        this.figures = figures;
        this.service = service;
        this.tenant = tenant;
    }

    void measure() {
        figures.progress("%d open consoles".formatted(CONSOLES));
        String site = tenant.createCustomerGateway("looked-at", "192.0.2.2");
        watch("no console open");
        List<HeldConsole> consoles = new ArrayList<>();
        try {
            for (int console = 0; console < CONSOLES; console++) {
                consoles.add(HeldConsole.open(tenant.api().credentials()));
            }
            watch("%d consoles open".formatted(CONSOLES));
            whileSomethingChanges(site, consoles);
        } finally {
            consoles.forEach(HeldConsole::close);
        }
        tenant.deleteCustomerGateway(site);
    }

    private void whileSomethingChanges(String site, List<HeldConsole> consoles) {
        var changes = new AtomicInteger();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var changing = clock.scheduleAtFixedRate(
                    () -> tenant.renameCustomerGateway(site, "looked-at-" + changes.incrementAndGet()),
                    0,
                    1,
                    TimeUnit.SECONDS);
            watch("%d consoles open, a change each second".formatted(CONSOLES));
            changing.cancel(false);
        }
        int told = consoles.stream().mapToInt(HeldConsole::told).sum();
        figures.add("of the changes each console was told of", "%", 100.0 * told / CONSOLES / changes.get());
    }

    private void watch(String when) {
        Waiting.pause(SETTLED);
        var controller = new Usage(service.controller().pid());
        figures.add("controller, processor, " + when, "%", 100 * controller.share(WATCHED));
        figures.add("controller, resident, " + when, "MiB", controller.residentMebibytes());
    }
}

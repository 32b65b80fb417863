package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.cloud.CredentialsFile;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import java.nio.file.Path;

/// What the console costs those who look at it, and what they cost the controller: first with next to nothing in the
/// project, then with many connections.
final class ConsoleFigures {

    private final Figures figures;
    private final Path folder;

    ConsoleFigures(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void measure() {
        try (Service service = Service.start(folder.resolve("service"))) {
            CredentialsFile own = service.cloud().tenant().credentials();
            Tenant tenant = new Tenant(service.cloud());
            new SentFiles(figures, own).measure();
            try (Visitor visitor = Visitor.start(own, Visitor.Surroundings.none(), folder.resolve("shots"))) {
                PageClock clock = new PageClock(visitor);
                var appearance = new Appearance(figures, clock, tenant);
                appearance.measureFirstPaints();
                appearance.measureChanges();
                clock.leave();
                new OpenConsoles(figures, service, tenant).measure();
                new LongLists(figures, clock, tenant).measure();
            }
        }
    }
}
